import { isoField, pageOf, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { requestKindSchema, requestStatusSchema } from './procedures.js'
import { caseStatusSchema } from './states.js'
import { namedSchema } from './views.js'

/** One request in a queue: of which case, what it says in a line, and how long there is to rule. */
export const requestQueueItemSchema = z.object({
  id: uuidField,
  kind: requestKindSchema,
  kindZh: z.string(),
  status: requestStatusSchema,
  statusZh: z.string(),
  unit: namedSchema,
  reason: z.string(),
  summary: z.string(),
  askedAt: isoField,
  askedBy: z.string(),
  rulingDueAt: isoField.nullable(),
  ruledAt: isoField.nullable(),
  ruling: z.string().nullable(),
  case: z.object({
    id: uuidField, number: z.string(), title: z.string(), version: z.int(), status: caseStatusSchema, round: z.int(), placeText: z.string(), urgency: z.string(),
    promiseDueAt: isoField.nullable(),
  }),
})
export type RequestQueueItem = z.output<typeof requestQueueItemSchema>
export const requestQueuePageSchema = pageOf(requestQueueItemSchema)

/** One row of the shelving ledger 挂账台账. */
export const shelvingLedgerItemSchema = z.object({
  id: uuidField.describe('批准挂账的申请'),
  case: z.object({ id: uuidField, number: z.string(), title: z.string(), version: z.int(), status: caseStatusSchema }),
  unit: namedSchema.nullable(),
  county: namedSchema.nullable(),
  reason: z.string(),
  leader: z.string(),
  publicNote: z.string(),
  since: isoField,
  until: isoField,
  nextReviewAt: isoField,
  endedAt: isoField.nullable(),
  milestones: z.array(z.object({ at: isoField, text: z.string(), doneAt: isoField.nullable(), note: z.string().nullable() })),
})
export type ShelvingLedgerItem = z.output<typeof shelvingLedgerItemSchema>
export const shelvingLedgerPageSchema = pageOf(shelvingLedgerItemSchema)
