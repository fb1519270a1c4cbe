import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import type { QueryOf } from '@tongban/kernel/contract'
import { Database, PlatformConfig, readCursor, statement } from '@tongban/platform/server'
import type { listIncidents } from '../../contract/index.js'
import type { LogType } from '../../domain/index.js'
import { scopeSql } from '../incident-scope.js'
import { incidentOf, type IncidentRow } from './incident-row.mapper.js'

export type ListRow = ReturnType<typeof incidentOf> & { readonly posts: number; readonly acknowledged: number; readonly missing: number; readonly callsMe: boolean }
type StoredListRow = IncidentRow & { posts: number; acknowledged: number; missing: number; calls_me: boolean }
export type LogRow = { readonly id: number; readonly incident_id: string; readonly at: number; readonly actor_id: string; readonly actor_unit_id: string | null; readonly type: LogType; readonly data: Readonly<Record<string, unknown>> }

/** Primary key of incident_post; index incident_call_post. $2: the person's unit as a post, $3: the person. */
const WITH_COUNTS = `
  SELECT i.*, p.posts, p.acknowledged, p.missing, i.ended_at IS NULL AND EXISTS (
    SELECT 1 FROM incident_post q WHERE q.city_code = i.city_code AND q.incident_id = i.id AND q.state IN ('calling', 'exhausted', 'no_contact')
      AND (q.post_key = $2 OR EXISTS (
        SELECT 1 FROM incident_call c WHERE c.city_code = q.city_code AND c.incident_id = q.incident_id AND c.post_key = q.post_key AND c.user_id = $3))) AS calls_me
  FROM incident_incident i
  CROSS JOIN LATERAL (
    SELECT count(*) AS posts, count(*) FILTER (WHERE state = 'acknowledged') AS acknowledged, count(*) FILTER (WHERE state IN ('exhausted', 'no_contact')) AS missing
    FROM incident_post WHERE city_code = i.city_code AND incident_id = i.id) p`

// Primary key of incident_incident.
const NAMED = statement<IncidentRow>('incident.named', 'SELECT * FROM incident_incident WHERE city_code = $1 AND id = $2')
// Primary key of incident_log.
const LOG = statement<LogRow>(
  'incident.read_log', 'SELECT * FROM incident_log WHERE city_code = $1 AND incident_id = $2 AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $4',
)

/** Incidents as lists and pages show them; one query each, within the person's scope. */
@Injectable()
export class IncidentReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Newest first. Index incident_incident_opened; `limit + 1` rows. */
  list(principal: Principal, query: QueryOf<typeof listIncidents>): Promise<ListRow[]> {
    const filter = this.scoped(principal)
    if (query.state !== 'all') filter.add(query.state === 'open' ? 'i.ended_at IS NULL' : 'i.ended_at IS NOT NULL')
    if (query.kind !== undefined) filter.add('i.kind = ?', query.kind)
    if (query.level !== undefined) filter.add('i.level = ?', query.level)
    if (query.countyCode !== undefined) filter.add('i.county_codes @> ARRAY[?]::text[]', query.countyCode)
    if (query.from !== undefined) filter.add('i.opened_at >= ?', query.from)
    if (query.to !== undefined) filter.add('i.opened_at < ?', query.to)
    const after = readCursor(query.cursor)
    if (after !== null) filter.add('(i.opened_at, i.id) < (?, ?::uuid)', isoOf(after.at), after.id)
    return this.rows(filter, query.limit + 1)
  }

  async one(principal: Principal, incidentId: string): Promise<ListRow | null> {
    const filter = this.scoped(principal)
    filter.add('i.id = ?', incidentId)
    return (await this.rows(filter, 1))[0] ?? null
  }

  /** Open at some moment of the window. */
  during(principal: Principal, from: Instant, to: Instant, limit: number): Promise<ListRow[]> {
    const filter = this.scoped(principal)
    filter.add('i.opened_at < ?', isoOf(to))
    filter.add('(i.ended_at IS NULL OR i.ended_at >= ?)', isoOf(from))
    return this.rows(filter, limit)
  }

  /** Title and state alone, whoever asks: the caller has found a case that belongs to it within the person's reach. */
  async named(incidentId: string): Promise<ReturnType<typeof incidentOf> | null> {
    const [row] = await this.database.run(NAMED, [this.config.cityCode, incidentId])
    return row === undefined ? null : incidentOf(row)
  }

  log(incidentId: string, before: number | null, limit: number): Promise<LogRow[]> {
    return this.database.run(LOG, [this.config.cityCode, incidentId, before, limit])
  }

  private scoped(principal: Principal): Conditions {
    const filter = new Conditions([this.config.cityCode, `unit:${principal.unitId}`, principal.userId])
    const { sql, params } = scopeSql(principal, filter.params.length + 1)
    filter.addRaw(sql, params)
    return filter
  }

  private async rows(filter: Conditions, limit: number): Promise<ListRow[]> {
    const rows = await this.database.query<StoredListRow>(`${WITH_COUNTS} WHERE ${filter.sql} ORDER BY i.opened_at DESC, i.id DESC LIMIT ${limit}`, filter.params)
    return rows.map((row) => ({ ...incidentOf(row), posts: row.posts, acknowledged: row.acknowledged, missing: row.missing, callsMe: row.calls_me }))
  }
}

/** Conditions with numbered parameters; the city comes first in every statement. */
class Conditions {
  private readonly parts = ['i.city_code = $1']

  constructor(readonly params: unknown[]) {}

  /** Each `?` takes the next value. */
  add(condition: string, ...values: readonly unknown[]): void {
    const names = values.map((value) => `$${this.params.push(value)}`)
    this.parts.push(condition.replace(/\?/g, () => names.shift() ?? ''))
  }

  addRaw(sql: string, params: readonly unknown[]): void {
    this.parts.push(sql)
    this.params.push(...params)
  }

  get sql(): string {
    return this.parts.join(' AND ')
  }
}
