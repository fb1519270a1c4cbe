import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { RungMoment } from '../../domain/index.js'
import { CLOCK_COLUMNS, type ClockRow, type ReachedRung } from './clock-row.mapper.js'

// Index deadline_clock_fires. Citus wants the city in SKIP LOCKED statements.
const TAKE_DUE = statement<ClockRow>(
  'deadline.take_due',
  `SELECT ${CLOCK_COLUMNS} FROM deadline_clock
   WHERE city_code = $1 AND fires_at <= $2 AND NOT id = ANY($4::uuid[]) ORDER BY fires_at, id LIMIT $3 FOR UPDATE SKIP LOCKED`,
)
const RECORD_FIRED = statement<{ id: string }>(
  'deadline.record_fired',
  `UPDATE deadline_clock AS c SET fires_at = r.fires_at, last_at = r.last_at, warned_at = r.warned_at, warned_noticed_at = r.warned_noticed_at,
     overdue_at = r.overdue_at, overdue_noticed_at = r.overdue_noticed_at, rungs = r.rungs, ladder = r.ladder, rung_at = r.rung_at
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, fires_at timestamptz, last_at timestamptz, warned_at timestamptz, warned_noticed_at timestamptz,
     overdue_at timestamptz, overdue_noticed_at timestamptz, rungs jsonb, ladder jsonb, rung_at timestamptz, taken_at timestamptz)
   WHERE c.city_code = $2 AND c.id = r.id AND c.fires_at = r.taken_at RETURNING c.id`,
)
// Index deadline_clock_subject.
const NEXT_OF_CASES = statement<Alarm>(
  'deadline.next_of_cases',
  `SELECT id, fires_at FROM deadline_clock WHERE city_code = $1 AND case_id = ANY($2::uuid[]) AND fires_at <= $3`,
)
// Index deadline_clock_fires.
const NEXT_ANYWHERE = statement<Alarm>(
  'deadline.next_anywhere',
  `SELECT id, fires_at FROM deadline_clock
   WHERE city_code = $1 AND (fires_at, id) > ($2, $3::uuid) AND fires_at <= $4 ORDER BY fires_at, id LIMIT $5`,
)
// Index deadline_clock_subject.
const OF_CASE = statement<ClockRow>(
  'deadline.of_case',
  `SELECT ${CLOCK_COLUMNS} FROM deadline_clock WHERE city_code = $1 AND case_id = $2 ORDER BY started_at, due_at, id`,
)
// Index deadline_clock_subject.
const PROMISES_OF_CASES = statement<ClockRow>(
  'deadline.promises_of_cases',
  `SELECT ${CLOCK_COLUMNS} FROM deadline_clock WHERE city_code = $1 AND case_id = ANY($2::uuid[]) AND kind = 'promise' ORDER BY started_at, id`,
)
const BY_ID = statement<ClockRow>('deadline.by_id', `SELECT ${CLOCK_COLUMNS} FROM deadline_clock WHERE city_code = $1 AND id = $2`)

const PRESENT = statement<{ now: number }>('deadline.present_of_store', `SELECT clock_timestamp() AS now WHERE $1::text IS NOT NULL`)

const LEAST_ID = '00000000-0000-0000-0000-000000000000'

export type Alarm = { readonly id: string; readonly fires_at: number }
export type FiredRow = {
  readonly id: string
  readonly takenAt: number | null
  readonly firesAt: Instant | null
  readonly lastAt: Instant
  readonly warnedAt: Instant | null
  readonly warnedNoticedAt: Instant | null
  readonly overdueAt: Instant | null
  readonly overdueNoticedAt: Instant | null
  readonly rungs: readonly ReachedRung[]
  readonly ladder: readonly RungMoment[]
  readonly rungAt: Instant | null
}

/** Clock rows, read and fired. Cases start and settle them through the writes of ClockParticipant. */
@Injectable()
export class ClockStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** What time it is by the clock of PostgreSQL: one for all workers. */
  async presentOfStore(): Promise<Instant> {
    const [row] = await this.database.run(PRESENT, [this.config.cityCode])
    if (row === undefined) throw new Error('PostgreSQL does not say what time it is')
    return instant(row.now)
  }

  /** Locks what is due, the longest due first; rows another worker holds are left to it, and those that are `aside` are left. */
  takeDue(tx: Tx, now: Instant, limit: number, aside: readonly string[] = []): Promise<ClockRow[]> {
    return tx.run(TAKE_DUE, [this.config.cityCode, isoOf(now), limit, [...aside]])
  }

  /** Only rows taken in the same transaction. Throws when one has changed all the same: then nothing of the batch is told. */
  async recordFired(tx: Tx, rows: readonly FiredRow[]): Promise<void> {
    const json = rows.map((row) => ({
      id: row.id, taken_at: row.takenAt === null ? null : new Date(row.takenAt).toISOString(), fires_at: isoOrNull(row.firesAt), last_at: isoOf(row.lastAt),
      warned_at: isoOrNull(row.warnedAt), warned_noticed_at: isoOrNull(row.warnedNoticedAt), overdue_at: isoOrNull(row.overdueAt),
      overdue_noticed_at: isoOrNull(row.overdueNoticedAt), rungs: row.rungs, ladder: row.ladder, rung_at: isoOrNull(row.rungAt),
    }))
    const recorded = await tx.run(RECORD_FIRED, [JSON.stringify(json), this.config.cityCode])
    if (recorded.length !== rows.length) throw new Error(`${rows.length} clocks were taken, ${recorded.length} recorded`)
  }

  /** When the clocks of these cases ring next, as far as that is not after `until`. */
  nextOfCases(caseIds: readonly string[], until: Instant): Promise<Alarm[]> {
    return this.database.run(NEXT_OF_CASES, [this.config.cityCode, caseIds, isoOf(until)])
  }

  /** Clocks that ring after `from` (or after `last`, going on) and not after `until`; keyset by (fires_at, id). */
  nextAnywhere(from: Instant, until: Instant, last: Alarm | null, limit: number): Promise<Alarm[]> {
    const after = last === null ? from : last.fires_at
    return this.database.run(NEXT_ANYWHERE, [this.config.cityCode, new Date(after).toISOString(), last?.id ?? LEAST_ID, isoOf(until), limit])
  }

  ofCase(caseId: string): Promise<ClockRow[]> {
    return this.database.run(OF_CASE, [this.config.cityCode, caseId])
  }

  /** Every promise of these cases, those that ended too, the earliest first. */
  promisesOf(caseIds: readonly string[]): Promise<ClockRow[]> {
    return this.database.run(PROMISES_OF_CASES, [this.config.cityCode, caseIds])
  }

  async byId(clockId: string): Promise<ClockRow | null> {
    const [row] = await this.database.run(BY_ID, [this.config.cityCode, clockId])
    return row ?? null
  }
}
