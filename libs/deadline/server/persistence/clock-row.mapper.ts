import { idOf, instant, type Instant } from '@tongban/kernel/core'
import type { Duration, DurationUnit } from '@tongban/worktime/contract'
import type { ClockKind, ClockStartCause, ClockState, ServiceClass } from '../../contract/index.js'
import { basisOfAdjustment, type Adjustment, type Clock, type Reopening, type Reschedule, type RungMoment } from '../../domain/index.js'

/** `deadline_clock` as read: timestamptz as epoch ms. */
export type ClockRow = {
  id: string; case_id: string; assignment_id: string | null; subject_id: string | null; unit_id: string | null; kind: ClockKind; state: ClockState; service_class: ServiceClass
  cause: ClockStartCause; policy_version: number; calendar_code: string; calendar_version: number; limit_amount: number; limit_unit: DurationUnit
  started_at: number; due_at: number; warn_at: number | null; fires_at: number | null; last_at: number; warned_at: number | null
  warned_noticed_at: number | null; overdue_at: number | null; overdue_noticed_at: number | null; finished_at: number | null; late_by_ms: number | null
  cancel_reason: string | null; paused_at: number | null; pause_reason: string | null; adjustments: Adjustment[]; reschedules: Reschedule[]
  reopenings: Reopening[]; rung_at: number | null; rungs: ReachedRung[]; ladder: RungMoment[] | null
}

/**
 * A rung as the row keeps it: reached at `at`, told at `noticedAt`, null until then. By which policy version: a clock counted anew may owe a rung
 * of the version before.
 */
export type ReachedRung = RungMoment & { readonly noticedAt: number | null; readonly policyVersion: number }

export const CLOCK_COLUMNS = `id, case_id, assignment_id, subject_id, unit_id, kind, state, service_class, cause, policy_version, calendar_code, calendar_version,
  limit_amount, limit_unit, started_at, due_at, warn_at, fires_at, last_at, warned_at, warned_noticed_at, overdue_at, overdue_noticed_at,
  finished_at, late_by_ms, cancel_reason, paused_at, pause_reason, adjustments, reschedules, reopenings, rung_at, rungs, ladder`

const orNull = (value: number | null): Instant | null => (value === null ? null : instant(value))

/** An extension of an older row says what it was granted for where the row still knows: nothing has counted it anew since, or the count says what it took over. */
function adjustmentsOf({ adjustments, reschedules, ...row }: ClockRow): readonly Adjustment[] {
  if (!adjustments.some((each) => each.kind === 'extension' && each.grantedFor === undefined)) return adjustments
  const present = {
    serviceClass: row.service_class, limit: { amount: row.limit_amount, unit: row.limit_unit }, policyVersion: row.policy_version, calendarVersion: row.calendar_version,
  }
  return adjustments.map((each, place) => {
    const basis = each.kind === 'extension' && each.grantedFor === undefined ? basisOfAdjustment({ ...present, adjustments, reschedules }, place) : null
    return basis === null ? each : { ...each, grantedFor: { serviceClass: basis.serviceClass, limit: basis.limit } }
  })
}

/** The domain's clock; a ladder that has still to be laid out is none yet. Throws on a row whose columns contradict its state: no statement of ours writes one. */
export function clockOf(row: ClockRow, ladder: readonly RungMoment[] = row.ladder ?? []): Clock {
  const limit: Duration = { amount: row.limit_amount, unit: row.limit_unit }
  const facts = {
    id: idOf<Clock['id']>(row.id), caseId: idOf<Clock['caseId']>(row.case_id),
    assignmentId: row.assignment_id === null ? null : idOf<NonNullable<Clock['assignmentId']>>(row.assignment_id),
    subjectId: row.subject_id, kind: row.kind, serviceClass: row.service_class, cause: row.cause, startedAt: instant(row.started_at), limit, policyVersion: row.policy_version,
    calendarVersion: row.calendar_version, dueAt: instant(row.due_at), warnAt: orNull(row.warn_at), warnedAt: orNull(row.warned_at),
    overdueAt: orNull(row.overdue_at), ladder, rungs: row.rungs.map(({ code, at }) => ({ code, at })), adjustments: adjustmentsOf(row), reschedules: row.reschedules, reopenings: row.reopenings, lastAt: instant(row.last_at),
  }
  const pause = row.paused_at === null || row.pause_reason === null ? null : { at: instant(row.paused_at), reason: row.pause_reason }
  if (row.state === 'running') return { ...facts, state: 'running' }
  if (row.state === 'paused') {
    if (pause === null) throw new Error(`Clock ${row.id} is paused since nothing`)
    return { ...facts, state: 'paused', pausedAt: pause.at, pauseReason: pause.reason }
  }
  if (row.finished_at === null) throw new Error(`Clock ${row.id} is ${row.state} at no moment`)
  // The pause a clock ended in stays in its columns.
  const finished = { finishedAt: instant(row.finished_at), heldFrom: pause }
  return row.state === 'satisfied'
    ? { ...facts, ...finished, state: 'satisfied', lateByMs: row.late_by_ms }
    : { ...facts, ...finished, state: 'cancelled', cancelReason: row.cancel_reason ?? '' }
}
