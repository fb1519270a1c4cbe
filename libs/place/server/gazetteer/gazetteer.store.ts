import { Inject, Injectable } from '@nestjs/common'
import type { Page } from '@tongban/kernel/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_GAZETTEER_RULES, type GazetteerKindCode, type GazetteerSource, type GazetteerStatus } from '../../contract/gazetteer.schema.js'
import type { GazetteerVote } from '../../domain/gazetteer-votes.js'

export type GazetteerRow = {
  id: string; name: string; aliases: string[]; kind: GazetteerKindCode; division_code: string; weight: number; latitude: number | null; longitude: number | null; status: GazetteerStatus
  source: GazetteerSource; agreeing: number; contradicting: number; case_ids: string[]; note: string; version: number; created_by: string; created_at: Instant; changed_by: string; changed_at: Instant
}
export type KnownRow = Pick<GazetteerRow, 'id' | 'name' | 'aliases' | 'kind' | 'division_code' | 'weight' | 'latitude' | 'longitude'>
export type GazetteerState = { readonly revision: number; readonly agreeing_needed: number; readonly accepts_alone: boolean; readonly version: number }
export type GazetteerFilter = {
  readonly status: GazetteerStatus; readonly q?: string | undefined; readonly kind?: string | undefined; readonly source?: string | undefined; readonly divisionCode?: string | undefined
}

const COLUMNS = 'id, name, aliases, kind, division_code, weight, latitude, longitude, status, source, agreeing, contradicting, case_ids, note, version, created_by, created_at, changed_by, changed_at'

// Primary key: one row a city.
const STATE = statement<GazetteerState>('place.gazetteer_state', 'SELECT revision, agreeing_needed, accepts_alone, version FROM place_gazetteer_state WHERE city_code = $1')
// The same row, made when it is not there, and locked: one writer of the gazetteer at a time.
const LOCK = statement<GazetteerState>(
  'place.lock_gazetteer',
  `INSERT INTO place_gazetteer_state AS s (city_code, revision, agreeing_needed, accepts_alone, version) VALUES ($1, 0, $2, $3, 1)
   ON CONFLICT (city_code) DO UPDATE SET revision = s.revision RETURNING revision, agreeing_needed, accepts_alone, version`,
)
const NEXT_REVISION = statement('place.next_gazetteer_revision', 'UPDATE place_gazetteer_state SET revision = revision + 1 WHERE city_code = $1')
const SET_RULES = statement<{ version: number }>(
  'place.set_gazetteer_rules',
  `UPDATE place_gazetteer_state SET agreeing_needed = $2, accepts_alone = $3, version = version + 1 WHERE city_code = $1 AND version = $4 RETURNING version`,
)
// Index place_gazetteer_changed. The whole of what is in use, for memory.
const KNOWN = statement<KnownRow>(
  'place.known_names', `SELECT id, name, aliases, kind, division_code, weight, latitude, longitude FROM place_gazetteer WHERE city_code = $1 AND status = 'confirmed'`,
)
const BY_ID = statement<GazetteerRow>('place.gazetteer_entry', `SELECT ${COLUMNS} FROM place_gazetteer WHERE city_code = $1 AND id = $2`)
// Index place_gazetteer_name.
const BY_NAMES = statement<GazetteerRow>('place.gazetteer_by_names', `SELECT ${COLUMNS} FROM place_gazetteer WHERE city_code = $1 AND name = ANY($2::text[])`)
const INSERT = statement<{ id: string }>(
  'place.insert_gazetteer',
  `INSERT INTO place_gazetteer SELECT r.* FROM jsonb_populate_recordset(null::place_gazetteer, $1::jsonb) AS r WHERE r.city_code = $2 RETURNING id`,
)
// Primary key, and place_gazetteer_same: what is there, or was retired, stays as it is.
const SHIP = statement<{ id: string }>(
  'place.ship_names',
  `INSERT INTO place_gazetteer SELECT r.* FROM jsonb_populate_recordset(null::place_gazetteer, $1::jsonb) AS r WHERE r.city_code = $2 ON CONFLICT DO NOTHING RETURNING id`,
)
const UPDATE = statement<{ id: string }>(
  'place.update_gazetteer',
  `UPDATE place_gazetteer AS g SET name = r.name, aliases = r.aliases, kind = r.kind, division_code = r.division_code, weight = r.weight, latitude = r.latitude, longitude = r.longitude,
     status = r.status, agreeing = r.agreeing, contradicting = r.contradicting, case_ids = r.case_ids, note = r.note, version = r.version, changed_by = r.changed_by, changed_at = r.changed_at
   FROM jsonb_populate_recordset(null::place_gazetteer, $1::jsonb) AS r WHERE g.city_code = $2 AND g.id = r.id AND g.version = r.version - 1 RETURNING g.id`,
)
const FILTER = `city_code = $1 AND status = $2 AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR source = $4) AND ($5::text IS NULL OR starts_with(division_code, $5))
   AND ($6::text IS NULL OR strpos(name, $6) > 0 OR strpos(array_to_string(aliases, ' '), $6) > 0)`
// Index place_gazetteer_changed: newest change first; a city has some ten thousand names, of which a filter passes over part.
const LIST = statement<GazetteerRow>(
  'place.list_gazetteer',
  `SELECT ${COLUMNS} FROM place_gazetteer WHERE ${FILTER} AND ($7::timestamptz IS NULL OR (changed_at, id) < ($7, $8::uuid)) ORDER BY changed_at DESC, id DESC LIMIT $9`,
)
// Index place_gazetteer_changed.
const COUNT = statement<{ status: GazetteerStatus; count: number; ready: number }>(
  'place.count_gazetteer',
  `SELECT status, count(*) AS count, count(*) FILTER (WHERE source = 'learned' AND contradicting = 0 AND agreeing >= $2) AS ready FROM place_gazetteer WHERE city_code = $1 GROUP BY status`,
)
// Primary key of place_gazetteer_vote: a case counts once for a name.
const VOTE = statement<{ name: string; county_code: string }>(
  'place.vote_names',
  `INSERT INTO place_gazetteer_vote AS v SELECT r.* FROM jsonb_populate_recordset(null::place_gazetteer_vote, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, case_id, name) DO UPDATE SET county_code = excluded.county_code, township_code = excluded.township_code, division_code = excluded.division_code
     WHERE v.division_code <> excluded.division_code
   RETURNING name, county_code`,
)
const UNVOTE = statement<{ name: string; county_code: string }>('place.unvote_names', 'DELETE FROM place_gazetteer_vote WHERE city_code = $1 AND case_id = ANY($2::uuid[]) RETURNING name, county_code')
// Index place_gazetteer_vote_name; of a name the newest two hundred say enough.
const VOTES = statement<{ case_id: string; township_code: string; division_code: string; at: Instant }>(
  'place.votes_of_name',
  'SELECT case_id, township_code, division_code, at FROM place_gazetteer_vote WHERE city_code = $1 AND name = $2 AND county_code = $3 ORDER BY at DESC LIMIT 200',
)

/** The gazetteer's tables. Whoever writes has locked the state row in the same transaction. */
@Injectable()
export class GazetteerStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  async state(from: Tx = this.database): Promise<GazetteerState> {
    const [row] = await from.run(STATE, [this.config.cityCode])
    const { agreeingNeeded, acceptsAlone, version } = DEFAULT_GAZETTEER_RULES
    return row ?? { revision: 0, agreeing_needed: agreeingNeeded, accepts_alone: acceptsAlone, version }
  }

  async lock(tx: Tx): Promise<GazetteerState> {
    const { agreeingNeeded, acceptsAlone } = DEFAULT_GAZETTEER_RULES
    const [row] = await tx.run(LOCK, [this.config.cityCode, agreeingNeeded, acceptsAlone])
    if (row === undefined) throw new Error('The state of the gazetteer was not locked')
    return row
  }

  /** What the resolver knows is another from now on. */
  async nextRevision(tx: Tx): Promise<void> {
    await tx.run(NEXT_REVISION, [this.config.cityCode])
  }

  /** The new version; null when it is not the one the person has seen. */
  async setRules(tx: Tx, rules: { agreeingNeeded: number; acceptsAlone: boolean; version: number }): Promise<number | null> {
    return (await tx.run(SET_RULES, [this.config.cityCode, rules.agreeingNeeded, rules.acceptsAlone, rules.version]))[0]?.version ?? null
  }

  known(): Promise<KnownRow[]> {
    return this.database.run(KNOWN, [this.config.cityCode])
  }

  async byId(tx: Tx, id: string): Promise<GazetteerRow | null> {
    return (await tx.run(BY_ID, [this.config.cityCode, id]))[0] ?? null
  }

  byNames(names: readonly string[], from: Tx = this.database): Promise<GazetteerRow[]> {
    return names.length === 0 ? Promise.resolve([]) : from.run(BY_NAMES, [this.config.cityCode, [...names]])
  }

  async insert(tx: Tx, rows: readonly GazetteerRow[]): Promise<void> {
    if (rows.length > 0) await tx.run(INSERT, [this.json(rows), this.config.cityCode])
  }

  /** As `insert`, but leaves what is there; returns how many were not. */
  async ship(tx: Tx, rows: readonly GazetteerRow[]): Promise<number> {
    return rows.length === 0 ? 0 : (await tx.run(SHIP, [this.json(rows), this.config.cityCode])).length
  }

  /** Rows carry the version they shall have. Throws when one of them has been changed meanwhile: nobody does, under the lock. */
  async update(tx: Tx, rows: readonly GazetteerRow[]): Promise<void> {
    if (rows.length === 0) return
    const updated = await tx.run(UPDATE, [this.json(rows), this.config.cityCode])
    if (updated.length !== rows.length) throw new Error('An entry of the gazetteer was changed without the lock')
  }

  async list(filter: GazetteerFilter, page: { limit: number; cursor?: string | undefined }): Promise<Page<GazetteerRow>> {
    const after = readCursor(page.cursor)
    const rows = await this.rows(filter, after, page.limit + 1)
    const last = rows[page.limit - 1]
    return { items: rows.slice(0, page.limit), nextCursor: rows.length > page.limit && last !== undefined ? cursorOf(last.changed_at, last.id) : null }
  }

  rows({ status, kind, source, divisionCode, q }: GazetteerFilter, after: { at: Instant; id: string } | null, limit: number): Promise<GazetteerRow[]> {
    const text = q === undefined || q === '' ? null : q
    return this.database.run(LIST, [
      this.config.cityCode, status, kind ?? null, source ?? null, divisionCode ?? null, text, after === null ? null : isoOf(after.at), after?.id ?? null, limit,
    ])
  }

  counts(agreeingNeeded: number): Promise<{ status: GazetteerStatus; count: number; ready: number }[]> {
    return this.database.run(COUNT, [this.config.cityCode, agreeingNeeded])
  }

  /** Returns the names whose cases say something new. */
  vote(tx: Tx, votes: readonly (GazetteerVote & { readonly name: string; readonly countyCode: string })[]): Promise<{ name: string; county_code: string }[]> {
    if (votes.length === 0) return Promise.resolve([])
    const rows = votes.map(({ caseId, name, countyCode, townshipCode, divisionCode, at }) => ({
      city_code: this.config.cityCode, case_id: caseId, name, county_code: countyCode, township_code: townshipCode, division_code: divisionCode, at: isoOf(instant(at)),
    }))
    return tx.run(VOTE, [JSON.stringify(rows), this.config.cityCode])
  }

  unvote(tx: Tx, caseIds: readonly string[]): Promise<{ name: string; county_code: string }[]> {
    return caseIds.length === 0 ? Promise.resolve([]) : tx.run(UNVOTE, [this.config.cityCode, [...caseIds]])
  }

  async votes(tx: Tx, name: string, countyCode: string): Promise<GazetteerVote[]> {
    const rows = await tx.run(VOTES, [this.config.cityCode, name, countyCode])
    return rows.map((row) => ({ caseId: row.case_id, townshipCode: row.township_code, divisionCode: row.division_code, at: row.at }))
  }

  private json(rows: readonly GazetteerRow[]): string {
    return JSON.stringify(rows.map((row) => ({ ...row, city_code: this.config.cityCode, created_at: isoOf(row.created_at), changed_at: isoOf(row.changed_at) })))
  }
}
