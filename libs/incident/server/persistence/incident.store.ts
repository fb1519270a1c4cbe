import { Inject, Injectable } from '@nestjs/common'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { IncidentState } from '../../domain/index.js'
import { incidentJsonOf, incidentOf, type IncidentRow, type OpenRequest } from './incident-row.mapper.js'

// Primary key of incident_incident.
const LOCK = statement<IncidentRow>('incident.lock', 'SELECT * FROM incident_incident WHERE city_code = $1 AND id = $2 FOR UPDATE')
const BY_IDS = statement<IncidentRow>('incident.by_ids', 'SELECT * FROM incident_incident WHERE city_code = $1 AND id = ANY($2::uuid[])')
// Index incident_incident_open_key.
const BY_KEY = statement<IncidentRow & { open_hash: string | null }>('incident.by_key', 'SELECT * FROM incident_incident WHERE city_code = $1 AND opened_by = $2 AND open_key = $3')
const INSERT = statement<{ id: string }>(
  'incident.insert',
  `INSERT INTO incident_incident SELECT r.* FROM jsonb_populate_record(null::incident_incident, $1::jsonb) AS r WHERE r.city_code = $2 ON CONFLICT DO NOTHING RETURNING id`,
)
// Index incident_call_post.
const CALLED = statement<{ called: boolean }>(
  'incident.has_called', 'SELECT EXISTS (SELECT 1 FROM incident_call WHERE city_code = $1 AND incident_id = $2 AND user_id = $3) AS called',
)
const MUTABLE = ['version', 'status', 'level', 'category_codes', 'responding_at', 'contained_at', 'ended_at', 'summary', 'cancel_reason', 'affected_people']
const UPDATE = statement<{ id: string }>(
  'incident.update',
  `UPDATE incident_incident AS i SET ${MUTABLE.map((column) => `${column} = r.${column}`).join(', ')}
   FROM jsonb_populate_record(null::incident_incident, $1::jsonb) AS r WHERE i.city_code = $2 AND i.id = r.id AND i.version < r.version RETURNING i.id`,
)

/** The incident itself. Whoever changes it, its calls by hand or its cases locks its row first; the sweeper of calls does not. */
@Injectable()
export class IncidentStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async lock(tx: Tx, incidentId: string): Promise<IncidentState | null> {
    const [row] = await tx.run(LOCK, [this.config.cityCode, incidentId])
    return row === undefined ? null : incidentOf(row)
  }

  async byIds(incidentIds: readonly string[], tx: Tx = this.database): Promise<Map<string, IncidentState>> {
    if (incidentIds.length === 0) return new Map()
    return new Map((await tx.run(BY_IDS, [this.config.cityCode, [...incidentIds]])).map((row) => [row.id, incidentOf(row)]))
  }

  async byId(incidentId: string): Promise<IncidentState | null> {
    return (await this.byIds([incidentId])).get(incidentId) ?? null
  }

  /** This person was called for it, whatever unit they belong to. */
  async hasCalled(tx: Tx, incidentId: string, userId: string): Promise<boolean> {
    return (await tx.run(CALLED, [this.config.cityCode, incidentId, userId]))[0]?.called === true
  }

  /** What a request of this person has opened under this key already, and the hash of what was asked then. */
  async openedUnder(userId: string, key: string): Promise<{ readonly state: IncidentState; readonly bodyHash: string } | null> {
    const [row] = await this.database.run(BY_KEY, [this.config.cityCode, userId, key])
    return row === undefined ? null : { state: incidentOf(row), bodyHash: row.open_hash ?? '' }
  }

  /** False when the same request has opened one already. */
  async insert(tx: Tx, state: IncidentState, request: OpenRequest | null): Promise<boolean> {
    return (await tx.run(INSERT, [JSON.stringify(incidentJsonOf(state, this.config.cityCode, request)), this.config.cityCode])).length > 0
  }

  /** Only what was locked in the same transaction. */
  async update(tx: Tx, state: IncidentState): Promise<void> {
    const updated = await tx.run(UPDATE, [JSON.stringify(incidentJsonOf(state, this.config.cityCode, null)), this.config.cityCode])
    if (updated.length !== 1) throw new Error(`Incident ${state.id} was not locked`)
  }
}
