import { CASE_COMMANDS, type CaseStatus } from '@tongban/case/contract'

/** As long as its citizen may urge a case it is not over. */
export const isOnItsWay = (status: CaseStatus): boolean => CASE_COMMANDS.urge.from.includes(status)
