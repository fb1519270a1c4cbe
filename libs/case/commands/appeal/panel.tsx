import type { ReactNode } from 'react'
import { OneTextPanel } from '../../web/merge/one-text-panel.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { APPEAL_DAYS, appeal } from './contract.js'

/** The citizen does not accept what was done. */
export const AppealPanel = (props: ActionPanelProps): ReactNode => <OneTextPanel {...props} command={appeal} field="reason" days={APPEAL_DAYS} />
