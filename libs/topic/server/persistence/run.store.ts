import { gunzipSync, gzipSync } from 'node:zlib'
import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant, type PlainDate } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_WARNING_SETTINGS, warningSettingsSchema, type WarningSettings } from '../../contract/index.js'
import { Background, type DayCount } from '../../domain/index.js'

const STATE = statement<{ at: number; revision: number }>('topic.run_state', 'SELECT at, revision FROM topic_run WHERE city_code = $1')
const BACKGROUND = statement<{ revision: number; cases: number; background: Buffer }>('topic.run_background', 'SELECT revision, cases, background FROM topic_run WHERE city_code = $1')
// The newest number given out: what is made later is greater.
const REVISION = statement<{ revision: number }>('topic.next_revision', `SELECT nextval('topic_revision') AS revision`)
// Whoever read an older run has lost: its result is thrown away.
const FINISH = statement<{ revision: number }>(
  'topic.finish_run',
  `INSERT INTO topic_run AS r (city_code, at, revision, cases, background) VALUES ($1, $2, $3, $4, decode($5, 'base64'))
   ON CONFLICT (city_code) DO UPDATE SET at = excluded.at, revision = excluded.revision, cases = excluded.cases, background = excluded.background WHERE r.revision = $6 RETURNING revision`,
)
const DAY_COLUMNS = 'day date, category_code text, county_code text, township_code text, cases integer, sensitive integer'
// Primary key.
const DELETE_DAYS = statement('topic.delete_days', 'DELETE FROM topic_day WHERE city_code = $1 AND day >= $2 AND day <= $3')
const INSERT_DAYS = statement(
  'topic.insert_days',
  `INSERT INTO topic_day (city_code, day, category_code, county_code, township_code, cases, sensitive)
   SELECT $2, r.day, r.category_code, r.county_code, r.township_code, r.cases, r.sensitive FROM jsonb_to_recordset($1::jsonb) AS r(${DAY_COLUMNS}) ON CONFLICT DO NOTHING`,
)
const FIRST_DAY = statement<{ day: PlainDate | null }>('topic.first_day', 'SELECT min(day) AS day FROM topic_day WHERE city_code = $1')
// Primary key. Only days that some baseline looks at.
const DAYS = statement<{ day: PlainDate; category_code: string; county_code: string; township_code: string; cases: number; sensitive: number }>(
  'topic.days', 'SELECT day, category_code, county_code, township_code, cases, sensitive FROM topic_day WHERE city_code = $1 AND day = ANY($2::date[])',
)
// Primary key, by its day and a range of codes: digits sort before letters in every collation.
const DAYS_OF_MATTER = statement<{ day: PlainDate; cases: number }>(
  'topic.days_of_matter',
  `SELECT day, sum(cases)::int AS cases FROM topic_day WHERE city_code = $1 AND day = ANY($2::date[]) AND category_code >= $3 AND category_code < $3 || 'z' AND county_code = $4 GROUP BY day`,
)
const SETTINGS = statement<{ body: unknown }>('topic.settings', 'SELECT body FROM topic_settings WHERE city_code = $1')
const ROWS_AT_ONCE = 2_000

export type Run = { readonly at: Instant; readonly revision: number }

/** What the clustering job knows from one run to the next: the background, what was counted each day, the thresholds. */
@Injectable()
export class RunStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Null before the first. */
  async last(): Promise<Run | null> {
    const [row] = await this.database.run(STATE, [this.config.cityCode])
    return row === undefined ? null : { at: row.at as Instant, revision: row.revision }
  }

  async background(tx: Tx): Promise<{ readonly revision: number; readonly background: Background } | null> {
    const [row] = await tx.run(BACKGROUND, [this.config.cityCode])
    if (row === undefined) return null
    const bytes = Uint8Array.from(gunzipSync(row.background))
    return { revision: row.revision, background: new Background(row.cases, new Uint32Array(bytes.buffer)) }
  }

  async nextRevision(): Promise<number> {
    return (await this.database.run(REVISION))[0]?.revision ?? 0
  }

  /** False when another process has finished a run since `before`. */
  async finish(tx: Tx, at: Instant, background: Background, revision: number, before: number): Promise<boolean> {
    const counts = background.counts()
    const stored = gzipSync(new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength), { level: 1 }).toString('base64')
    return (await tx.run(FINISH, [this.config.cityCode, isoOf(at), revision, background.texts, stored, before])).length === 1
  }

  /** All days from the first to the last of them are replaced. */
  async replaceDays(tx: Tx, rows: readonly DayCount[], from: PlainDate, to: PlainDate): Promise<void> {
    await tx.run(DELETE_DAYS, [this.config.cityCode, from, to])
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const part = rows.slice(at, at + ROWS_AT_ONCE).map((row) => ({
        day: row.day, category_code: row.categoryCode, county_code: row.countyCode, township_code: row.townshipCode, cases: row.cases, sensitive: row.sensitive,
      }))
      await tx.run(INSERT_DAYS, [JSON.stringify(part), this.config.cityCode])
    }
  }

  async firstDay(): Promise<PlainDate | null> {
    return (await this.database.run(FIRST_DAY, [this.config.cityCode]))[0]?.day ?? null
  }

  async days(wanted: readonly PlainDate[]): Promise<DayCount[]> {
    const rows = await this.database.run(DAYS, [this.config.cityCode, [...wanted]])
    return rows.map((row) => ({ day: row.day, categoryCode: row.category_code, countyCode: row.county_code, townshipCode: row.township_code, cases: row.cases, sensitive: row.sensitive }))
  }

  /** What was counted of one matter in one county. */
  async daysOfMatter(categoryPrefix: string, countyCode: string, wanted: readonly PlainDate[]): Promise<ReadonlyMap<PlainDate, number>> {
    return new Map((await this.database.run(DAYS_OF_MATTER, [this.config.cityCode, [...wanted], categoryPrefix, countyCode])).map(({ day, cases }) => [day, cases]))
  }

  async settings(): Promise<WarningSettings> {
    const [row] = await this.database.run(SETTINGS, [this.config.cityCode])
    return row === undefined ? DEFAULT_WARNING_SETTINGS : warningSettingsSchema.parse(row.body)
  }
}
