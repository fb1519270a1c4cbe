import type { CaseStatus } from './states.js'

/** While a case is on its way its citizen may urge it and say more; a merged one waits with the case it follows. */
export const OPEN_TO_CITIZEN: readonly CaseStatus[] = ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'merged']
