import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { CalendarBook, CalendarLayer } from '../../domain/calendar-book.js'
import type { BookRevision } from '../../domain/revise-book.js'
import { bookDayOf, bookHoursOf, type DayRow, type HoursRow } from './calendar-book.mapper.js'

export type RevisionRow = {
  revision: number; id: string; at: Instant; actor_id: string; kind: 'seed' | 'import' | 'edit'; layer: string; reason: string; source: string | null
  days_set: number; days_removed: number; hours_changed: boolean; request_hash: string | null
}

/** Who makes a revision and why; `request` makes a repeat of the same request answer the same. */
export type RevisionNote = {
  readonly id: string
  readonly at: Instant
  readonly actorId: string
  readonly kind: RevisionRow['kind']
  readonly reason: string
  readonly source: string | null
  readonly request: { readonly key: string; readonly hash: string } | null
}

// Primary key, backwards: one row.
const READ_REVISION = statement<{ revision: number }>(
  'worktime.read_revision',
  `SELECT revision FROM worktime_revision WHERE city_code = $1 ORDER BY revision DESC LIMIT 1`,
)
// Primary keys of the two tables, read whole: some hundred rows a year. `$2` cuts both at one revision, whatever is committed in between.
const READ_HOURS = statement<HoursRow>(
  'worktime.read_hours',
  `SELECT layer, revision, valid_from AS "validFrom", office_hours AS "officeHours", keeps_holidays AS "keepsHolidays"
   FROM worktime_hours WHERE city_code = $1 AND revision <= $2 ORDER BY layer, revision`,
)
const READ_DAYS = statement<DayRow>(
  'worktime.read_days',
  `SELECT layer, date, since_revision AS since, CASE WHEN until_revision <= $2 THEN until_revision END AS until, kind, name, spans, source
   FROM worktime_day WHERE city_code = $1 AND since_revision <= $2 ORDER BY layer, date, since_revision`,
)
/** One writer of the book at a time; held until the transaction ends, waited for as long as `lock_timeout` lets. */
const LOCK = statement('worktime.lock_book', `SELECT pg_advisory_xact_lock(hashtextextended('worktime.book ' || $1, 0))`)
// Index worktime_revision_request.
const FIND_REQUEST = statement<RevisionRow>('worktime.find_request', `SELECT * FROM worktime_revision WHERE city_code = $1 AND request_key = $2`)
const ADD_REVISION = statement(
  'worktime.add_revision',
  `INSERT INTO worktime_revision (city_code, revision, id, at, actor_id, kind, layer, reason, source, days_set, days_removed, hours_changed, request_key, request_hash)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
)
// Index worktime_day_present.
const CLOSE_DAYS = statement(
  'worktime.close_days',
  `UPDATE worktime_day SET until_revision = $3 WHERE city_code = $1 AND layer = $2 AND date = ANY($4::date[]) AND until_revision IS NULL`,
)
const ADD_DAYS = statement(
  'worktime.add_days',
  `INSERT INTO worktime_day (city_code, layer, date, since_revision, kind, name, spans, source)
   SELECT $1, $2, r.date, $3, r.kind, r.name, nullif(r.spans, 'null'::jsonb), r.source
   FROM jsonb_to_recordset($4::jsonb) AS r(date date, kind text, name text, spans jsonb, source text)`,
)
const ADD_HOURS = statement(
  'worktime.add_hours',
  `INSERT INTO worktime_hours (city_code, layer, revision, valid_from, office_hours, keeps_holidays) VALUES ($1, $2, $3, $4, $5::jsonb, $6)`,
)
// Primary key, backwards; a calendar has few revisions, so those of other layers are passed over.
const LIST_REVISIONS = statement<RevisionRow>(
  'worktime.list_revisions',
  `SELECT * FROM worktime_revision WHERE city_code = $1 AND layer = ANY($2::text[]) AND revision < $3 ORDER BY revision DESC LIMIT $4`,
)

// Primary key; a city has some tens of revisions.
const LAST_REVISIONS = statement<RevisionRow>(
  'worktime.last_revisions',
  `SELECT DISTINCT ON (layer) * FROM worktime_revision WHERE city_code = $1 AND layer = ANY($2::text[]) ORDER BY layer, revision DESC`,
)

/** The only way into the tables of the calendars. */
@Injectable()
export class CalendarBookStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** 0 while nothing is loaded. */
  async latestRevision(from: Tx = this.database): Promise<number> {
    return (await from.run(READ_REVISION, [this.config.cityCode]))[0]?.revision ?? 0
  }

  /** The book as of one revision, whole; three statements. */
  async read(from: Tx = this.database): Promise<{ revision: number; book: CalendarBook }> {
    const revision = await this.latestRevision(from)
    const values = [this.config.cityCode, revision]
    const hours = (await from.run(READ_HOURS, values)).map(bookHoursOf)
    const days = (await from.run(READ_DAYS, values)).map(bookDayOf)
    return { revision, book: { hours, days } }
  }

  async lock(tx: Tx): Promise<void> {
    await tx.run(LOCK, [this.config.cityCode])
  }

  async findRequest(tx: Tx, key: string): Promise<RevisionRow | null> {
    return (await tx.run(FIND_REQUEST, [this.config.cityCode, key]))[0] ?? null
  }

  /** The caller holds the lock. */
  async add(tx: Tx, { revision, layer, closed, opened, hours }: BookRevision, note: RevisionNote): Promise<void> {
    const city = this.config.cityCode
    const removed = closed.filter(({ date }) => !opened.some((day) => day.date === date)).length
    await tx.run(ADD_REVISION, [
      city, revision, note.id, isoOf(note.at), note.actorId, note.kind, layer, note.reason, note.source, opened.length, removed, hours !== null, note.request?.key ?? null, note.request?.hash ?? null,
    ])
    if (closed.length > 0) await tx.run(CLOSE_DAYS, [city, layer, revision, closed.map(({ date }) => date)])
    if (opened.length > 0) await tx.run(ADD_DAYS, [city, layer, revision, JSON.stringify(opened)])
    if (hours !== null) await tx.run(ADD_HOURS, [city, hours.layer, revision, hours.validFrom, hours.officeHours === null ? null : JSON.stringify(hours.officeHours), hours.keepsHolidays])
  }

  /** Newest first, below `before`. */
  async revisions(layers: readonly CalendarLayer[], { before, limit }: { before: number; limit: number }): Promise<readonly RevisionRow[]> {
    return this.database.run(LIST_REVISIONS, [this.config.cityCode, layers, before, limit])
  }

  /** The last change of each of these layers. */
  async lastRevisions(layers: readonly CalendarLayer[]): Promise<readonly RevisionRow[]> {
    return this.database.run(LAST_REVISIONS, [this.config.cityCode, layers])
  }
}
