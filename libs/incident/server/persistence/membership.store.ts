import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'

export type CaseTaskKind = 'joined' | 'left' | 'closed' | 'false_alarm'
export type CaseTask = { readonly id: number; readonly incident_id: string; readonly case_id: string; readonly membership_id: string; readonly what: CaseTaskKind; readonly attempts: number }
export type MembershipRow = { readonly id: string; readonly case_id: string; readonly joined_at: number }

// Unique index incident_case_active: of two incidents that want a case, the second finds it taken. Sorted, so that two that overlap wait instead of locking each other out.
const JOIN = statement<{ id: string; case_id: string }>(
  'incident.join_cases',
  `INSERT INTO incident_case (city_code, id, incident_id, case_id, joined_at, joined_by, active)
   SELECT $1, r.id, $2, r.case_id, $4, $5, true FROM jsonb_to_recordset($3::jsonb) AS r(id uuid, case_id uuid) ORDER BY r.case_id
   ON CONFLICT (city_code, case_id) WHERE active DO NOTHING RETURNING id, case_id`,
)
// Index incident_case_active.
const TAKEN = statement<{ case_id: string; incident_id: string }>(
  'incident.taken_cases',
  'SELECT case_id, incident_id FROM incident_case WHERE city_code = $1 AND case_id = ANY($2::uuid[]) AND active',
)
const LEAVE = statement<{ id: string; case_id: string }>(
  'incident.leave_cases',
  `UPDATE incident_case SET active = false, left_at = $4 WHERE city_code = $1 AND incident_id = $2 AND case_id = ANY($3::uuid[]) AND active AND left_at IS NULL RETURNING id, case_id`,
)
// Index incident_case_incident.
const END = statement<{ id: string; case_id: string }>(
  'incident.end_cases',
  'UPDATE incident_case SET active = false WHERE city_code = $1 AND incident_id = $2 AND active AND left_at IS NULL RETURNING id, case_id',
)
const COUNT = statement<{ count: number }>('incident.count_cases', 'SELECT count(*) AS count FROM incident_case WHERE city_code = $1 AND incident_id = $2 AND left_at IS NULL')
const ALL_IDS = statement<{ case_id: string }>('incident.case_ids', 'SELECT case_id FROM incident_case WHERE city_code = $1 AND incident_id = $2 AND left_at IS NULL LIMIT 2000')
const PAGE = statement<MembershipRow>(
  'incident.case_page',
  `SELECT id, case_id, joined_at FROM incident_case WHERE city_code = $1 AND incident_id = $2 AND left_at IS NULL
     AND ($3::timestamptz IS NULL OR (joined_at, id) < ($3, $4::uuid)) ORDER BY joined_at DESC, id DESC LIMIT $5`,
)
// Index incident_case_case.
const OF_CASE = statement<{ incident_id: string; joined_at: number }>(
  'incident.of_case',
  'SELECT incident_id, joined_at FROM incident_case WHERE city_code = $1 AND case_id = $2 AND left_at IS NULL ORDER BY active DESC, joined_at DESC LIMIT 1',
)
const EVER = statement<{ case_id: string }>('incident.ever_joined', 'SELECT DISTINCT case_id FROM incident_case WHERE city_code = $1 AND case_id = ANY($2::uuid[]) AND (active OR incident_id = $3)')
const ADD_TASKS = statement(
  'incident.add_case_tasks',
  `INSERT INTO incident_case_task (city_code, incident_id, case_id, membership_id, what, due_at, attempts)
   SELECT $1, $2, r.case_id, r.id, $4, $5, 0 FROM jsonb_to_recordset($3::jsonb) AS r(id uuid, case_id uuid) ON CONFLICT DO NOTHING`,
)
// Index incident_case_task_due.
const TAKE_TASKS = statement<CaseTask>(
  'incident.take_case_tasks',
  `SELECT id, incident_id, case_id, membership_id, what, attempts FROM incident_case_task
   WHERE city_code = $1 AND done_at IS NULL AND due_at <= $2 ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED`,
)
const SETTLE_TASKS = statement(
  'incident.settle_case_tasks',
  `UPDATE incident_case_task AS t SET attempts = r.attempts, due_at = r.due_at, done_at = r.done_at, outcome = r.outcome
   FROM jsonb_to_recordset($2::jsonb) AS r(id bigint, attempts int, due_at timestamptz, done_at timestamptz, outcome text) WHERE t.city_code = $1 AND t.id = r.id`,
)

/** Which cases belong to an incident, and what their timelines and callers still have to hear of it. */
@Injectable()
export class MembershipStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Joins these cases; those it does not return are taken by now. */
  join(tx: Tx, incidentId: string, rows: readonly { readonly id: string; readonly case_id: string }[], at: Instant, by: string): Promise<{ id: string; case_id: string }[]> {
    return tx.run(JOIN, [this.config.cityCode, incidentId, JSON.stringify(rows), isoOf(at), by])
  }

  taken(tx: Tx, caseIds: readonly string[]): Promise<{ case_id: string; incident_id: string }[]> {
    return tx.run(TAKEN, [this.config.cityCode, [...caseIds]])
  }

  leave(tx: Tx, incidentId: string, caseIds: readonly string[], at: Instant): Promise<{ id: string; case_id: string }[]> {
    return tx.run(LEAVE, [this.config.cityCode, incidentId, [...caseIds], isoOf(at)])
  }

  /** The incident has ended: its cases are free for another one. Returns them. */
  end(tx: Tx, incidentId: string): Promise<{ id: string; case_id: string }[]> {
    return tx.run(END, [this.config.cityCode, incidentId])
  }

  async count(tx: Tx, incidentId: string): Promise<number> {
    return (await tx.run(COUNT, [this.config.cityCode, incidentId]))[0]?.count ?? 0
  }

  async caseIds(incidentId: string): Promise<string[]> {
    return (await this.database.run(ALL_IDS, [this.config.cityCode, incidentId])).map(({ case_id }) => case_id)
  }

  /** Newest first, keyset by (joined_at, id). */
  page(incidentId: string, after: { readonly at: Instant; readonly id: string } | null, limit: number): Promise<MembershipRow[]> {
    return this.database.run(PAGE, [this.config.cityCode, incidentId, after === null ? null : isoOf(after.at), after?.id ?? null, limit])
  }

  /** The open incident a case belongs to, else the last one it belonged to when that ended. */
  async ofCase(caseId: string): Promise<{ incident_id: string; joined_at: number } | null> {
    return (await this.database.run(OF_CASE, [this.config.cityCode, caseId]))[0] ?? null
  }

  /** Of these cases those that are in an open incident, or were in this one already. */
  async notToSuggest(incidentId: string, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.database.run(EVER, [this.config.cityCode, [...caseIds], incidentId])).map(({ case_id }) => case_id))
  }

  async addTasks(tx: Tx, incidentId: string, memberships: readonly { readonly id: string; readonly case_id: string }[], what: CaseTaskKind, at: Instant): Promise<void> {
    if (memberships.length > 0) await tx.run(ADD_TASKS, [this.config.cityCode, incidentId, JSON.stringify(memberships), what, isoOf(at)])
  }

  /** Locks what has to be told; what another worker holds is left to it. */
  takeTasks(tx: Tx, now: Instant, limit: number): Promise<CaseTask[]> {
    return tx.run(TAKE_TASKS, [this.config.cityCode, isoOf(now), limit])
  }

  async settleTasks(tx: Tx, settled: readonly { readonly id: number; readonly attempts: number; readonly dueAt: Instant; readonly doneAt: Instant | null; readonly outcome: string | null }[]): Promise<void> {
    const rows = settled.map(({ id, attempts, dueAt, doneAt, outcome }) => ({ id, attempts, due_at: isoOf(dueAt), done_at: doneAt === null ? null : isoOf(doneAt), outcome }))
    if (rows.length > 0) await tx.run(SETTLE_TASKS, [this.config.cityCode, JSON.stringify(rows)])
  }
}
