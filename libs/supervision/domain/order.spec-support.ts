import { person } from '@tongban/testing/server'
import { DAY_MS, HOUR_MS, instant, ok, plus, type Instant, type Result } from '@tongban/kernel/core'
import type { Duration } from '@tongban/worktime/contract'
import type { OrderCommandBody, OrderCommandName, OrderEvent, OrderEventData } from '../contract/index.js'
import { decideOrder, evolveOrder, type Order, type RecordedOrderEvent, type ReplyLimit } from './index.js'

export const START = instant(Date.parse('2026-11-16T09:00:00+08:00'))
export const ID = '0199a000-0000-7000-8000-00000000000d'
export const TOWNSHIP = 'township-150523101'
export const DISCIPLINE = 'discipline-inspection'
export const WHO = {
  handler: person('handler', TOWNSHIP),
  lead: person('unit_lead', TOWNSHIP),
  otherHandler: person('handler', 'township-150523102'),
  supervisor: person('supervisor', 'hotline-centre'),
  supervisorThere: person('supervisor', TOWNSHIP),
  leader: person('leader', 'hotline-centre'),
  inspector: person('discipline_inspector', DISCIPLINE),
  staffing: person('unit_lead', 'city-institutional-staffing'),
  operator: person('operator', 'hotline-centre'),
}

/** Round the clock: these tests are not about calendars. */
export const limit = (from: Instant, { amount, unit }: Duration): Result<ReplyLimit> =>
  ok({ replyDueAt: plus(from, amount * (unit === 'work_day' || unit === 'calendar_day' ? DAY_MS : 60_000)), calendarCode: 'office', calendarVersion: 1 })

export const issued = (changes: Partial<OrderEventData<'supervision.order_issued.v1'>> = {}): RecordedOrderEvent => ({
  at: START, by: 'system',
  event: {
    type: 'supervision.order_issued.v1',
    data: {
      number: 'DB20261116-0001', kind: 'routine', origin: 'ladder', reviewers: 'supervisors', title: '日常督办：工单 20261116000001', requirement: '请立即办理', unitId: TOWNSHIP, jointUnitIds: [],
      countyCode: '150523', caseIds: ['0199a000-0000-7000-8000-000000000001'], sealed: false, recusedUnitIds: [], replyWithin: { amount: 1, unit: 'calendar_day' },
      replyDueAt: START + DAY_MS, calendarCode: 'office', calendarVersion: 1, issuerUnitId: null, clock: null, ...changes,
    },
  },
})
export const order = (changes: Parameters<typeof issued>[0] = {}): Order => evolveOrder(null, ID, issued(changes))

/** A body of each command that nothing is wrong with. */
export const BODIES: { readonly [N in OrderCommandName]: OrderCommandBody<N> } = {
  sign: {},
  reply: { text: '已安排抢修', measures: '更换灯头三处', plannedFinish: null },
  release: { remarks: '反馈属实，同意解除' },
  send_back: { remarks: '没有说明原因', replyWithin: { amount: 1, unit: 'calendar_day' } },
  withdraw: { reason: '下发单位有误' },
  publish: { publicTitle: '路灯长期不亮' },
  unpublish: { reason: '标题需要修改' },
  add_opinion: { text: '请明确牵头单位' },
  record_interview: { heldAt: '2026-11-16T09:00:00+08:00', place: '热线中心', attendees: '镇长', minutes: '约谈情况记录', commitments: [{ text: '三日内修复', by: '2026-11-19' }] },
}

export function decide<N extends OrderCommandName>(name: N, state: Order, actor = WHO.supervisor, at = plus(START, HOUR_MS), body: OrderCommandBody<N> = BODIES[name]): Result<OrderEvent[]> {
  return decideOrder(name, { order: state, body, actor, at, limit, unitName: (id) => id })
}

export const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code)

/** The order after a command that must be possible. */
export function after<N extends OrderCommandName>(name: N, state: Order, actor = WHO.supervisor, at = plus(START, HOUR_MS), body: OrderCommandBody<N> = BODIES[name]): Order {
  const result = decide(name, state, actor, at, body)
  if (!result.ok) throw new Error(`${name} refused: ${result.refusal.code}`)
  return result.value.reduce((next, event) => evolveOrder(next, ID, { event, at: instant(event.at ?? at), by: actor.userId }), state)
}
