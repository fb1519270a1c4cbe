import { dayField, isoField } from '@tongban/kernel/contract'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { clockKindSchema, clockStartCauseSchema, clockStateSchema } from './clock.schema.js'
import { ladderOffsetSchema, ladderTargetSchema } from './ladder.js'
import { serviceClassSchema } from './service-class.js'

/** Time that counted, in order: one stretch of the day, whole minutes. Minutes are shared out so that they add up to the whole. */
const countedSpanSchema = z.strictObject({ from: isoField, to: isoField, minutes: z.int().min(0) })

const countedDaySchema = z.strictObject({
  date: dayField,
  /** Why a day that is usually free counted, e.g. 国庆节调休上班. */
  note: z.string().nullable(),
  spans: z.array(countedSpanSchema).min(1),
  minutes: z.int().min(0),
})

/** Days that did not count; `toDate` is the last such day. */
const skippedRunSchema = z.strictObject({
  fromDate: dayField,
  toDate: dayField,
  reason: z.enum(['rest', 'holiday']),
  name: z.string().nullable(),
})

/** One rung of its ladder: reached or still ahead, and whom it tells. */
const ladderStepSchema = z.strictObject({
  code: z.string(),
  /** As the policy version of the clock names it; the code where that version has it no more. */
  name: z.string(),
  offset: ladderOffsetSchema.nullable(),
  at: isoField,
  isReached: z.boolean(),
  /** What it does: 通知, 催办, or the kind of order. */
  does: z.array(z.string()),
  to: z.array(ladderTargetSchema),
  /** The same people in words. */
  toWords: z.array(z.string()),
})

/** How the clock stands at the moment asked for, past or ahead. */
const asOfSchema = z.strictObject({
  at: isoField,
  state: clockStateSchema.nullable(),
  dueAt: isoField,
  /** False: its limit and calendar of then were not kept (counted anew by an older version): no own time left, no rungs ahead. */
  isKnown: z.boolean(),
  /** In the time its limit of then counts. */
  remainingMinutes: z.int().min(0).nullable(),
  remainingWallMinutes: z.int().min(0),
  overdueSince: isoField.nullable(),
  lateMinutes: z.int().min(0),
  reached: z.array(z.string()),
  ahead: z.array(z.string()),
})

export const clockExplanationSchema = z.strictObject({
  /** Chinese sentences, in reading order. */
  sentences: z.array(z.string()),
  data: z.strictObject({
    clockId: z.string(),
    kind: clockKindSchema,
    state: clockStateSchema,
    serviceClass: serviceClassSchema,
    cause: clockStartCauseSchema,
    startedAt: isoField,
    /** Where counting began: the start, or the next working moment for working units. */
    countedFrom: isoField,
    /** Where counting ended: the due moment, or the beginning of the pause it is in or ended in. */
    countedTo: isoField,
    limit: durationSchema,
    policyVersion: z.int(),
    policySource: z.string().nullable(),
    calendarCode: z.string(),
    calendarVersion: z.int(),
    /** The due moment was given with the duty: where the limit alone would have ended. */
    carried: z.strictObject({ dueByLimit: isoField, reason: z.string() }).nullable(),
    pauses: z.array(z.strictObject({ from: isoField, to: isoField.nullable(), reason: z.string() })),
    extensions: z.array(z.strictObject({ at: isoField, by: durationSchema.nullable(), dueBefore: isoField, dueAfter: isoField, reason: z.string() })),
    reschedules: z.array(z.strictObject({ at: isoField, dueBefore: isoField, dueAfter: isoField, reason: z.string() })),
    /** It had been satisfied, and ran on to its original due moment because what satisfied it did not hold. */
    reopenings: z.array(z.strictObject({ at: isoField, satisfiedAt: isoField, reason: z.string() })),
    counted: z.array(countedDaySchema),
    skipped: z.array(skippedRunSchema),
    countedMinutes: z.int(),
    dueAt: isoField,
    /** The due moment by the calendar at hand; differs from `dueAt` when that calendar is not the one the clock was set by. */
    dueAtByThisCalendar: isoField.nullable(),
    warnAt: isoField.nullable(),
    warnedAt: isoField.nullable(),
    overdueAt: isoField.nullable(),
    finishedAt: isoField.nullable(),
    lateByMs: z.int().nullable(),
    ladder: z.array(ladderStepSchema),
    /** Null when no moment was asked for. */
    asOf: asOfSchema.nullable(),
  }),
})
export type ClockExplanation = z.output<typeof clockExplanationSchema>
