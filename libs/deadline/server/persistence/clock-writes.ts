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
     limit_amount, limit_unit, started_at, due_at, warn_at, rung_at, ladder, fires_at, last_at, adjustments)
   SELECT $2, r.id, r.case_id, r.assignment_id, r.subject_id, r.unit_id, r.kind, r.service_class, r.cause, r.policy_version, r.calendar_code, r.calendar_version,
     r.limit_amount, r.limit_unit, r.started_at, r.due_at, r.warn_at, r.rung_at, r.ladder, least(r.warn_at, r.due_at, r.rung_at), r.started_at, coalesce(r.adjustments, '[]')
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, case_id uuid, assignment_id uuid, subject_id uuid, unit_id text, kind text, service_class text, cause text,
     policy_version int, calendar_code text, calendar_version int, limit_amount int, limit_unit text, started_at timestamptz, due_at timestamptz,
     warn_at timestamptz, rung_at timestamptz, ladder jsonb, adjustments jsonb)
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
const RUNG_OWED = `(c.rung_at <= ${RAN_TO})`
/** What is a fact but was not told yet, or a ladder nobody has laid out: both are FireClocks' part, so that everything is told once. */
const UNTOLD = `(c.warned_at IS NOT NULL AND c.warned_noticed_at IS NULL OR c.overdue_at IS NOT NULL AND c.overdue_noticed_at IS NULL
     OR c.rungs @> '[{"noticedAt": null}]' OR c.ladder IS NULL)`

const epochMs = (moment: string): string => `round(extract(epoch FROM ${moment}) * 1000)::bigint`
const momentOf = (ms: string): string => `to_timestamp(${ms} / 1000.0)`
/** Rungs reached, with those that are owed by now: from the ladder as the row has it, so that no worker asleep and no later change loses one. */
const RUNGS = `CASE WHEN ${RUNG_OWED} THEN c.rungs || coalesce((
     SELECT jsonb_agg(jsonb_build_object('code', step.value->'code', 'at', greatest((step.value->>'at')::bigint, ${epochMs('c.last_at')}), 'noticedAt', null,
       'policyVersion', c.policy_version) ORDER BY step.ordinality)
     FROM jsonb_array_elements(c.ladder) WITH ORDINALITY AS step
     WHERE (step.value->>'at')::bigint <= ${epochMs(`(${RAN_TO})`)} AND NOT c.rungs @> jsonb_build_array(jsonb_build_object('code', step.value->'code'))), '[]')
   ELSE c.rungs END`
/** The least moment of a ladder that is not among the rungs reached. */
const nextOf = (ladder: string): string => `(SELECT ${momentOf(`min((step->>'at')::bigint)`)} FROM jsonb_array_elements(${ladder}) AS step
     WHERE NOT (${RUNGS}) @> jsonb_build_array(jsonb_build_object('code', step->'code')))`

/** Dated by the due moment; where it was counted to one that had passed, by when it came to run with that. */
const OVERDUE_FROM = `CASE WHEN (c.reschedules->-1->>'dueAfter')::bigint <= (c.reschedules->-1->>'at')::bigint THEN greatest(c.due_at, c.last_at) ELSE c.due_at END`
/** What settling a clock before anything else happens to it finds owed, as the domain's `settle`. */
const SETTLED = `warned_at = CASE WHEN ${WARNING_OWED} THEN greatest(c.warn_at, c.last_at) ELSE c.warned_at END,
     overdue_at = CASE WHEN ${OVERDUE_OWED} THEN ${OVERDUE_FROM} ELSE c.overdue_at END,
     rungs = ${RUNGS},
     last_at = ${AT}`
const NEXT_OF_LADDER = `CASE WHEN ${RUNG_OWED} THEN ${nextOf('c.ladder')} ELSE c.rung_at END`
const TELL_NOW = `(${WARNING_OWED} OR ${OVERDUE_OWED} OR ${RUNG_OWED} IS TRUE OR ${UNTOLD})`

const settling = (state: string): string =>
  `state = ${state}, finished_at = ${AT}, ${SETTLED}, rung_at = ${NEXT_OF_LADDER}, fires_at = CASE WHEN ${TELL_NOW} THEN ${AT} END`

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

/** The least of the next warning, the due moment and the next rung that are not behind it; null when nothing is. */
const comingUp = (warnAt: string, dueAt: string, rungAt: string): string =>
  `least(CASE WHEN c.overdue_at IS NOT NULL THEN null WHEN ${warnAt} IS NOT NULL AND c.warned_at IS NULL THEN ${warnAt} ELSE ${dueAt} END, ${rungAt})`
const COMING_UP = comingUp('c.warn_at', 'c.due_at', 'c.rung_at')

/** Something was due while a reply lay with the reviewer: FireClocks lays the ladder out anew, for that time is nobody's lateness (docs/adr/0016). */
const PASSED_MEANWHILE = `(c.rung_at <= ${AT} OR c.due_at <= ${AT})`

const REOPEN = statement(
  'deadline.reopen_clocks',
  `UPDATE deadline_clock AS c SET
     state = CASE WHEN c.paused_at IS NULL THEN 'running' ELSE 'paused' END, finished_at = null, late_by_ms = null, last_at = ${AT},
     warn_at = CASE WHEN c.warned_at IS NOT NULL OR c.due_at > ${AT} THEN c.warn_at END,
     ladder = CASE WHEN ${PASSED_MEANWHILE} THEN null ELSE c.ladder END, rung_at = CASE WHEN ${PASSED_MEANWHILE} THEN null ELSE c.rung_at END,
     reopenings = c.reopenings || jsonb_build_object('at', ${epochMs(AT)}, 'satisfiedAt', ${epochMs('c.finished_at')}, 'reason', r.reason),
     fires_at = CASE WHEN ${UNTOLD} OR ${PASSED_MEANWHILE} THEN ${AT}
                     WHEN ${COMING_UP} IS NULL OR c.paused_at < ${COMING_UP} THEN null
                     ELSE greatest(${COMING_UP}, ${AT}) END
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state = 'satisfied'`,
)

const PAUSE = statement(
  'deadline.pause_clocks',
  `UPDATE deadline_clock AS c SET state = 'paused', paused_at = ${AT}, pause_reason = r.reason, ${SETTLED}, rung_at = ${NEXT_OF_LADDER}, fires_at = CASE WHEN ${TELL_NOW} THEN ${AT} END
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state = 'running'`,
)

/** A clock that had run out keeps its class and version while its case goes on by others: what was counted by those is not its ladder. */
const FOREIGN = `(r.service_class IS DISTINCT FROM c.service_class OR r.policy_version IS DISTINCT FROM c.policy_version)`
/**
 * A clock with a new due moment: the ladder of it, of which what was reached stays reached. When that moment has already passed, a pause may lie
 * beyond it, which only the row knows: then FireClocks lays the ladder out, at once.
 */
const climbing = (warnAt: string, dueAt: string): string => {
  const later = `(${dueAt} < ${AT} OR ${FOREIGN})`
  const warn = `CASE WHEN ${dueAt} <= ${AT} THEN null WHEN ${FOREIGN} THEN c.warn_at ELSE ${warnAt} END`
  const next = comingUp(warn, dueAt, nextOf('r.ladder'))
  return `warn_at = ${warn}, due_at = ${dueAt}, ladder = CASE WHEN NOT ${later} THEN r.ladder END, rung_at = CASE WHEN NOT ${later} THEN ${nextOf('r.ladder')} END,
     fires_at = CASE WHEN ${TELL_NOW} OR ${later} THEN ${AT} WHEN ${next} IS NOT NULL THEN greatest(${next}, ${AT}) END`
}
const TERM = 'warn_at timestamptz, ladder jsonb, service_class text, policy_version int'

const RESUME = statement(
  'deadline.resume_clocks',
  `UPDATE deadline_clock AS c SET state = 'running', paused_at = null, pause_reason = null, ${SETTLED},
     adjustments = c.adjustments || jsonb_build_object('kind', 'pause', 'from', ${epochMs('c.paused_at')}, 'to', ${epochMs(AT)}, 'reason', c.pause_reason,
       'dueBefore', ${epochMs('c.due_at')}, 'dueAfter', ${epochMs('greatest(r.due_at, c.due_at)')}),
     ${climbing('CASE WHEN r.due_at >= c.due_at THEN r.warn_at ELSE c.warn_at END', 'greatest(r.due_at, c.due_at)')}
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, due_at timestamptz, ${TERM})
   WHERE ${ADDRESSED} AND c.state = 'paused'`,
)

const EXTEND = statement(
  'deadline.extend_clocks',
  `UPDATE deadline_clock AS c SET ${SETTLED},
     adjustments = c.adjustments || jsonb_build_object('kind', 'extension', 'at', ${epochMs(AT)}, 'by', null, 'dueBefore', ${epochMs('c.due_at')},
       'dueAfter', ${epochMs('r.until')}, 'reason', r.reason, 'grantedFor', jsonb_build_object('serviceClass', c.service_class,
         'limit', jsonb_build_object('amount', c.limit_amount, 'unit', c.limit_unit), 'lengthMs', r.length_ms)),
     ${climbing('r.warn_at', 'r.until')}
   FROM jsonb_to_recordset($1::jsonb) AS r(${ADDRESS}, at timestamptz, until timestamptz, length_ms bigint, ${TERM}, reason text)
   WHERE ${ADDRESSED} AND c.state = 'running' AND r.until > c.due_at AND NOT c.adjustments @> '[{"kind": "extension"}]'`,
)

const RESCHEDULED = `id uuid, case_id uuid, at timestamptz, service_class text, policy_version int, calendar_code text, calendar_version int,
     limit_amount int, limit_unit text, due_at timestamptz, warn_at timestamptz, ladder jsonb, reason text`

/** What the clock was counted by until then, for whoever asks how it stood before. */
const BASIS = `jsonb_build_object('serviceClass', c.service_class, 'limit', jsonb_build_object('amount', c.limit_amount, 'unit', c.limit_unit), 'policyVersion', c.policy_version,
         'calendarCode', c.calendar_code, 'calendarVersion', c.calendar_version)`

// The primary key. Counted anew from the row itself, pauses and all, so the ladder is exact. What has run out by then stays as it is: no edit takes
// an overdue back.
const RESCHEDULE = statement(
  'deadline.reschedule_clocks',
  `UPDATE deadline_clock AS c SET ${SETTLED}, service_class = coalesce(r.service_class, c.service_class), policy_version = coalesce(r.policy_version, c.policy_version),
     calendar_code = r.calendar_code, calendar_version = r.calendar_version, limit_amount = r.limit_amount, limit_unit = r.limit_unit,
     due_at = r.due_at, warn_at = r.warn_at, ladder = r.ladder, rung_at = ${nextOf('r.ladder')},
     reschedules = c.reschedules || jsonb_build_object('at', ${epochMs(AT)}, 'dueBefore', ${epochMs('c.due_at')}, 'dueAfter', ${epochMs('r.due_at')}, 'reason', r.reason,
       'adjustmentsBefore', jsonb_array_length(c.adjustments), 'before', ${BASIS}),
     fires_at = CASE WHEN ${TELL_NOW} THEN ${AT}
                     WHEN c.state = 'paused' AND c.paused_at < ${comingUp('r.warn_at', 'r.due_at', nextOf('r.ladder'))} THEN null
                     ELSE greatest(${comingUp('r.warn_at', 'r.due_at', nextOf('r.ladder'))}, ${AT}) END
   FROM jsonb_to_recordset($1::jsonb) AS r(${RESCHEDULED})
   WHERE c.city_code = $2 AND c.id = r.id AND c.case_id = r.case_id AND c.state IN ('running', 'paused') AND c.overdue_at IS NULL AND NOT ${OVERDUE_OWED}`,
)

// The primary key. A reply that awaits review: nothing is owed by the new moment unless the reply is sent back, and what was owed until it was given is told already.
const RESCHEDULE_DONE = statement(
  'deadline.reschedule_done_clocks',
  `UPDATE deadline_clock AS c SET service_class = coalesce(r.service_class, c.service_class), policy_version = coalesce(r.policy_version, c.policy_version),
     calendar_code = r.calendar_code, calendar_version = r.calendar_version, limit_amount = r.limit_amount, limit_unit = r.limit_unit,
     due_at = r.due_at, warn_at = r.warn_at, ladder = r.ladder, last_at = ${AT},
     rung_at = (SELECT ${momentOf(`min((step->>'at')::bigint)`)} FROM jsonb_array_elements(r.ladder) AS step WHERE NOT c.rungs @> jsonb_build_array(jsonb_build_object('code', step->'code'))),
     reschedules = c.reschedules || jsonb_build_object('at', ${epochMs(AT)}, 'dueBefore', ${epochMs('c.due_at')}, 'dueAfter', ${epochMs('r.due_at')}, 'reason', r.reason,
       'adjustmentsBefore', jsonb_array_length(c.adjustments), 'before', ${BASIS})
   FROM jsonb_to_recordset($1::jsonb) AS r(${RESCHEDULED})
   WHERE c.city_code = $2 AND c.id = r.id AND c.case_id = r.case_id AND c.state = 'satisfied' AND c.overdue_at IS NULL`,
)

const takesOverLate = ({ kind, carried, at, dueAt }: ClockEventOf<'clock.started.v1'>): boolean => kind === 'promise' && carried !== null && dueAt <= at

export const startWrite = (event: ClockEventOf<'clock.started.v1'>, unitId: string | null, calendarCode: string): BatchWrite => ({
  statement: START,
  order: BEGINS,
  row: {
    id: event.clockId, case_id: event.caseId, assignment_id: event.assignmentId, subject_id: event.subjectId, unit_id: unitId, kind: event.kind,
    service_class: event.serviceClass, cause: event.cause, policy_version: event.policyVersion, calendar_code: calendarCode, calendar_version: event.calendarVersion,
    limit_amount: event.limit.amount, limit_unit: event.limit.unit, started_at: isoOf(event.at), due_at: isoOf(event.dueAt), warn_at: isoOrNull(event.warnAt),
    // What others had come to before with the same promise the rows know: FireClocks lays the ladder out, at once.
    ...(takesOverLate(event) ? { ladder: null } : { ladder: event.rungs, rung_at: isoOrNull(event.rungs[0]?.at ?? null) }),
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

/** A due moment with what belongs to it, and by which class and policy version that was counted. */
export type CountedTerm = Term & { readonly serviceClass: string; readonly policyVersion: number }

const termRow = ({ warnAt, rungs, serviceClass, policyVersion }: CountedTerm): Record<string, unknown> => ({
  warn_at: isoOrNull(warnAt), ladder: rungs, service_class: serviceClass, policy_version: policyVersion,
})

export const resumeWrite = (address: ClockAddress, at: Instant, term: CountedTerm): BatchWrite => ({
  statement: RESUME, order: RESUMES, row: { ...addressOf(address), at: isoOf(at), due_at: isoOf(term.dueAt), ...termRow(term) },
})

/** `lengthMs`: how long the extension is in the time of the limit it is granted for. */
export const extendWrite = (address: ClockAddress, at: Instant, term: CountedTerm & { readonly lengthMs: number }, reason: string): BatchWrite => ({
  statement: EXTEND, order: CHANGES, row: { ...addressOf(address), at: isoOf(at), until: isoOf(term.dueAt), length_ms: term.lengthMs, ...termRow(term), reason: reason.slice(0, REASON_MAX) },
})

/** A clock counted anew from its original start. `serviceClass` and `policyVersion` null: as they were. */
export type Rescheduling = Term & {
  readonly caseId: string
  readonly clockId: string
  readonly serviceClass: string | null
  readonly policyVersion: number | null
  readonly calendarCode: string
  readonly calendarVersion: number
  readonly limit: { readonly amount: number; readonly unit: string }
}

export const rescheduleWrite = (to: Rescheduling, at: Instant, reason: string): BatchWrite => rescheduling(RESCHEDULE, to, at, reason)
/** Of a duty that is done, should it have to be done again. */
export const rescheduleDoneWrite = (to: Rescheduling, at: Instant, reason: string): BatchWrite => rescheduling(RESCHEDULE_DONE, to, at, reason)

const rescheduling = (target: BatchWrite['statement'], to: Rescheduling, at: Instant, reason: string): BatchWrite => ({
  statement: target,
  order: CHANGES,
  row: {
    id: to.clockId, case_id: to.caseId, at: isoOf(at), service_class: to.serviceClass, policy_version: to.policyVersion, calendar_code: to.calendarCode,
    calendar_version: to.calendarVersion, limit_amount: to.limit.amount, limit_unit: to.limit.unit, due_at: isoOf(to.dueAt), warn_at: isoOrNull(to.warnAt),
    ladder: to.rungs, reason: reason.slice(0, REASON_MAX),
  },
})
