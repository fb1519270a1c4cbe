import { durationText, type Duration } from '@tongban/worktime/contract'
import { CLOCK_KIND_WORDS, type ClockLadderEvent, type OrderKind } from '@tongban/deadline/contract'
import type { OrderDraft, SupervisedCase } from './issue-order.js'

const automatic = { issuerUnitId: null, clock: null } as const

/** The order a rung of the ladder asks for: to the unit whose clock it is, about what is late, with the rung's own time to answer. */
export function rungOrder(
  event: ClockLadderEvent, action: { readonly kind: OrderKind; readonly replyWithin: Duration }, item: SupervisedCase,
): OrderDraft & { readonly clock: NonNullable<OrderDraft['clock']> } {
  const what = CLOCK_KIND_WORDS[event.kind]
  return {
    ...automatic, kind: action.kind, origin: 'ladder', cases: [item], dutyUnitId: event.unitId, replyWithin: action.replyWithin,
    title: `${event.rung.name}：工单 ${item.number}`,
    requirement: `工单 ${item.number} 的“${what}”时限已达升级阶梯“${event.rung.name}”。请立即办理，并在${durationText(action.replyWithin)}内反馈原因、已采取的措施和计划办结时间。`,
    clock: { clockId: event.clockId, rungCode: event.rung.code, rungName: event.rung.name },
  }
}

const PROBLEM_REPLY: Duration = { amount: 3, unit: 'work_day' }
const LAPSE_REPLY: Duration = { amount: 2, unit: 'work_day' }

/** A problem case 问题工单 is listed one level up (rule 10): whoever stands above the lead answers for it. */
export const problemCaseOrder = (item: SupervisedCase, supervisorUnitId: string | null): OrderDraft => ({
  ...automatic, kind: 'listed', origin: 'problem_case', cases: [item], dutyUnitId: supervisorUnitId, aboveLead: true, replyWithin: PROBLEM_REPLY,
  title: `问题工单提级督办：${item.number}`,
  requirement: `工单 ${item.number} 反复办理未解决或几经流转无人承办，已列为问题工单。请提级研究，明确牵头单位和解决办法，并在${durationText(PROBLEM_REPLY)}内反馈。`,
})

/** An adjudication nobody made in time: buck-passing is what joint supervision is for. Nobody's duty, so the county answers, else the hotline. */
export const lapsedDisputeOrder = (item: SupervisedCase): OrderDraft => ({
  ...automatic, kind: 'joint', origin: 'lapse', cases: [item], dutyUnitId: null, replyWithin: LAPSE_REPLY,
  title: `会商裁定逾期：工单 ${item.number}`,
  requirement: `工单 ${item.number} 的职责争议会商逾期未裁定，转联合督办。请会同有关部门尽快明确承办单位，并在${durationText(LAPSE_REPLY)}内反馈。`,
})
