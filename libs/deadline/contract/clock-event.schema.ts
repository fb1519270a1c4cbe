import type { CaseId, AssignmentId, ClockId, Instant } from '@tongban/kernel/core'
import { uuidField } from '@tongban/kernel/contract'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { clockKindSchema, clockStartCauseSchema } from './clock.schema.js'
import { serviceClassSchema } from './service-class.js'

/** Milliseconds since the epoch, as our own events carry moments. The casts below only add brands: shapes are still checked. */
const at = z.int() as unknown as z.ZodType<Instant, number>
const clockId = uuidField as unknown as z.ZodType<ClockId, string>
const caseId = uuidField as unknown as z.ZodType<CaseId, string>
const assignmentId = uuidField as unknown as z.ZodType<AssignmentId, string>
const reason = z.string().min(1).max(500)

/** A rung of the ladder by its code, which the policy version of the clock explains. */
const rungMoment = z.strictObject({ code: z.string(), at })

/** When a clock is due, when it warns, and when its rungs come, as of an event; `warnAt` null is a clock too short to warn. */
const term = { dueAt: at, warnAt: at.nullable(), rungs: z.array(rungMoment).readonly().default([]) }

/** Everything that can happen to one clock; `at` is the moment it happened, and the events of a clock are in its order. */
export const clockEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('clock.started.v1'),
    clockId,
    at,
    caseId,
    /** Null for what belongs to no assignment: dispatching, and ruling on requests and disputes. */
    assignmentId: assignmentId.nullable(),
    /** Which of several of its kind: the request or the dispute, or an id of its own where the same duty may come again. */
    subjectId: uuidField.nullable().default(null),
    kind: clockKindSchema,
    serviceClass: serviceClassSchema,
    cause: clockStartCauseSchema,
    limit: durationSchema,
    policyVersion: z.int().min(1),
    calendarVersion: z.int().min(1),
    ...term,
    /** Set when the due moment was given with the duty instead of counted from the limit (what is left of a promise): where the limit would have ended. */
    carried: z.strictObject({ dueByLimit: at, reason }).nullable().default(null),
  }),
  /** The warning fell due: `at` is its nominal moment, however late the alarm rang (the row knows when it was noticed). */
  z.strictObject({ type: z.literal('clock.warned.v1'), clockId, at }),
  /** The limit ran out at `at`, unsatisfied. */
  z.strictObject({ type: z.literal('clock.overdue.v1'), clockId, at }),
  /** It came to a rung of its ladder: once, and never again, whatever moves the clock. */
  z.strictObject({ type: z.literal('clock.rung_reached.v1'), clockId, at, code: z.string() }),
  z.strictObject({
    type: z.literal('clock.satisfied.v1'),
    clockId,
    at,
    /** Null when in time; else how long after the due moment, in wall-clock milliseconds. */
    lateByMs: z.int().min(0).nullable(),
  }),
  /** What had satisfied it did not hold (review failed): it runs on to its original due moment. Its warning and its rungs, where some passed meanwhile; else as they were. */
  z.strictObject({ type: z.literal('clock.reopened.v1'), clockId, at, reason, warnAt: at.nullable().optional(), rungs: z.array(rungMoment).readonly().optional() }),
  z.strictObject({ type: z.literal('clock.cancelled.v1'), clockId, at, reason }),
  z.strictObject({ type: z.literal('clock.paused.v1'), clockId, at, reason }),
  /** `isGiven`: the due moment is the one whoever ended the pause named, not counted from what was left. */
  z.strictObject({ type: z.literal('clock.resumed.v1'), clockId, at, isGiven: z.boolean().default(false), ...term }),
  /** `by` null: granted up to a moment, which is the due moment; `lengthMs`: what that is in the time of the limit. */
  z.strictObject({ type: z.literal('clock.extended.v1'), clockId, at, by: durationSchema.nullable(), lengthMs: z.int().min(0).optional(), reason, ...term }),
  /** Another class, policy or calendar: counted anew from the original start, pauses and extensions kept. */
  z.strictObject({
    type: z.literal('clock.rescheduled.v1'),
    clockId,
    at,
    serviceClass: serviceClassSchema,
    limit: durationSchema,
    policyVersion: z.int().min(1),
    calendarVersion: z.int().min(1),
    reason,
    ...term,
  }),
])
export type ClockEvent = z.output<typeof clockEventSchema>
export type ClockEventOf<T extends ClockEvent['type']> = Extract<ClockEvent, { type: T }>
