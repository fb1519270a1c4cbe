import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import type { QueryOf } from '@tongban/kernel/contract'
import { isoOf, instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, readCursor, statement } from '@tongban/platform/server'
import type { listAlerts, listTasks, listTopics } from '../../contract/index.js'
import type { Alert, PreventionTask } from '../../domain/index.js'
import type { LoggedAct } from '../topic-journal.js'
import { topicScope } from '../topic-scope.js'
import type { TopicRow } from './topic-rows.mapper.js'

export type ListedTopic = TopicRow & { readonly alert_id: string | null }
export type ListedAlert = { readonly alert: Alert; readonly openTasks: number }
export type LogRow = { readonly id: number; readonly task_id: string | null; readonly at: number; readonly actor_id: string; readonly act: LoggedAct; readonly data: Readonly<Record<string, unknown>> }
type CaseRow = { case_id: string; filed_at: number; county_code: string | null; township_code: string | null }

/** Index topic_alert_topic; a person to whom the alert is not open sees no link to it. */
const TOPIC = (mayAlert: string): string => `SELECT t.id, t.open, t.title, t.words, t.cases_7, t.cases_30, t.trend, t.growth, t.days, t.category_code, t.county_codes, t.township_codes, t.unit_ids,
  t.recused_unit_ids, t.first_at, t.last_at, (SELECT a.id FROM topic_alert a WHERE a.city_code = t.city_code AND a.topic_id = t.id AND a.open AND ${mayAlert} LIMIT 1) AS alert_id FROM topic_topic t`
const ALERT_SCOPE = { countyCode: 'a.county_code', unitIds: 'a.unit_ids', recusedUnitIds: 'a.recused_unit_ids' }
const TASK_SCOPE = { countyCode: 'k.county_code', unitIds: 'k.unit_ids', recusedUnitIds: 'k.recused_unit_ids' }
// Index topic_case_topic.
const CASES = statement<CaseRow>('topic.cases_of', 'SELECT case_id, filed_at, county_code, township_code FROM topic_case WHERE city_code = $1 AND topic_id = $2 ORDER BY filed_at DESC, case_id DESC LIMIT $3')
const CASES_AFTER = statement<CaseRow>(
  'topic.cases_after', 'SELECT case_id, filed_at, county_code, township_code FROM topic_case WHERE city_code = $1 AND topic_id = $2 AND (filed_at, case_id) < ($4, $5::uuid) ORDER BY filed_at DESC, case_id DESC LIMIT $3',
)
// Primary key of topic_log; the newest of them.
const LOG = statement<LogRow>('topic.log', 'SELECT id, task_id, at, actor_id, act, data FROM topic_log WHERE city_code = $1 AND alert_id = $2 ORDER BY id DESC LIMIT 200')

/** Topics, alerts and tasks as lists and pages show them: one query each, within the person's scope. */
@Injectable()
export class TopicReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Indexes topic_topic_hot_7 and _hot_30; `limit + 1` rows. */
  list(scope: Principal['scope'], query: QueryOf<typeof listTopics>, least: number): Promise<ListedTopic[]> {
    const size = query.days === '7' ? 't.cases_7' : 't.cases_30'
    const where = new Conditions('t', this.config.cityCode)
    const mayAlert = this.mayAlert(where, scope)
    where.addScope((first) => topicScope(scope, first))
    where.add('t.open')
    where.add(`${size} >= ?`, least)
    if (query.trend !== undefined) where.add('t.trend = ?', query.trend)
    if (query.countyCode !== undefined) where.add('t.county_codes @> ARRAY[?]::text[]', query.countyCode)
    const [cases, id] = query.cursor?.split('_') ?? []
    if (cases !== undefined && id !== undefined) where.add(`(${size} < ? OR (${size} = ? AND t.id > ?::uuid))`, Number(cases), Number(cases), id)
    return this.database.query<ListedTopic>(`${TOPIC(mayAlert)} WHERE ${where.sql} ORDER BY ${size} DESC, t.id LIMIT ${query.limit + 1}`, where.params)
  }

  async one(scope: Principal['scope'], topicId: string, least: number): Promise<ListedTopic | null> {
    const where = new Conditions('t', this.config.cityCode)
    const mayAlert = this.mayAlert(where, scope)
    where.addScope((first) => topicScope(scope, first))
    where.add('t.id = ?', topicId)
    where.add('greatest(t.cases_7, t.cases_30) >= ?', least)
    return (await this.database.query<ListedTopic>(`${TOPIC(mayAlert)} WHERE ${where.sql}`, where.params))[0] ?? null
  }

  /** The newest first. */
  cases(topicId: string, cursor: string | undefined, limit: number): Promise<CaseRow[]> {
    const after = readCursor(cursor)
    return after === null ? this.database.run(CASES, [this.config.cityCode, topicId, limit]) : this.database.run(CASES_AFTER, [this.config.cityCode, topicId, limit, isoOf(instant(after.at)), after.id])
  }

  /** Index topic_alert_raised; `limit + 1` rows. */
  alerts(principal: Principal, query: QueryOf<typeof listAlerts>): Promise<ListedAlert[]> {
    const where = this.alertScope(principal)
    if (query.state !== 'all') where.add(query.state === 'open' ? 'a.open' : 'NOT a.open')
    if (query.topicId !== undefined) where.add('a.topic_id = ?', query.topicId)
    const after = readCursor(query.cursor)
    if (after !== null) where.add('(a.raised_at, a.id) < (?, ?::uuid)', isoOf(after.at), after.id)
    return this.alertRows(where, `ORDER BY a.raised_at DESC, a.id DESC LIMIT ${query.limit + 1}`)
  }

  async alert(principal: Principal, alertId: string): Promise<ListedAlert | null> {
    const where = this.alertScope(principal)
    where.add('a.id = ?', alertId)
    return (await this.alertRows(where, ''))[0] ?? null
  }

  /** Indexes topic_task_opened, of one unit topic_task_unit; `limit + 1` rows. */
  async tasks(principal: Principal, query: QueryOf<typeof listTasks>, own: boolean): Promise<PreventionTask[]> {
    const where = this.taskScope(principal)
    if (own) where.add('k.unit_id = ?', principal.unitId)
    if (query.state !== 'all') where.add(query.state === 'open' ? 'k.open' : 'NOT k.open')
    const after = readCursor(query.cursor)
    if (after !== null) where.add('(k.opened_at, k.id) < (?, ?::uuid)', isoOf(after.at), after.id)
    return this.taskRows(where, `ORDER BY k.opened_at DESC, k.id DESC LIMIT ${query.limit + 1}`)
  }

  /** Index topic_task_alert. */
  async tasksOf(principal: Principal, alertId: string): Promise<PreventionTask[]> {
    const where = this.taskScope(principal)
    where.add('k.alert_id = ?', alertId)
    return this.taskRows(where, 'ORDER BY k.opened_at DESC, k.id DESC LIMIT 100')
  }

  async task(principal: Principal, taskId: string): Promise<PreventionTask | null> {
    const where = this.taskScope(principal)
    where.add('k.id = ?', taskId)
    return (await this.taskRows(where, ''))[0] ?? null
  }

  log(alertId: string): Promise<LogRow[]> {
    return this.database.run(LOG, [this.config.cityCode, alertId])
  }

  private mayAlert(where: Conditions, scope: Principal['scope']): string {
    const { sql, params } = scopePredicate(scope, ALERT_SCOPE, where.params.length + 1)
    where.params.push(...params)
    return sql
  }

  private alertScope({ scope }: Principal): Conditions {
    const where = new Conditions('a', this.config.cityCode)
    where.addScope((first) => scopePredicate(scope, ALERT_SCOPE, first))
    return where
  }

  private taskScope({ scope }: Principal): Conditions {
    const where = new Conditions('k', this.config.cityCode)
    where.addScope((first) => scopePredicate(scope, TASK_SCOPE, first))
    return where
  }

  private async alertRows(where: Conditions, rest: string): Promise<ListedAlert[]> {
    const rows = await this.database.query<{ body: Alert; open_tasks: number }>(
      `SELECT a.body, (SELECT count(*)::int FROM topic_task k WHERE k.city_code = a.city_code AND k.alert_id = a.id AND k.open) AS open_tasks FROM topic_alert a WHERE ${where.sql} ${rest}`, where.params,
    )
    return rows.map(({ body, open_tasks }) => ({ alert: body, openTasks: open_tasks }))
  }

  private async taskRows(where: Conditions, rest: string): Promise<PreventionTask[]> {
    return (await this.database.query<{ body: PreventionTask }>(`SELECT k.body FROM topic_task k WHERE ${where.sql} ${rest}`, where.params)).map(({ body }) => body)
  }
}

/** Conditions with numbered parameters; the city comes first in every statement. */
class Conditions {
  readonly params: unknown[]
  private readonly parts: string[]

  constructor(alias: string, cityCode: string) {
    this.params = [cityCode]
    this.parts = [`${alias}.city_code = $1`]
  }

  /** Each `?` takes the next value. */
  add(condition: string, ...values: readonly unknown[]): void {
    const names = values.map((value) => `$${this.params.push(value)}`)
    this.parts.push(condition.replace(/\?/g, () => names.shift() ?? ''))
  }

  addScope(made: (firstParam: number) => { readonly sql: string; readonly params: readonly unknown[] }): void {
    const { sql, params } = made(this.params.length + 1)
    this.params.push(...params)
    this.parts.push(sql)
  }

  get sql(): string {
    return this.parts.join(' AND ')
  }
}
