import { unitIdField, uuidField } from '@tongban/kernel/contract'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { orderKindSchema, orderOriginSchema, orderReviewersSchema } from './order-words.js'

/** What brought the order about, when it was a clock: part of what keeps a rung from issuing twice. */
export const orderClockSchema = z.strictObject({ clockId: uuidField, rungCode: z.string(), rungName: z.string() })

const at = z.int()

/** What happens to an order, in the order it happened; the row is the replay of these. Moments are epoch ms. */
export const ORDER_EVENTS = {
  'supervision.order_issued.v1': z.strictObject({
    number: z.string(), kind: orderKindSchema, origin: orderOriginSchema, reviewers: orderReviewersSchema, title: z.string(), requirement: z.string(),
    unitId: unitIdField, jointUnitIds: z.array(unitIdField), countyCode: z.string().nullable(), caseIds: z.array(uuidField), sealed: z.boolean(),
    /** Units the cases are about: they never learn of the order. */
    recusedUnitIds: z.array(z.string()),
    replyWithin: durationSchema, replyDueAt: at, calendarCode: z.string(), calendarVersion: z.int(), issuerUnitId: z.string().nullable(),
    clock: orderClockSchema.nullable(),
  }),
  'supervision.order_signed.v1': z.strictObject({}),
  'supervision.order_replied.v1': z.strictObject({ round: z.int(), text: z.string(), measures: z.string(), plannedFinish: z.string().nullable(), late: z.boolean() }),
  'supervision.order_sent_back.v1': z.strictObject({ round: z.int(), remarks: z.string(), replyWithin: durationSchema, replyDueAt: at, calendarCode: z.string(), calendarVersion: z.int() }),
  'supervision.order_released.v1': z.strictObject({ remarks: z.string() }),
  'supervision.order_withdrawn.v1': z.strictObject({ reason: z.string() }),
  /** `at` of the event is the due moment itself, however late it was told. */
  'supervision.order_overdue.v1': z.strictObject({ round: z.int(), replyDueAt: at }),
  'supervision.order_published.v1': z.strictObject({ publicTitle: z.string() }),
  'supervision.order_unpublished.v1': z.strictObject({ reason: z.string() }),
  'supervision.opinion_added.v1': z.strictObject({ unitId: unitIdField, text: z.string() }),
  'supervision.interview_recorded.v1': z.strictObject({
    heldAt: at, place: z.string(), attendees: z.string(), minutes: z.string(), commitments: z.array(z.strictObject({ text: z.string(), by: z.string() })),
  }),
  /** Another rung asked for an order of this kind on the same case and unit while this one was open: noted here instead of a second one. */
  'supervision.order_reached_again.v1': orderClockSchema,
  /** A case has turned out to be about these units: they lose sight of the order. */
  'supervision.units_recused.v1': z.strictObject({ unitIds: z.array(z.string()) }),
} as const

export type OrderEventType = keyof typeof ORDER_EVENTS
export type OrderEventData<T extends OrderEventType> = z.output<(typeof ORDER_EVENTS)[T]>
export type OrderEvent = { [T in OrderEventType]: { readonly type: T; readonly data: OrderEventData<T>; /** Absent: the moment of the command. */ readonly at?: number } }[OrderEventType]

/** The events that leave the context through the outbox; their subject is the order. */
export const ORDER_OUTGOING_TYPES = [
  'supervision.order_issued.v1', 'supervision.order_signed.v1', 'supervision.order_replied.v1', 'supervision.order_sent_back.v1', 'supervision.order_released.v1',
  'supervision.order_withdrawn.v1', 'supervision.order_overdue.v1', 'supervision.order_published.v1', 'supervision.order_unpublished.v1', 'supervision.opinion_added.v1',
  'supervision.interview_recorded.v1',
] as const satisfies readonly OrderEventType[]
export type OrderOutgoingType = (typeof ORDER_OUTGOING_TYPES)[number]

/** What every outgoing event carries: codes and moments, nobody's words but the title. `at` is the nominal moment. */
export const orderOutgoingSchema = z.object({
  orderId: uuidField,
  number: z.string(),
  kind: orderKindSchema,
  origin: orderOriginSchema,
  title: z.string(),
  unitId: z.string(),
  jointUnitIds: z.array(z.string()),
  countyCode: z.string().nullable(),
  caseIds: z.array(uuidField),
  replyDueAt: at,
  at,
  by: z.string(),
  /** Who gave it, and from where: the person who waits for the answer. `system` where nobody did. Absent in events of earlier versions. */
  issuedBy: z.string().optional(),
  issuerUnitId: z.string().nullable().optional(),
  /** Which time it is being answered, from 1. */
  round: z.int(),
  /** Units the cases are about: nobody of them is told. */
  recusedUnitIds: z.array(z.string()),
  /** Of a reply: after its deadline. */
  late: z.boolean().optional(),
})
export type OrderOutgoing = z.output<typeof orderOutgoingSchema>
