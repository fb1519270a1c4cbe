import { Inject, Injectable } from '@nestjs/common'
import { isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { OPEN_ALERT_STATUSES } from '../../contract/index.js'
import { taskFiresAt, type Alert, type PreventionTask } from '../../domain/index.js'

const ALERT_COLUMNS = `id uuid, version integer, status text, open boolean, subject_key text, topic_id uuid, county_code text, unit_ids text[], recused_unit_ids text[], raised_at timestamptz,
  ended_at timestamptz, fires_at timestamptz, body jsonb`
const NAMES = (columns: string): string => columns.split(',').map((column) => column.trim().split(' ')[0]).join(', ')
// Index topic_alert_subject: one open alert a subject, whoever raises it how often.
const RAISE = statement<{ id: string }>(
  'topic.raise_alert',
  `INSERT INTO topic_alert (city_code, ${NAMES(ALERT_COLUMNS)}) SELECT $2, ${NAMES(ALERT_COLUMNS)} FROM jsonb_to_recordset($1::jsonb) AS r(${ALERT_COLUMNS})
   ON CONFLICT (city_code, subject_key) WHERE open DO NOTHING RETURNING id`,
)
// Primary key; the version is what was decided on.
const UPDATE_ALERT = statement<{ id: string }>(
  'topic.update_alert',
  `UPDATE topic_alert AS a SET version = r.version, status = r.status, open = r.open, unit_ids = r.unit_ids, recused_unit_ids = r.recused_unit_ids, ended_at = r.ended_at, fires_at = r.fires_at, body = r.body
   FROM jsonb_to_recordset($1::jsonb) AS r(${ALERT_COLUMNS}, seen integer) WHERE a.city_code = $2 AND a.id = r.id AND a.version = r.seen RETURNING a.id`,
)
const LOCK_ALERT = statement<{ body: Alert }>('topic.lock_alert', 'SELECT body FROM topic_alert WHERE city_code = $1 AND id = $2 FOR UPDATE')
// Index topic_alert_fires. SKIP LOCKED leaves to another worker what it holds.
const DUE_ALERTS = statement<{ id: string }>('topic.due_alerts', 'SELECT id FROM topic_alert WHERE city_code = $1 AND fires_at <= $2 ORDER BY fires_at, id LIMIT $3')
// Primary key; asked again whether it is due, and left to whoever holds it.
const TAKE_DUE_ALERTS = statement<{ body: Alert }>(
  'topic.take_due_alerts', 'SELECT body FROM topic_alert WHERE city_code = $1 AND id = ANY($2::uuid[]) AND fires_at <= $3 ORDER BY id FOR UPDATE SKIP LOCKED',
)
// Indexes topic_alert_subject and topic_alert_ended.
const OF_SUBJECTS = statement<{ subject_key: string; body: Alert }>(
  'topic.alerts_of_subjects',
  `SELECT subject_key, body FROM topic_alert WHERE city_code = $1 AND subject_key = ANY($2::text[]) AND open
   UNION ALL SELECT subject_key, body FROM topic_alert WHERE city_code = $1 AND subject_key = ANY($2::text[]) AND NOT open AND ended_at >= $3`,
)

const TASK_COLUMNS = `id uuid, version integer, status text, open boolean, alert_id uuid, unit_id text, unit_ids text[], county_code text, recused_unit_ids text[], opened_at timestamptz, fires_at timestamptz, body jsonb`
const INSERT_TASK = statement<{ id: string }>(
  'topic.insert_task',
  `INSERT INTO topic_task (city_code, ${NAMES(TASK_COLUMNS)}, open_key, open_hash) SELECT $2, ${NAMES(TASK_COLUMNS)}, $3, $4 FROM jsonb_to_recordset($1::jsonb) AS r(${TASK_COLUMNS})
   ON CONFLICT (city_code, open_key) WHERE open_key IS NOT NULL DO NOTHING RETURNING id`,
)
const UPDATE_TASK = statement<{ id: string }>(
  'topic.update_task',
  `UPDATE topic_task AS t SET version = r.version, status = r.status, open = r.open, fires_at = r.fires_at, body = r.body
   FROM jsonb_to_recordset($1::jsonb) AS r(${TASK_COLUMNS}, seen integer) WHERE t.city_code = $2 AND t.id = r.id AND t.version = r.seen RETURNING t.id`,
)
const LOCK_TASK = statement<{ body: PreventionTask }>('topic.lock_task', 'SELECT body FROM topic_task WHERE city_code = $1 AND id = $2 FOR UPDATE')
// Index topic_task_open_key.
const TASK_BY_KEY = statement<{ body: PreventionTask; open_hash: string | null }>('topic.task_by_key', 'SELECT body, open_hash FROM topic_task WHERE city_code = $1 AND open_key = $2')
// Index topic_task_fires.
const DUE_TASKS = statement<{ id: string }>('topic.due_tasks', 'SELECT id FROM topic_task WHERE city_code = $1 AND fires_at <= $2 ORDER BY fires_at, id LIMIT $3')
// As of alerts.
const TAKE_DUE_TASKS = statement<{ body: PreventionTask }>(
  'topic.take_due_tasks', 'SELECT body FROM topic_task WHERE city_code = $1 AND id = ANY($2::uuid[]) AND fires_at <= $3 ORDER BY id FOR UPDATE SKIP LOCKED',
)
// Index topic_task_alert.
const OPEN_TASKS = statement<{ tasks: number }>('topic.open_tasks', 'SELECT count(*)::int AS tasks FROM topic_task WHERE city_code = $1 AND alert_id = $2 AND open')

/** Alerts and the tasks opened from them: the rows, with what lists and sweepers look for beside the whole. */
@Injectable()
export class AlertStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** False when one of the same subject is open already. */
  async raise(tx: Tx, alert: Alert): Promise<boolean> {
    return (await tx.run(RAISE, [JSON.stringify([rowOfAlert(alert)]), this.config.cityCode])).length === 1
  }

  async update(tx: Tx, before: Alert, after: Alert): Promise<void> {
    const written = await tx.run(UPDATE_ALERT, [JSON.stringify([{ ...rowOfAlert(after), seen: before.version }]), this.config.cityCode])
    if (written.length !== 1) throw new Error(`Alert ${before.id} has changed while it was locked`)
  }

  async lock(tx: Tx, alertId: string): Promise<Alert | null> {
    return (await tx.run(LOCK_ALERT, [this.config.cityCode, alertId]))[0]?.body ?? null
  }

  /** Alerts nobody acknowledged in time, what has waited longest first; not locked. */
  async due(now: Instant, limit: number): Promise<string[]> {
    return (await this.database.run(DUE_ALERTS, [this.config.cityCode, isoOf(now), limit])).map(({ id }) => id)
  }

  /** Of these what is still due and held by nobody else. */
  async takeDue(tx: Tx, ids: readonly string[], now: Instant): Promise<Alert[]> {
    return (await tx.run(TAKE_DUE_ALERTS, [this.config.cityCode, [...ids], isoOf(now)])).map(({ body }) => body)
  }

  /** Those that are open, and those that ended since; by subject. */
  async ofSubjects(tx: Tx, keys: readonly string[], endedSince: Instant): Promise<ReadonlyMap<string, Alert>> {
    const rows = await tx.run(OF_SUBJECTS, [this.config.cityCode, [...keys], isoOf(endedSince)])
    // An open one says more than one that has ended.
    return new Map(rows.sort((a, b) => Number(isOpen(a.body)) - Number(isOpen(b.body))).map(({ subject_key, body }) => [subject_key, body]))
  }

  async insertTask(tx: Tx, task: PreventionTask, request: { readonly key: string; readonly hash: string } | null): Promise<boolean> {
    return (await tx.run(INSERT_TASK, [JSON.stringify([rowOfTask(task)]), this.config.cityCode, request?.key ?? null, request?.hash ?? null])).length === 1
  }

  async updateTask(tx: Tx, before: PreventionTask, after: PreventionTask): Promise<void> {
    const written = await tx.run(UPDATE_TASK, [JSON.stringify([{ ...rowOfTask(after), seen: before.version }]), this.config.cityCode])
    if (written.length !== 1) throw new Error(`Task ${before.id} has changed while it was locked`)
  }

  async lockTask(tx: Tx, taskId: string): Promise<PreventionTask | null> {
    return (await tx.run(LOCK_TASK, [this.config.cityCode, taskId]))[0]?.body ?? null
  }

  async taskOfRequest(key: string): Promise<{ readonly task: PreventionTask; readonly hash: string | null } | null> {
    const [row] = await this.database.run(TASK_BY_KEY, [this.config.cityCode, key])
    return row === undefined ? null : { task: row.body, hash: row.open_hash }
  }

  async dueTasks(now: Instant, limit: number): Promise<string[]> {
    return (await this.database.run(DUE_TASKS, [this.config.cityCode, isoOf(now), limit])).map(({ id }) => id)
  }

  async takeDueTasks(tx: Tx, ids: readonly string[], now: Instant): Promise<PreventionTask[]> {
    return (await tx.run(TAKE_DUE_TASKS, [this.config.cityCode, [...ids], isoOf(now)])).map(({ body }) => body)
  }

  async openTasks(tx: Tx, alertId: string): Promise<number> {
    return (await tx.run(OPEN_TASKS, [this.config.cityCode, alertId]))[0]?.tasks ?? 0
  }
}

const isOpen = ({ status }: Alert): boolean => OPEN_ALERT_STATUSES.includes(status)

const rowOfAlert = (alert: Alert): Record<string, unknown> => ({
  id: alert.id, version: alert.version, status: alert.status, open: isOpen(alert), subject_key: alert.subjectKey, topic_id: alert.topicId, county_code: alert.countyCode, unit_ids: alert.unitIds,
  recused_unit_ids: alert.recusedUnitIds, raised_at: isoOf(alert.raisedAt), ended_at: isoOrNull(alert.endedAt), fires_at: isoOrNull(alert.acknowledgeBy), body: alert,
})

const rowOfTask = (task: PreventionTask): Record<string, unknown> => ({
  id: task.id, version: task.version, status: task.status, open: task.status !== 'closed', alert_id: task.alertId, unit_id: task.unitId, unit_ids: [task.unitId], county_code: task.countyCode,
  recused_unit_ids: task.recusedUnitIds, opened_at: isoOf(task.openedAt), fires_at: isoOrNull(taskFiresAt(task)), body: task,
})
