import { uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { clockKindSchema } from './clock.schema.js'
import { ladderRungSchema } from './ladder.js'
import { serviceClassSchema } from './service-class.js'

/** The events of this context that leave it through the outbox; their subject is the clock. */
export const CLOCK_RUNG_TYPES = ['clock.warned.v1', 'clock.overdue.v1'] as const
export type ClockRungType = (typeof CLOCK_RUNG_TYPES)[number]

/** What such an event carries: moments are epoch ms, `at` is the nominal moment of the rung, however late the alarm rang. */
export const clockRungSchema = z.strictObject({
  clockId: uuidField,
  caseId: uuidField,
  /** The duty it belongs to; null for dispatching and ruling. */
  assignmentId: uuidField.nullable(),
  /** Whose duty it is; null where it is no unit's: dispatching, ruling, and reviewing what a unit replied. */
  unitId: z.string().nullable(),
  /** The request or the dispute a ruling or an adjudication waits for. Absent in what was told before there were such. */
  subjectId: uuidField.nullable().default(null),
  kind: clockKindSchema,
  dueAt: z.int(),
  at: z.int(),
})
export type ClockRung = z.output<typeof clockRungSchema>

/** A clock has come to a rung of its ladder. Told beside `clock.warned.v1` and `clock.overdue.v1`, through the same row and transaction, once. */
export const CLOCK_LADDER_TYPE = 'clock.rung_reached.v1'

/** `at`: the nominal moment. `rung`: as the policy version of the clock has it, so that whoever acts on it needs no policy. */
export const clockLadderSchema = z.strictObject({
  ...clockRungSchema.shape,
  serviceClass: serviceClassSchema,
  policyVersion: z.int(),
  rung: ladderRungSchema.pick({ code: true, name: true, offset: true, actions: true }),
})
export type ClockLadderEvent = z.output<typeof clockLadderSchema>
