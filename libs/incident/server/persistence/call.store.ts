import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { AckWay, CallState, PostLevel, PostState } from '../../contract/index.js'
import { inPieces, ROWS_AT_ONCE } from '../in-pieces.js'

export type PostRow = {
  incident_id: string
  post_key: string
  parent_key: string | null
  name: string
  level: PostLevel
  position: number
  state: PostState
  round: number
  call_id: string | null
  called_at: number | null
  acked_at: number | null
  acked_by: string | null
  acked_name: string | null
  acked_way: AckWay | null
  acked_note: string | null
  late: boolean
  fires_at: number | null
}
export type CallRow = {
  id: string
  incident_id: string
  post_key: string
  level: PostLevel
  round: number
  line: number
  contact_id: string
  contact_name: string
  contact_title: string
  phone_masked: string | null
  user_id: string | null
  called_at: number
  ack_due_at: number
  state: CallState
  acked_at: number | null
}
export type PostRef = { readonly incident_id: string; readonly post_key: string }

/** Moments as ISO text, the way BatchWrite rows carry them. */
const isoMoments = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, key.endsWith('_at') && typeof value === 'number' ? new Date(value).toISOString() : (value as unknown)]))

const POST_COLUMNS = ['parent_key', 'name', 'level', 'position', 'state', 'round', 'call_id', 'called_at', 'acked_at', 'acked_by', 'acked_name', 'acked_way', 'acked_note', 'late', 'fires_at']
const POST_MUTABLE = POST_COLUMNS.slice(4)
// Primary key of incident_post.
const PUT_POSTS = statement(
  'incident.put_posts',
  `INSERT INTO incident_post SELECT r.* FROM jsonb_populate_recordset(null::incident_post, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, incident_id, post_key) DO UPDATE SET ${POST_MUTABLE.map((column) => `${column} = excluded.${column}`).join(', ')}`,
)
// Primary key of incident_call.
const PUT_CALLS = statement(
  'incident.put_calls',
  `INSERT INTO incident_call SELECT r.* FROM jsonb_populate_recordset(null::incident_call, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET state = excluded.state, acked_at = excluded.acked_at, ack_due_at = excluded.ack_due_at`,
)
// Index incident_post_fires.
const DUE = statement<PostRef>(
  'incident.due_posts',
  'SELECT incident_id, post_key FROM incident_post WHERE city_code = $1 AND fires_at <= $2 ORDER BY fires_at, incident_id, post_key LIMIT $3',
)
// Primary key of incident_post; asked again whether it is due, and left to whoever holds it.
const TAKE_DUE = statement<PostRow>(
  'incident.take_due_posts',
  `SELECT p.* FROM incident_post p JOIN jsonb_to_recordset($2::jsonb) AS r(incident_id uuid, post_key text) ON p.incident_id = r.incident_id AND p.post_key = r.post_key
   WHERE p.city_code = $1 AND p.fires_at <= $3 ORDER BY p.incident_id, p.post_key FOR UPDATE OF p SKIP LOCKED`,
)
// Primary key of incident_post, in the order everybody locks them.
const LOCK_POSTS = statement<PostRow>(
  'incident.lock_posts',
  'SELECT * FROM incident_post WHERE city_code = $1 AND incident_id = $2 AND ($3::text[] IS NULL OR post_key = ANY($3)) ORDER BY post_key FOR UPDATE',
)
const POSTS = statement<PostRow>('incident.posts', 'SELECT * FROM incident_post WHERE city_code = $1 AND incident_id = $2 ORDER BY position')
// Index incident_call_post.
const CALLS = statement<CallRow>(
  'incident.calls',
  'SELECT * FROM incident_call WHERE city_code = $1 AND incident_id = ANY($2::uuid[]) AND ($3::text[] IS NULL OR post_key = ANY($3)) ORDER BY called_at, round, line, id',
)

/** The posts of an incident and whom was called for them. A post is the aggregate: its row is locked before its calls change. */
@Injectable()
export class CallStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async put(tx: Tx, posts: readonly PostRow[], calls: readonly CallRow[]): Promise<void> {
    const { cityCode } = this.config
    const json = (rows: readonly object[]): string => JSON.stringify(rows.map((row) => ({ ...isoMoments(row), city_code: cityCode })))
    for (const some of inPieces(posts, ROWS_AT_ONCE)) await tx.run(PUT_POSTS, [json(some), cityCode])
    for (const some of inPieces(calls, ROWS_AT_ONCE)) await tx.run(PUT_CALLS, [json(some), cityCode])
  }

  /** Whose time has come; nothing is locked yet. */
  due(now: Instant, limit: number): Promise<PostRef[]> {
    return this.database.run(DUE, [this.config.cityCode, isoOf(now), limit])
  }

  /** Of these what is still due and held by nobody else. */
  takeDue(tx: Tx, refs: readonly PostRef[], now: Instant): Promise<PostRow[]> {
    return tx.run(TAKE_DUE, [this.config.cityCode, JSON.stringify(refs), isoOf(now)])
  }

  /** Null keys: all of the incident. */
  lock(tx: Tx, incidentId: string, keys: readonly string[] | null): Promise<PostRow[]> {
    return tx.run(LOCK_POSTS, [this.config.cityCode, incidentId, keys === null ? null : [...keys]])
  }

  posts(incidentId: string, tx: Tx = this.database): Promise<PostRow[]> {
    return tx.run(POSTS, [this.config.cityCode, incidentId])
  }

  /** The oldest first. Null keys: of all posts. */
  calls(incidentIds: readonly string[], keys: readonly string[] | null, tx: Tx = this.database): Promise<CallRow[]> {
    return tx.run(CALLS, [this.config.cityCode, [...incidentIds], keys === null ? null : [...keys]])
  }
}
