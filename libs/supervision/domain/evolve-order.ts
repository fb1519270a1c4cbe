import { assertNever, instant, type Instant } from '@tongban/kernel/core'
import type { OrderEvent } from '../contract/index.js'
import type { Order } from './order.js'

/** An event with its moment and who was behind it, as it is stored. */
export type RecordedOrderEvent = { readonly event: OrderEvent; readonly at: Instant; readonly by: string }

const BY_ITSELF: readonly string[] = ['supervision.order_overdue.v1', 'supervision.units_recused.v1', 'supervision.order_reached_again.v1']

/** What an event makes of an order. `before` is null for the first, which must be the issue; anything else is a bug and throws. */
export function evolveOrder(before: Order | null, id: string, { event, at, by }: RecordedOrderEvent): Order {
  if (event.type === 'supervision.order_issued.v1') {
    if (before !== null) throw new Error(`Order ${id} is issued twice`)
    const { replyDueAt, ...facts } = event.data
    return {
      ...facts, id, version: 1, actVersion: 1, state: 'issued', round: 1, replyDueAt: instant(replyDueAt), issuedAt: at, issuedBy: by, overdueAt: null, lateRounds: 0, signedAt: null,
      repliedAt: null, firstRepliedAt: null, replies: [], sentBack: [], opinions: [], interviews: [], published: null, released: null, withdrawn: null,
    }
  }
  if (before === null) throw new Error(`Order ${id} begins with ${event.type}`)
  const version = before.version + 1
  return { ...changed(before, event, at, by), version, actVersion: BY_ITSELF.includes(event.type) ? before.actVersion : version }
}

function changed(order: Order, event: Exclude<OrderEvent, { type: 'supervision.order_issued.v1' }>, at: Instant, by: string): Order {
  switch (event.type) {
    case 'supervision.order_signed.v1':
      return { ...order, state: 'signed', signedAt: at }
    case 'supervision.order_replied.v1':
      return { ...order, state: 'replied', repliedAt: at, firstRepliedAt: order.firstRepliedAt ?? at, replies: [...order.replies, { ...event.data, at, by }] }
    case 'supervision.order_sent_back.v1': {
      const { round, remarks, replyDueAt, ...limit } = event.data
      return {
        ...order, ...limit, state: 'issued', round, replyDueAt: instant(replyDueAt), overdueAt: null, signedAt: null, repliedAt: null,
        sentBack: [...order.sentBack, { round: order.round, at, by, remarks }],
      }
    }
    case 'supervision.order_released.v1':
      return { ...order, state: 'released', released: { at, by, remarks: event.data.remarks }, published: null }
    case 'supervision.order_withdrawn.v1':
      return { ...order, state: 'withdrawn', withdrawn: { at, by, reason: event.data.reason }, published: null }
    case 'supervision.order_overdue.v1':
      return { ...order, overdueAt: at, lateRounds: order.lateRounds + 1 }
    case 'supervision.order_published.v1':
      return { ...order, published: { at, publicTitle: event.data.publicTitle } }
    case 'supervision.order_unpublished.v1':
      return { ...order, published: null }
    case 'supervision.opinion_added.v1':
      return { ...order, opinions: [...order.opinions, { ...event.data, at, by }] }
    case 'supervision.interview_recorded.v1':
      return { ...order, interviews: [...order.interviews, { ...event.data, recordedAt: at, by }] }
    case 'supervision.order_reached_again.v1':
      return { ...order, reachedAgain: [...(order.reachedAgain ?? []), event.data] }
    case 'supervision.units_recused.v1':
      return { ...order, recusedUnitIds: [...new Set([...order.recusedUnitIds, ...event.data.unitIds])] }
    default:
      return assertNever(event)
  }
}

/** The order its events tell of, from the first. */
export function replayOrder(id: string, events: readonly RecordedOrderEvent[]): Order {
  const order = events.reduce<Order | null>((state, recorded) => evolveOrder(state, id, recorded), null)
  if (order === null) throw new Error(`Order ${id} has no events`)
  return order
}
