import { z } from 'zod'

/** Duties whose limits the deadline table gives by class of case. */
export const dutyKindSchema = z.enum(['dispatch', 'sign', 'contact', 'promise'])
export type DutyKind = z.infer<typeof dutyKindSchema>
export const DUTY_KINDS: readonly DutyKind[] = dutyKindSchema.options

/**
 * What a clock measures. dispatch: from filing, or from coming back into the pool, to dispatch · sign, contact, promise: from dispatch (never
 * from signing) to the unit's signature, its first contact with the citizen, its reply · arrive: from a whistle to the department's arrival ·
 * review: from a lead's reply to the reviewer's word on it · ruling: from a request to its ruling · adjudication: from a dispute to the panel's ruling ·
 * callback: from the moment a case waits for its callback to the last word of the citizen, or the last vain attempt.
 */
export const clockKindSchema = z.enum([...dutyKindSchema.options, 'arrive', 'review', 'ruling', 'adjudication', 'callback'])
export type ClockKind = z.infer<typeof clockKindSchema>
export const CLOCK_KINDS: readonly ClockKind[] = clockKindSchema.options

/** Duties of procedures inside the house: one limit each, whatever the class of the case. */
export type ProcedureKind = Exclude<ClockKind, DutyKind>

export const isDutyKind = (kind: ClockKind): kind is DutyKind => dutyKindSchema.safeParse(kind).success

/** satisfied and cancelled are final. Being overdue is a fact beside the state (`overdueAt`), not a state. */
export const clockStateSchema = z.enum(['running', 'paused', 'satisfied', 'cancelled'])
export type ClockState = z.infer<typeof clockStateSchema>

/**
 * What started it: the case was filed, dispatched, given to another unit, dispatched again in a new round, or came back to be dispatched; a unit
 * was added, whistled for or called upon one level up; a lead replied; a unit asked for something; units disagree; a reply
 * was accepted, so the citizen is called.
 */
export const clockStartCauseSchema = z.enum([
  'filed', 'dispatched', 'reassigned', 'reworked', 'returned', 'unmerged', 'added', 'whistled', 'escalated', 'replied', 'asked', 'disputed', 'reviewed',
])
export type ClockStartCause = z.infer<typeof clockStartCauseSchema>
