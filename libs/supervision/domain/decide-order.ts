import { may, type Principal } from '@tongban/access/contract'
import { instantFromIso, ok, plainDateOf, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { Duration } from '@tongban/worktime/contract'
import {
  ORDER_KIND_ZH, ORDER_STATE_ZH, ORDER_TRANSITIONS, type OrderCommandBody, type OrderCommandName, type OrderEvent, type OrderReviewers,
} from '../contract/index.js'
import { isLadderMade, isOpenOrder, orderFiresAt, owesReply, type Order } from './order.js'

/** When an answer is due, and by which calendar that was counted. */
export type ReplyLimit = { readonly replyDueAt: Instant; readonly calendarCode: string; readonly calendarVersion: number }

export type OrderDecideInput<N extends OrderCommandName> = {
  readonly order: Order
  readonly body: OrderCommandBody<N>
  readonly actor: Principal
  readonly at: Instant
  /** Counts a limit from a moment in the time of the addressed unit. */
  readonly limit: (from: Instant, within: Duration) => Result<ReplyLimit>
  readonly unitName: (unitId: string) => string
}

const REVIEWERS_ZH: Record<OrderReviewers, string> = { supervisors: '督办员', leaders: '作出批示的领导', discipline: '纪检监察' }

/** Who may judge the answer, by the side the order belongs to. */
function isReviewer(order: Order, actor: Principal): boolean {
  if (order.reviewers === 'leaders') return may(actor, 'instruction.write')
  if (order.reviewers === 'discipline') return may(actor, 'supervision.join') && actor.scope.kind === 'city'
  return may(actor, 'supervision.issue')
}

/**
 * Who may at all, before the state of the order is looked at: then its state can be told to them. Null: may. The addressed unit never judges its
 * own answer, whatever roles its people have.
 */
function actorRefusal(name: OrderCommandName, { order, actor, unitName }: Pick<OrderDecideInput<OrderCommandName>, 'order' | 'actor' | 'unitName'>): Result<never> | null {
  const { actor: who, zh: actionZh } = ORDER_TRANSITIONS[name]
  if (who === 'addressee') {
    if (!may(actor, 'supervision.reply')) return refuse('PERMISSION_MISSING', { permission: 'supervision.reply' })
    return actor.unitId === order.unitId ? null : refuse('ORDER_NOT_ADDRESSED_TO_YOU', { unitName: unitName(order.unitId), actionZh })
  }
  if (who === 'joint_party') {
    if (!may(actor, 'supervision.join')) return refuse('PERMISSION_MISSING', { permission: 'supervision.join' })
    return order.jointUnitIds.includes(actor.unitId) ? null : refuse('ORDER_NOT_JOINT_PARTY', { actionZh })
  }
  if (actor.unitId === order.unitId) return refuse('ORDER_OWN_UNIT', { actionZh })
  return isReviewer(order, actor) ? null : refuse('ORDER_REVIEWED_BY_OTHERS', { reviewersZh: REVIEWERS_ZH[order.reviewers], reviewers: order.reviewers, actionZh })
}

/** The table's word on a command: kind, person, state. Null: it may go on to its own rules. */
export function orderGuard(name: OrderCommandName, input: Pick<OrderDecideInput<OrderCommandName>, 'order' | 'actor' | 'unitName'>): Result<never> | null {
  const { order } = input
  const { kinds, from, zh: actionZh } = ORDER_TRANSITIONS[name]
  if (kinds !== null && !kinds.includes(order.kind)) return refuse('ORDER_KIND_FORBIDS', { kindZh: ORDER_KIND_ZH[order.kind], kind: order.kind, actionZh })
  const refusal = actorRefusal(name, input)
  if (refusal !== null) return refusal
  if (!from.includes(order.state)) return refuse('ORDER_STATE_FORBIDS', { stateZh: ORDER_STATE_ZH[order.state], state: order.state, actionZh })
  return stateRefusal(name, order)
}

/** What else of the order itself forbids a command, known before anything is written in its form. */
function stateRefusal(name: OrderCommandName, order: Order): Result<never> | null {
  if (name === 'release' && order.kind === 'interview' && order.interviews.length === 0) return refuse('ORDER_NEEDS_INTERVIEW')
  if (name === 'publish' && order.sealed) return refuse('ORDER_SEALED')
  if (name === 'publish' && order.published !== null) return refuse('ORDER_ALREADY_PUBLISHED')
  if (name === 'unpublish' && order.published === null) return refuse('ORDER_NOT_PUBLISHED')
  return null
}

/** What the deadline owes by a moment: told by itself, or by whatever comes first after it. Dated by the due moment. */
export function overdueEvents(order: Order, now: Instant): OrderEvent[] {
  const dueAt = orderFiresAt(order)
  return dueAt === null || dueAt > now ? [] : [{ type: 'supervision.order_overdue.v1', data: { round: order.round, replyDueAt: dueAt }, at: dueAt }]
}

type Rules = { readonly [N in OrderCommandName]: (input: OrderDecideInput<N>) => Result<OrderEvent[]> }

const RULES: Rules = {
  sign: () => ok([{ type: 'supervision.order_signed.v1', data: {} }]),
  reply: ({ order, body: { text, measures, plannedFinish }, at }) => {
    if (plannedFinish !== null && plannedFinish < plainDateOf(at)) return refuse('ORDER_PLAN_PAST')
    return ok([{ type: 'supervision.order_replied.v1', data: { round: order.round, text, measures, plannedFinish, late: at >= order.replyDueAt } }])
  },
  release: ({ body: { remarks } }) => ok([{ type: 'supervision.order_released.v1', data: { remarks } }]),
  send_back: ({ order, body: { remarks, replyWithin }, at, limit }) => {
    const due = limit(at, replyWithin)
    return due.ok ? ok([{ type: 'supervision.order_sent_back.v1', data: { round: order.round + 1, remarks, replyWithin, ...due.value } }]) : due
  },
  withdraw: ({ body: { reason } }) => ok([{ type: 'supervision.order_withdrawn.v1', data: { reason } }]),
  publish: ({ body: { publicTitle } }) => ok([{ type: 'supervision.order_published.v1', data: { publicTitle } }]),
  unpublish: ({ body: { reason } }) => ok([{ type: 'supervision.order_unpublished.v1', data: { reason } }]),
  add_opinion: ({ actor, body: { text } }) => ok([{ type: 'supervision.opinion_added.v1', data: { unitId: actor.unitId, text } }]),
  record_interview: ({ body: { heldAt, place, attendees, minutes, commitments }, at }) => {
    const held = instantFromIso(heldAt)
    return held > at ? refuse('INTERVIEW_IN_FUTURE') : ok([{ type: 'supervision.interview_recorded.v1', data: { heldAt: held, place, attendees, minutes, commitments } }])
  },
}

/**
 * What a command makes happen, or why not. Pure. What the deadline owes by now comes first, so the log is the same whether it was told in time, late or
 * never.
 */
export function decideOrder<N extends OrderCommandName>(name: N, input: OrderDecideInput<N>): Result<OrderEvent[]> {
  const { order, body, at } = input
  const { version } = body
  const refusal = orderGuard(name, input)
  // A person who acted on what they saw learns first that it is no longer so, unless the thing is not theirs at all.
  if (version !== undefined && (version < order.actVersion || version > order.version) && (refusal === null || (!refusal.ok && refusal.refusal.code === 'ORDER_STATE_FORBIDS'))) {
    return refuse('ORDER_VERSION_STALE', { seen: version, current: order.version })
  }
  if (refusal !== null) return refusal
  const decided = RULES[name](input)
  return decided.ok ? ok([...(owesReply(order) ? overdueEvents(order, at) : []), ...decided.value]) : decided
}

/**
 * A case of the order turns out to be about these units: they lose sight of it, and one of them that has to answer does not any more. Empty when
 * nothing changes. The caller addresses it anew.
 */
export function decideRecusal(order: Order, unitIds: readonly string[], at: Instant): OrderEvent[] {
  const added = unitIds.filter((unitId) => !order.recusedUnitIds.includes(unitId))
  if (added.length === 0) return []
  const owed = overdueEvents(order, at)
  const withdrawn: OrderEvent = { type: 'supervision.order_withdrawn.v1', data: { reason: '所涉工单认定被督办单位回避，另行下发' } }
  return [...owed, { type: 'supervision.units_recused.v1', data: { unitIds: added } }, ...(added.includes(order.unitId) && isOpenOrder(order) ? [withdrawn] : [])]
}

/** What the ladder asks for a second time: noted in the order that is open. Empty when this rung is what issued it, or is noted already. */
export function decideReachedAgain(order: Order, clock: NonNullable<Order['clock']>, at: Instant): OrderEvent[] {
  if (knowsRung(order, clock)) return []
  return [...overdueEvents(order, at), { type: 'supervision.order_reached_again.v1', data: clock }]
}

/** This very rung issued the order, or has been noted in it. */
export const knowsRung = (order: Order, { clockId, rungCode }: NonNullable<Order['clock']>): boolean =>
  [order.clock, ...(order.reachedAgain ?? [])].some((known) => known?.clockId === clockId && known.rungCode === rungCode)

/** The ground of an order the ladder made has fallen away: the system takes it back, and says why. What a person issued stays for a person. */
export const decideGroundless = (order: Order, reason: string, at: Instant): OrderEvent[] =>
  isLadderMade(order) && isOpenOrder(order) ? [...overdueEvents(order, at), { type: 'supervision.order_withdrawn.v1', data: { reason } }] : []
