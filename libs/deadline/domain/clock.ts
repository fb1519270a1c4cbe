import type { AssignmentId, CaseId, ClockId, Instant } from '@tongban/kernel/core'
import type { ClockKind, ClockStartCause, ServiceClass } from '@tongban/deadline/contract'
import type { Duration } from '@tongban/worktime/contract'

/** What moved the due moment after the start, in the order it happened. The due moment is a pure function of start, limit and these. */
export type Adjustment =
  | {
      readonly kind: 'pause'
      readonly from: Instant
      readonly to: Instant
      readonly reason: string
      /** Where it was due until then. */
      readonly dueBefore?: Instant
      /** Where it is due after the pause, when that was named instead of counted from what was left. */
      readonly dueAfter?: Instant
    }
  | {
      readonly kind: 'extension'
      readonly at: Instant
      /** Null: granted up to a moment, `dueAfter`. */
      readonly by: Duration | null
      readonly dueBefore: Instant
      readonly dueAfter: Instant
      readonly reason: string
      /** What it was granted for, so that another limit can be given the same time; older rows do not say. */
      readonly grantedFor?: { readonly serviceClass: ServiceClass; readonly limit: Duration; readonly lengthMs?: number }
    }
  /** Given with the duty at its start, instead of counted from the limit: what is left of the promise the citizen was given before. */
  | { readonly kind: 'carried'; readonly at: Instant; readonly dueBefore: Instant; readonly dueAfter: Instant; readonly reason: string }

/**
 * A pause that lateness does not count. One whose end moved the due moment (the end of a shelving names it) is in that moment already: counted again it
 * would put the rungs off twice.
 */
export const holdsLateness = (each: Adjustment): each is Extract<Adjustment, { kind: 'pause' }> =>
  each.kind === 'pause' && (each.dueAfter === undefined || each.dueAfter === each.dueBefore)

/** What a clock is counted by. `calendarCode`: rows know whose calendar it is, the clock itself only its version. */
export type ClockBasis = {
  readonly serviceClass: ServiceClass
  readonly limit: Duration
  readonly policyVersion: number
  readonly calendarVersion: number
  readonly calendarCode?: string
}

/**
 * `adjustmentsBefore`: how many of the clock's adjustments had happened when it was counted anew. `before`: what it was counted by until then, so that
 * it can still say how it stood. Both unknown of those counted by an earlier version.
 */
export type Reschedule = {
  readonly at: Instant
  readonly dueBefore: Instant
  readonly dueAfter: Instant
  readonly reason: string
  readonly adjustmentsBefore?: number
  readonly before?: ClockBasis
}

/** A rung of the ladder with its moment. */
export type RungMoment = { readonly code: string; readonly at: Instant }

/** It had been satisfied at `satisfiedAt`, and ran on from `at` to its original due moment. */
export type Reopening = { readonly at: Instant; readonly satisfiedAt: Instant; readonly reason: string }

type ClockFacts = {
  readonly id: ClockId
  readonly caseId: CaseId
  readonly assignmentId: AssignmentId | null
  /** Which of several of its kind: a request, a dispute, or an id of its own where the same duty may come again; null for a unit's duty. */
  readonly subjectId: string | null
  readonly kind: ClockKind
  readonly serviceClass: ServiceClass
  readonly cause: ClockStartCause
  readonly startedAt: Instant
  readonly limit: Duration
  readonly policyVersion: number
  readonly calendarVersion: number
  readonly dueAt: Instant
  readonly warnAt: Instant | null
  /** Each rung fires once: set when it did, to its nominal moment, and never again. */
  readonly warnedAt: Instant | null
  readonly overdueAt: Instant | null
  /** Its rungs by the due moment as it is, the soonest first; those reached stay among them. */
  readonly ladder: readonly RungMoment[]
  /** The rungs it has reached, in that order: each once, whatever moves the clock afterwards. */
  readonly rungs: readonly RungMoment[]
  readonly adjustments: readonly Adjustment[]
  readonly reschedules: readonly Reschedule[]
  readonly reopenings: readonly Reopening[]
  /** Moment of the last event: time never runs backwards inside a clock. */
  readonly lastAt: Instant
}

export type RunningClock = ClockFacts & { readonly state: 'running' }
/** While paused, `dueAt` is the moment it was due before; resuming moves it. */
export type PausedClock = ClockFacts & { readonly state: 'paused'; readonly pausedAt: Instant; readonly pauseReason: string }
/** `heldFrom`: the pause it ended in, if it did; its due moment was then never moved. */
type Finished = { readonly finishedAt: Instant; readonly heldFrom: { readonly at: Instant; readonly reason: string } | null }
export type SatisfiedClock = ClockFacts & Finished & { readonly state: 'satisfied'; readonly lateByMs: number | null }
export type CancelledClock = ClockFacts & Finished & { readonly state: 'cancelled'; readonly cancelReason: string }

export type Clock = RunningClock | PausedClock | SatisfiedClock | CancelledClock
export type OpenClock = RunningClock | PausedClock

export const isOpen = (clock: Clock): clock is OpenClock => clock.state === 'running' || clock.state === 'paused'

/** The pause a clock is in, or ended in; null when it ran to its end or is running. */
export function lastingPause(clock: Clock): { readonly at: Instant; readonly reason: string } | null {
  if (clock.state === 'paused') return { at: clock.pausedAt, reason: clock.pauseReason }
  return clock.state === 'running' ? null : clock.heldFrom
}
