import { isoOf, isoOrNull, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { statement } from '@tongban/platform/server'
import type { ClockEventOf, ClockKind } from '../../contract/index.js'

/**
 * What a change of a case does to its clocks, as rows committed with the case. The commit knows no clock rows, so each is addressed by
 * (case, assignment, kind) and the transition is decided in SQL; a property test holds it equal to the domain's decide and evolve.
 */
type Address = { readonly caseId: string; readonly assignmentId: string | null; readonly kind: ClockKind }

const START = statement(
  'deadline.start_clocks',
  `INSERT INTO deadline_clock (city_code, id, case_id, assignment_id, unit_id, kind, service_class, cause, policy_version, calendar_code, calendar_version,
     limit_amount, limit_unit, started_at, due_at, warn_at, fires_at, last_at)
   SELECT $2, r.id, r.case_id, r.assignment_id, r.unit_id, r.kind, r.service_class, r.cause, r.policy_version, r.calendar_code, r.calendar_version,
     r.limit_amount, r.limit_unit, r.started_at, r.due_at, r.warn_at, coalesce(r.warn_at, r.due_at), r.started_at
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, case_id uuid, assignment_id uuid, unit_id text, kind text, service_class text, cause text,
     policy_version int, calendar_code text, calendar_version int, limit_amount int, limit_unit text, started_at timestamptz, due_at timestamptz,
     warn_at timestamptz)
   ON CONFLICT DO NOTHING`,
)

// Index deadline_clock_case. Expressions stand on the row itself, not on a sub-select: after waiting for a lock they are evaluated anew.
const ADDRESSED = `c.city_code = $2 AND c.case_id = r.case_id AND c.kind = r.kind AND c.assignment_id IS NOT DISTINCT FROM r.assignment_id`
/** Time never runs backwards in a clock. */
const AT = `greatest(r.at, c.last_at)`
/** The moment the clock has run to: a pause holds it. */
const RAN_TO = `CASE WHEN c.state = 'paused' THEN c.paused_at ELSE ${AT} END`
const WARNING_OWED = `(c.warned_at IS NULL AND c.overdue_at IS NULL AND c.warn_at IS NOT NULL AND c.warn_at <= ${RAN_TO})`
const OVERDUE_OWED = `(c.overdue_at IS NULL AND c.due_at <= ${RAN_TO})`
/** A rung that is a fact but was not told yet: telling is FireClocks' part, so that every rung is told once. */
const UNTOLD = `(c.warned_at IS NOT NULL AND c.warned_noticed_at IS NULL OR c.overdue_at IS NOT NULL AND c.overdue_noticed_at IS NULL)`

const SETTLE = statement(
  'deadline.settle_clocks',
  `UPDATE deadline_clock AS c SET
     state = r.state, finished_at = ${AT}, last_at = ${AT},
     warned_at = CASE WHEN ${WARNING_OWED} THEN greatest(c.warn_at, c.last_at) ELSE c.warned_at END,
     overdue_at = CASE WHEN ${OVERDUE_OWED} THEN greatest(c.due_at, c.last_at) ELSE c.overdue_at END,
     late_by_ms = CASE WHEN r.state = 'satisfied' AND (c.overdue_at IS NOT NULL OR ${OVERDUE_OWED})
                       THEN greatest(0, round(extract(epoch FROM (${RAN_TO}) - c.due_at) * 1000))::bigint END,
     cancel_reason = CASE WHEN r.state = 'cancelled' THEN r.reason END,
     fires_at = CASE WHEN ${WARNING_OWED} OR ${OVERDUE_OWED} OR ${UNTOLD} THEN ${AT} END
   FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, assignment_id uuid, kind text, state text, at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state IN ('running', 'paused')`,
)

const epochMs = (moment: string): string => `round(extract(epoch FROM ${moment}) * 1000)::bigint`
const NEXT_RUNG = `CASE WHEN c.warn_at IS NOT NULL AND c.warned_at IS NULL THEN c.warn_at ELSE c.due_at END`

const REOPEN = statement(
  'deadline.reopen_clocks',
  `UPDATE deadline_clock AS c SET
     state = CASE WHEN c.paused_at IS NULL THEN 'running' ELSE 'paused' END, finished_at = null, late_by_ms = null, last_at = ${AT},
     reopenings = c.reopenings || jsonb_build_object('at', ${epochMs(AT)}, 'satisfiedAt', ${epochMs('c.finished_at')}, 'reason', r.reason),
     fires_at = CASE WHEN ${UNTOLD} THEN ${AT}
                     WHEN c.overdue_at IS NOT NULL OR c.paused_at < ${NEXT_RUNG} THEN null
                     ELSE greatest(${NEXT_RUNG}, ${AT}) END
   FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, assignment_id uuid, kind text, at timestamptz, reason text)
   WHERE ${ADDRESSED} AND c.state = 'satisfied'`,
)

export const startWrite = (event: ClockEventOf<'clock.started.v1'>, unitId: string | null, calendarCode: string): BatchWrite => ({
  statement: START,
  row: {
    id: event.clockId, case_id: event.caseId, assignment_id: event.assignmentId, unit_id: unitId, kind: event.kind, service_class: event.serviceClass,
    cause: event.cause, policy_version: event.policyVersion, calendar_code: calendarCode, calendar_version: event.calendarVersion,
    limit_amount: event.limit.amount, limit_unit: event.limit.unit, started_at: isoOf(event.at), due_at: isoOf(event.dueAt), warn_at: isoOrNull(event.warnAt),
  },
})

const addressOf = ({ caseId, assignmentId, kind }: Address): Record<string, unknown> => ({ case_id: caseId, assignment_id: assignmentId, kind })

export const satisfyWrite = (address: Address, at: Instant): BatchWrite => ({
  statement: SETTLE,
  row: { ...addressOf(address), state: 'satisfied', at: isoOf(at), reason: null },
})

export const cancelWrite = (address: Address, at: Instant, reason: string): BatchWrite => ({
  statement: SETTLE,
  row: { ...addressOf(address), state: 'cancelled', at: isoOf(at), reason },
})

export const reopenWrite = (address: Address, at: Instant, reason: string): BatchWrite => ({
  statement: REOPEN,
  row: { ...addressOf(address), at: isoOf(at), reason },
})
