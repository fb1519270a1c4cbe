import { ORDER_KIND_WORDS, orderKindSchema, type OrderKind } from '@tongban/deadline/contract'
import { z } from 'zod'

export { orderKindSchema, type OrderKind }

/** issued 待签收 → signed 待反馈 → replied 待审核 → released 已解除; sent back means issued again, one round later. */
export const orderStateSchema = z.enum(['issued', 'signed', 'replied', 'released', 'withdrawn'])
export type OrderState = z.output<typeof orderStateSchema>

/** Who or what issued it. `incident` is kept for orders out of an incident. */
export const orderOriginSchema = z.enum(['ladder', 'person', 'instruction', 'problem_case', 'lapse', 'incident'])
export type OrderOrigin = z.output<typeof orderOriginSchema>

/** Whose side judges the reply: supervisors; the leader who gave the instruction; discipline inspection, where the hotline itself has to answer. */
export const orderReviewersSchema = z.enum(['supervisors', 'leaders', 'discipline'])
export type OrderReviewers = z.output<typeof orderReviewersSchema>

/** The words of the ladder, which issues most of them. */
export const ORDER_KIND_ZH: Readonly<Record<OrderKind, string>> = ORDER_KIND_WORDS
export const ORDER_STATE_ZH: Record<OrderState, string> = { issued: '待签收', signed: '待反馈', replied: '待审核', released: '已解除', withdrawn: '已撤回' }
export const ORDER_ORIGIN_ZH: Record<OrderOrigin, string> = {
  ladder: '时限升级', person: '督办员下发', instruction: '领导批示', problem_case: '问题工单', lapse: '会商逾期', incident: '突发事件',
}

/** Nobody owes anything any more. */
export const ENDED_ORDER_STATES: readonly OrderState[] = ['released', 'withdrawn']
export const OPEN_ORDER_STATES: readonly OrderState[] = ['issued', 'signed', 'replied']
/** The addressed unit owes its feedback: the clock of the order runs. */
export const OWING_ORDER_STATES: readonly OrderState[] = ['issued', 'signed']

/** At most this many cases in one order. */
export const ORDER_CASES_MAX = 100
