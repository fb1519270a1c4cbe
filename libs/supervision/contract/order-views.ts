import { caseListItemSchema, namedSchema } from '@tongban/case/contract'
import { isoField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { orderKindSchema, orderOriginSchema, orderReviewersSchema, orderStateSchema } from './order-words.js'

/** A line of the ledger 督办台账. */
export const orderListItemSchema = z.object({
  id: uuidField,
  number: z.string(),
  version: z.int(),
  kind: orderKindSchema,
  kindZh: z.string(),
  origin: orderOriginSchema,
  state: orderStateSchema,
  round: z.int(),
  title: z.string(),
  unit: namedSchema,
  county: namedSchema.nullable(),
  caseCount: z.int(),
  /** Cases of it that have not ended; 0: the order has outlived them, and its answer is owed all the same. */
  openCaseCount: z.int(),
  issuedAt: isoField,
  replyDueAt: isoField,
  repliedAt: isoField.nullable(),
  /** Since when the present round is unanswered past its deadline, or was when it was answered. */
  overdueAt: isoField.nullable(),
  lateRounds: z.int(),
  releasedAt: isoField.nullable(),
  isPublished: z.boolean(),
})
export type OrderListItem = z.output<typeof orderListItemSchema>

/** What the server offers this person on this order; what is off says why. */
export const orderActionSchema = z.object({ action: z.string(), zh: z.string(), enabled: z.boolean(), code: z.string().nullable(), why: z.string().nullable() })
export type OrderAction = z.output<typeof orderActionSchema>

const personSchema = z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable() })

export const orderHistoryEntrySchema = z.object({ seq: z.int(), at: isoField, type: z.string(), sentence: z.string(), detail: z.string().nullable(), actor: personSchema })
export type OrderHistoryEntry = z.output<typeof orderHistoryEntrySchema>

/** One order, whole: everything its page shows, in one answer. */
export const orderViewSchema = orderListItemSchema.extend({
  requirement: z.string(),
  reviewers: orderReviewersSchema,
  reviewersZh: z.string(),
  jointUnits: z.array(namedSchema),
  issuedBy: personSchema,
  replyWithinText: z.string(),
  /** What of the ladder brought it about. */
  rungName: z.string().nullable(),
  sealed: z.boolean(),
  publicTitle: z.string().nullable(),
  replies: z.array(z.object({ round: z.int(), at: isoField, by: z.string(), text: z.string(), measures: z.string(), plannedFinish: z.string().nullable(), late: z.boolean() })),
  opinions: z.array(z.object({ unit: namedSchema, at: isoField, by: z.string(), text: z.string() })),
  interviews: z.array(
    z.object({
      heldAt: isoField, place: z.string(), attendees: z.string(), minutes: z.string(), by: z.string(), recordedAt: isoField,
      commitments: z.array(z.object({ text: z.string(), by: z.string() })),
    }),
  ),
  /** Those of its cases this person may see; `hiddenCases` counts the others. */
  cases: z.array(caseListItemSchema),
  hiddenCases: z.int(),
  history: z.array(orderHistoryEntrySchema),
  allowedActions: z.array(orderActionSchema),
})
export type OrderView = z.output<typeof orderViewSchema>

/** Counts of the orders a person sees under the same filters as the ledger. */
export const orderCountsSchema = z.object({
  total: z.int(),
  byState: z.record(orderStateSchema, z.int()),
  byKind: z.record(orderKindSchema, z.int()),
  /** Unanswered past their deadline now. */
  overdueNow: z.int(),
  /** Feedback on time: of the orders whose first deadline was met or missed, those that never ran out. Withdrawn ones do not count. */
  feedback: z.object({ due: z.int(), onTime: z.int() }),
  /** 督办办结率: released without ever running out, of all that were not withdrawn. */
  completion: z.object({ total: z.int(), released: z.int(), releasedOnTime: z.int() }),
})
export type OrderCounts = z.output<typeof orderCountsSchema>

/** What anybody may know of a listed order: no person, no place finer than the unit, no case. */
export const publicOrderSchema = z.object({ number: z.string(), publicTitle: z.string(), unitName: z.string(), since: isoField, state: orderStateSchema, stateZh: z.string() })
export type PublicOrder = z.output<typeof publicOrderSchema>
