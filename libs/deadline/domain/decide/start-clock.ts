import type { AssignmentId, CaseId, ClockId } from '@tongban/kernel/core'
import type { ClockEventOf, ClockStartCause, DutyKind } from '@tongban/deadline/contract'
import type { RungMoment } from '../clock.js'
import type { Quote } from '../quote.js'

export type StartClock = {
  readonly clockId: ClockId
  readonly caseId: CaseId
  /** Null for the dispatch clock. */
  readonly assignmentId: AssignmentId | null
  readonly kind: DutyKind
  readonly cause: ClockStartCause
  /** The rungs of its ladder, by the due moment quoted. */
  readonly rungs: readonly RungMoment[]
}

/** Starts one of the quoted clocks at the moment it was quoted for. */
export function startClock(quote: Quote, { clockId, caseId, assignmentId, kind, cause, rungs }: StartClock): ClockEventOf<'clock.started.v1'> {
  const { policyVersion, calendarVersion, serviceClass, startedAt } = quote
  const { limit, dueAt, warnAt } = quote.terms[kind]
  return {
    type: 'clock.started.v1',
    clockId,
    at: startedAt,
    caseId,
    assignmentId,
    subjectId: null,
    kind,
    serviceClass,
    cause,
    limit,
    policyVersion,
    calendarVersion,
    dueAt,
    warnAt,
    rungs: [...rungs],
    carried: null,
  }
}
