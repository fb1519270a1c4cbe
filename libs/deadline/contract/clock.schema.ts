import { z } from 'zod'

/**
 * What a clock measures. dispatch: from filing to dispatch · sign, contact, promise: from dispatch (never from signing) to the unit's
 * signature, its first contact with the citizen, its reply. Clocks of procedures (review, return ruling, adjudication, callback) join this
 * list when their first command is built; their limits are already in the policy.
 */
export const clockKindSchema = z.enum(['dispatch', 'sign', 'contact', 'promise'])
export type ClockKind = z.infer<typeof clockKindSchema>
export const CLOCK_KINDS: readonly ClockKind[] = clockKindSchema.options

/** satisfied and cancelled are final. Being overdue is a fact beside the state (`overdueAt`), not a state. */
export const clockStateSchema = z.enum(['running', 'paused', 'satisfied', 'cancelled'])
export type ClockState = z.infer<typeof clockStateSchema>

/** What started it: the case was filed, dispatched, given to another unit, or dispatched again in a new round. */
export const clockStartCauseSchema = z.enum(['filed', 'dispatched', 'reassigned', 'reworked'])
export type ClockStartCause = z.infer<typeof clockStartCauseSchema>
