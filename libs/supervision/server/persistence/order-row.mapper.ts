import { isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import type { OutgoingEvent } from '@tongban/platform/server'
import { ORDER_OUTGOING_TYPES, type OrderEvent, type OrderOutgoing } from '../../contract/index.js'
import { orderFiresAt, type Order } from '../../domain/index.js'

/** The columns of an order, as a JSON row of a write: moments are ISO text. */
export function rowOfOrder(order: Order): Record<string, unknown> {
  return {
    id: order.id, number: order.number, version: order.version, kind: order.kind, origin: order.origin, state: order.state, title: order.title, requirement: order.requirement,
    unit_id: order.unitId, unit_ids: [order.unitId, ...order.jointUnitIds], county_code: order.countyCode,
    recused_unit_ids: order.recusedUnitIds.length === 0 ? null : order.recusedUnitIds, issued_at: isoOf(order.issuedAt), reply_due_at: isoOf(order.replyDueAt),
    fires_at: isoOrNull(orderFiresAt(order)), overdue_at: isoOrNull(order.overdueAt), late_rounds: order.lateRounds, first_replied_at: isoOrNull(order.firstRepliedAt),
    published_at: isoOrNull(order.published?.at ?? null), body: order,
  }
}

/** One thing that is being written of an order. */
export type NewOrderEvent = { readonly seq: number; readonly event: OrderEvent; readonly at: Instant; readonly by: string; readonly byUnitId: string | null }

const isOutgoing = (type: string): boolean => (ORDER_OUTGOING_TYPES as readonly string[]).includes(type)

/** As it leaves through the outbox, with the order as it stands after all of the commit. Only what others may hear. */
export function outgoingOf(order: Order, events: readonly NewOrderEvent[]): OutgoingEvent[] {
  return events
    .filter(({ event }) => isOutgoing(event.type))
    .map(({ event, at, by }) => {
      const data: OrderOutgoing = {
        orderId: order.id, number: order.number, kind: order.kind, origin: order.origin, title: order.title, unitId: order.unitId, jointUnitIds: [...order.jointUnitIds],
        countyCode: order.countyCode, caseIds: [...order.caseIds], replyDueAt: order.replyDueAt, at, by, issuedBy: order.issuedBy, issuerUnitId: order.issuerUnitId, round: order.round, recusedUnitIds: [...order.recusedUnitIds],
        ...(event.type === 'supervision.order_replied.v1' ? { late: event.data.late } : {}),
      }
      return { type: event.type, subjectId: order.id, at, data }
    })
}
