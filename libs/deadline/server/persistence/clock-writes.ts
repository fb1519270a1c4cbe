import { isoOf, isoOrNull, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { statement } from '@tongban/platform/server'
import type { ClockEventOf, ClockKind } from '../../contract/index.js'
import type { Term } from '../../domain/index.js'

/** As long as a reason in a clock's log may be. */
const REASON_MAX = 500

/**
 * What a change of a case does to its clocks, as rows committed with the case. The commit knows no clock rows, so each is addressed by
 * (case, kind, assignment, subject) and the transition is decided in SQL; a property test holds it equal to the domain's decide and evolve.
 * A `subjectId` of null means whichever is open: of a duty that may come again (dispatch, review) one at most is.
 */
export type ClockAddress = { readonly caseId: string; readonly kind: ClockKind; readonly assignmentId: string | null; readonly subjectId?: string | null }

/** The order among statements of one commit: what begins, then what changes, then what ends. One clock may be in several of them. */
const BEGINS = 0
const RESUMES = 1
const CHANGES = 2
const SETTLES = 3
const REOPENS = 4
const CANCELS = 5

const START = statement(
  'deadline.start_clocks',
  `INSERT INTO deadline_clock (city_code, id, case_id, assignment_id, subject_id, unit_id, kind, service_class, cause, policy_version, calendar_code, calendar_version,
     limit_amount, limit_unit, started_at, due_at, warn_at, fires_at, last_at, adjustments)
   SELECT $2, r.id, r.case_id, r.assignment_id, r.subject_id, r.unit_id, r.kind, r.service_class, r.cause, r.policy_version, r.calendar_code, r.calendar_version,
     r.limit_amount, r.limit_unit, r.started_at, r.due_at, r.warn_at, coalesce(r.warn_at, r.due_at), r.started_at, coalesce(r.adjustments, '[]')
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, case_id uuid, assignment_id uuid, subject_id uuid, unit_id text, kind text, service_class text, cause text,
     policy_version int, calendar_code text, calendar_version int, limit_amount int, limit_unit text, started_at timestamptz, due_at timestamptz,
     warn_at timestamptz, adjustments jsonb)
   ON CONFLICT DO NOTHING`,
)

// Index deadline_clock_subject. Expressions stand on the row itself, not on a sub-select: after waiting for a lock they are evaluated anew.
const ADDRESSED = `c.city_code = $2 AND c.case_id = r.case_id AND c.kind = r.kind AND c.assignment_id IS NOT DISTINCT FROM r.assignment_id
   AND (r.subject_id IS NULL OR c.subject_id = r.subject_id)`
const ADDRESS = 'case_id uuid, assignment_id uuid, subject_id uuid, kind text'
/** Time never runs backwards in a clock. */
const AT = `greatest(r.at, c.last_at)`
/** The moment the clock has run to: a pause holds it. */
const RAN_TO = `CASE WHEN c.state = 'paused' THEN c.paused_at ELSE ${AT} END`
const WARNING_OWED = `(c.warned_at IS NULL AND c.overdue_at IS NULL AND c.warn_at IS NOT NULL AND c.warn_at <= ${RAN_TO})`
const OVERDUE_OWED = `(c.overdue_at IS NULL AND c.due_at <= ${RAN_TO})`
/** A rung that is a fact but was not told yet: telling is FireClocks' part, so that every rung is told once. */
const UNTOLD = `(c.warned_at IS NOT NULL AND c.warned_noticed_at IS NULL OR c.overdue_at IS NOT NULL AND c.overdue_noticed_at IS NULL)`

/** What settling a clock before anything else happens to it finds owed, as the domain's `settle`. */
const SETTLED = `warned_at = CASE WHEN ${WARNING_OWED} THEN greatest(c.warn_at, c.last_at) ELSE c.warned_at END,
     overdue_at = CASE WHEN ${OVERDUE_OWED} THEN greatest(c.due_at, c.last_at) ELSE c.overdue_at END,
     last_at = ${AT}`
const TELL_NOW = `(${WARNING_OWED} OR ${OVERDUE_OWED} OR ${UNTOLD})`

const settling = (state: string): string => `state = ${state}, finished_at = ${AT}, ${SETTLED}, fires_at = CASE WHEN ${TELL_NOW} THEN ${AT} END`

const SATISFY = statement(
  'deadline.satisfy_clocks',
  `UPDATE deadline_clock AS c SET ${settling(`'satisfied'`)},
     late_by_ms = CASE WHEN c.due_at <= ${RAN_TO} THEN round(extract(epoch FROM (${RAN_TO}) - c.due_at) * 1000)::bigint END
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz)
   WHERE ${ADDRESSED} AND c.state IN ('running', 'paused')`,
)

// Index deadline_clock_subject, by the case. Nulls mean any: an ended duty takes all its clocks with it, an ended case everything but what `keep` names.
const CANCEL = statement(
  'deadline.cancel_clocks',
  `UPDATE deadline_clock AS c SET ${settling(`'cancelled'`)}, cancel_reason = r.reason
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, keep uuid[], at timestamptz, reason text)
   WHERE c.city_code = $2 AND c.case_id = r.case_id AND (r.kind IS NULL OR c.kind = r.kind) AND (r.assignment_id IS NULL OR c.assignment_id = r.assignment_id)
     AND (r.subject_id IS NULL OR c.subject_id = r.subject_id) AND (c.subject_id IS NULL OR NOT c.subject_id = ANY(r.keep)) AND c.state IN ('running', 'paused')`,
)

const epochMs = (moment: string): string => `round(extract(epoch FROM ${moment}) * 1000)::bigint`
const nextRung = (warnAt: string, dueAt: string, warnedAt = 'c.warned_at'): string => `CASE WHEN ${warnAt} IS NOT NULL AND ${warnedAt} IS NULL THEN ${warnAt} ELSE ${dueAt} END`
const NEXT_RUNG = nextRung('c.warn_at', 'c.due_at')

const REOPEN = statement(
  'deadline.reopen_clocks',
  `UPDATE deadline_clock AS c SET
     state = CASE WHEN c.paused_at IS NULL THEN 'running' ELSE 'paused' END, finished_at = null, late_by_ms = null, last_at = ${AT},
     reopenings = c.reopenings || jsonb_build_object('at', ${epochMs(AT)}, 'satisfiedAt', ${epochMs('c.finished_at')}, 'reason', r.reason),
     fires_at = CASE WHEN ${UNTOLD} THEN ${AT}
                     WHEN c.overdue_at IS NOT NULL OR c.paused_at < ${NEXT_RUNG} THEN null
                     ELSE greatest(${NEXT_RUNG}, ${AT}) END
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state = 'satisfied'`,
)

const PAUSE = statement(
  'deadline.pause_clocks',
  `UPDATE deadline_clock AS c SET state = 'paused', paused_at = ${AT}, pause_reason = r.reason, ${SETTLED}, fires_at = CASE WHEN ${TELL_NOW} THEN ${AT} END
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state = 'running'`,
)

/** Of a clock that has a new due moment: the rungs still to fire, at once when their moment has passed, never what has fired. */
const firesUntil = (warnAt: string, dueAt: string): string =>
  `CASE WHEN ${TELL_NOW} THEN ${AT}
        WHEN c.overdue_at IS NOT NULL THEN null
        ELSE greatest(${nextRung(warnAt, dueAt)}, ${AT}) END`

const RESUME = statement(
  'deadline.resume_clocks',
  `UPDATE deadline_clock AS c SET state = 'running', paused_at = null, pause_reason = null, ${SETTLED},
     due_at = greatest(r.due_at, c.due_at), warn_at = CASE WHEN r.due_at >= c.due_at THEN r.warn_at ELSE c.warn_at END,
     adjustments = c.adjustments || jsonb_build_object('kind', 'pause', 'from', ${epochMs('c.paused_at')}, 'to', ${epochMs(AT)}, 'reason', c.pause_reason,
       'dueAfter', ${epochMs('greatest(r.due_at, c.due_at)')}),
     fires_at = ${firesUntil('CASE WHEN r.due_at >= c.due_at THEN r.warn_at ELSE c.warn_at END', 'greatest(r.due_at, c.due_at)')}
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, due_at timestamptz, warn_at timestamptz)
   WHERE ${ADDRESSED} AND c.state = 'paused'`,
)

const EXTEND = statement(
  'deadline.extend_clocks',
  `UPDATE deadline_clock AS c SET ${SETTLED}, due_at = r.until, warn_at = r.warn_at,
     adjustments = c.adjustments || jsonb_build_object('kind', 'extension', 'at', ${epochMs(AT)}, 'by', null, 'dueBefore', ${epochMs('c.due_at')},
       'dueAfter', ${epochMs('r.until')}, 'reason', r.reason),
     fires_at = ${firesUntil('r.warn_at', 'r.until')}
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, until timestamptz, warn_at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state = 'running' AND r.until > c.due_at AND NOT c.adjustments @> '[{"kind": "extension"}]'`,
)

export const startWrite = (event: ClockEventOf<'clock.started.v1'>, unitId: string | null, calendarCode: string): BatchWrite => ({
  statement: START,
  order: BEGINS,
  row: {
    id: event.clockId, case_id: event.caseId, assignment_id: event.assignmentId, subject_id: event.subjectId, unit_id: unitId, kind: event.kind,
    service_class: event.serviceClass, cause: event.cause, policy_version: event.policyVersion, calendar_code: calendarCode, calendar_version: event.calendarVersion,
    limit_amount: event.limit.amount, limit_unit: event.limit.unit, started_at: isoOf(event.at), due_at: isoOf(event.dueAt), warn_at: isoOrNull(event.warnAt),
    ...(event.carried === null
      ? {}
      : { adjustments: [{ kind: 'carried', at: event.at, dueBefore: event.carried.dueByLimit, dueAfter: event.dueAt, reason: event.carried.reason }] }),
  },
})

const addressOf = ({ caseId, assignmentId, kind, subjectId = null }: ClockAddress): Record<string, unknown> => ({
  case_id: caseId, assignment_id: assignmentId, kind, subject_id: subjectId,
})

export const satisfyWrite = (address: ClockAddress, at: Instant): BatchWrite => ({
  statement: SATISFY, order: SETTLES, row: { ...addressOf(address), at: isoOf(at) },
})

/** Absent parts mean any; `keep`: subjects that are spared. */
export type CancelScope = {
  readonly caseId: string
  readonly kind?: ClockKind
  readonly assignmentId?: string
  readonly subjectId?: string
  readonly keep?: readonly string[]
}

export const cancelWrite = ({ caseId, kind, assignmentId, subjectId, keep = [] }: CancelScope, at: Instant, reason: string): BatchWrite => ({
  statement: CANCEL,
  order: CANCELS,
  row: { case_id: caseId, kind: kind ?? null, assignment_id: assignmentId ?? null, subject_id: subjectId ?? null, keep, at: isoOf(at), reason: reason.slice(0, REASON_MAX) },
})

export const reopenWrite = (address: ClockAddress, at: Instant, reason: string): BatchWrite => ({
  statement: REOPEN, order: REOPENS, row: { ...addressOf(address), at: isoOf(at), reason: reason.slice(0, REASON_MAX) },
})

export const pauseWrite = (address: ClockAddress, at: Instant, reason: string): BatchWrite => ({
  statement: PAUSE, order: CHANGES, row: { ...addressOf(address), at: isoOf(at), reason: reason.slice(0, REASON_MAX) },
})

export const resumeWrite = (address: ClockAddress, at: Instant, { dueAt, warnAt }: Term): BatchWrite => ({
  statement: RESUME, order: RESUMES, row: { ...addressOf(address), at: isoOf(at), due_at: isoOf(dueAt), warn_at: isoOrNull(warnAt) },
})

export const extendWrite = (address: ClockAddress, at: Instant, { dueAt, warnAt }: Term, reason: string): BatchWrite => ({
  statement: EXTEND, order: CHANGES, row: { ...addressOf(address), at: isoOf(at), until: isoOf(dueAt), warn_at: isoOrNull(warnAt), reason: reason.slice(0, REASON_MAX) },
})
