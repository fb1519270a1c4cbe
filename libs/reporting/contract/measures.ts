import { z } from 'zod'
import type { CallbackCounts } from './formulas.js'

/**
 * The closed vocabulary of measures. Each is one predicate over one fact row a case (see server), counted for a table
 * and listed when the number is opened: one definition, so the two can never disagree.
 * The callback measures read the first callback (首次): it never changes afterwards, and a case that ends closed has been called back
 * until the citizen was content, so its last callback says nothing about how well it was handled.
 */
export const measureIdSchema = z.enum([
  'filed',
  'direct_answered',
  'dispatched',
  'first_dispatch_right',
  'in_hand',
  'awaiting_dispatch',
  'closed',
  'due_soon',
  'overdue',
  'closed_on_time',
  'closed_late',
  'still_overdue',
  'signed_late',
  'reworked',
  'merged',
  'terminated',
  'problem',
  'transferred',
  'rating_set_aside',
  'callback_valid',
  'callback_contacted',
  'callback_resolved',
  'callback_satisfied',
  'callback_basically_satisfied',
  'callback_dissatisfied',
  'callback_unreachable',
])
export type MeasureId = z.output<typeof measureIdSchema>

/**
 * `basis`: which moment puts a case into a period; `now`: the state at this moment, whatever the period. A due moment itself is already
 * late.
 */
export const MEASURES: Record<
  MeasureId,
  { zh: string; basis: 'filed_at' | 'closed_at' | 'first_callback_at' | 'promise_due_at' | 'now'; definition: string }
> = {
  filed: { zh: '受理', basis: 'filed_at', definition: '本期登记的全部诉求' },
  direct_answered: { zh: '直接答复', basis: 'filed_at', definition: '本期登记、由话务员当场答复的' },
  dispatched: { zh: '派单', basis: 'filed_at', definition: '本期登记、已派给承办单位的' },
  first_dispatch_right: { zh: '一次派准', basis: 'filed_at', definition: '本期登记、派出后从未退单、收回或改派的（回避除外）' },
  in_hand: { zh: '在办', basis: 'now', definition: '此刻待派单、办理中、待审核、待回访的' },
  awaiting_dispatch: { zh: '待派单', basis: 'now', definition: '此刻还没有派出去的' },
  closed: { zh: '办结', basis: 'closed_at', definition: '本期办结的' },
  due_soon: { zh: '即将超期', basis: 'now', definition: '此刻在办而未回复、承诺时限在 24 小时之内的；挂账的除外' },
  overdue: { zh: '超期', basis: 'now', definition: '此刻未回复而已过承诺时限的；挂账的除外' },
  closed_on_time: { zh: '按时办结', basis: 'closed_at', definition: '本期办结、末轮回复早于承诺时限的' },
  closed_late: { zh: '超期办结', basis: 'closed_at', definition: '本期办结、末轮回复时已到承诺时限的' },
  still_overdue: {
    zh: '到期未回复',
    basis: 'promise_due_at',
    definition: '承诺时限在本期、此刻已过时限仍未回复的（与办结数一起作按时率的分母）',
  },
  signed_late: { zh: '超时签收', basis: 'filed_at', definition: '本期登记、主办签收时已到签收时限，或到时仍未签收的' },
  reworked: { zh: '重办', basis: 'closed_at', definition: '本期办结、办理不止一轮的' },
  merged: { zh: '并案', basis: 'filed_at', definition: '本期登记、并入另一件的；办结、时限和三率由主件计一次' },
  terminated: { zh: '终止', basis: 'filed_at', definition: '本期登记、经裁定终止或认定不合理诉求的；公开计数' },
  problem: { zh: '问题工单', basis: 'filed_at', definition: '本期登记、三轮未解决或三次流转仍无单位承办的' },
  transferred: { zh: '流转', basis: 'filed_at', definition: '本期登记、转过承办单位的（回避除外）' },
  rating_set_aside: { zh: '评价不计', basis: 'first_callback_at', definition: '本期首次回访、经复核不计入三率的；公开计数' },
  callback_valid: { zh: '有效回访', basis: 'first_callback_at', definition: '本期首次回访、接通且群众愿意作答的；并入件、复核不计的除外' },
  callback_contacted: { zh: '联系', basis: 'first_callback_at', definition: '有效回访中，群众说承办单位联系过他的' },
  callback_resolved: { zh: '解决', basis: 'first_callback_at', definition: '有效回访中，群众说问题解决了的' },
  callback_satisfied: { zh: '满意', basis: 'first_callback_at', definition: '有效回访中，群众说非常满意或满意的' },
  callback_basically_satisfied: { zh: '基本满意', basis: 'first_callback_at', definition: '有效回访中，群众说基本满意的' },
  callback_dissatisfied: { zh: '不满意', basis: 'first_callback_at', definition: '有效回访中，群众说不满意或非常不满意的' },
  callback_unreachable: { zh: '无法接通', basis: 'first_callback_at', definition: '本期首次回访、三次都没有接通的' },
}

/** What the three rates are made of. */
export const CALLBACK_MEASURES = [
  'callback_valid',
  'callback_contacted',
  'callback_resolved',
  'callback_satisfied',
  'callback_basically_satisfied',
] as const
export type CallbackMeasure = (typeof CALLBACK_MEASURES)[number]

export const callbackCountsOf = (counts: Readonly<Record<CallbackMeasure, number>>): CallbackCounts => ({
  valid: counts.callback_valid,
  contacted: counts.callback_contacted,
  resolved: counts.callback_resolved,
  satisfied: counts.callback_satisfied,
  basicallySatisfied: counts.callback_basically_satisfied,
})

/** Of what was closed, and of what fell due and still is not answered, the part closed in time. Null: nothing was due. */
export function onTimeOf(counts: Readonly<Record<'closed' | 'closed_on_time' | 'still_overdue', number>>): number | null {
  const due = counts.closed + counts.still_overdue
  return due === 0 ? null : counts.closed_on_time / due
}

/** 一次派单准确率: of what was dispatched, the part that was never returned, recalled or given to another unit. Null: nothing was dispatched. */
export const firstDispatchOf = (counts: Readonly<Record<'dispatched' | 'first_dispatch_right', number>>): number | null =>
  counts.dispatched === 0 ? null : counts.first_dispatch_right / counts.dispatched
