import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { CalendarScope } from '@tongban/worktime/contract'
import { CLOCK_COLUMNS, type ClockRow } from './persistence/clock-row.mapper.js'

export type RecountJob = {
  readonly change_id: string; readonly reason: string; readonly scopes: readonly CalendarScope[]; readonly last_case_id: string | null; readonly cases: number; readonly clocks: number
}

// Primary key: a change that is told twice is worked through once.
const ADD = statement(
  'deadline.add_recount',
  `INSERT INTO deadline_recount (city_code, change_id, reason, scopes, asked_at) VALUES ($1, $2, $3, $4::jsonb, $5::timestamptz) ON CONFLICT DO NOTHING`,
)
// Index deadline_recount_open. Citus wants the city in SKIP LOCKED statements. In the order they were asked: the last calendar has the last word.
const TAKE = statement<RecountJob>(
  'deadline.take_recount',
  `SELECT change_id, reason, scopes, last_case_id, cases, clocks FROM deadline_recount
   WHERE city_code = $1 AND done_at IS NULL AND asked_at <= $2 ORDER BY asked_at, change_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
)
// Primary key.
const ADVANCE = statement(
  'deadline.advance_recount',
  `UPDATE deadline_recount SET last_case_id = coalesce($3::uuid, last_case_id), done_at = $4::timestamptz, cases = cases + $5::int, clocks = clocks + $6::int
   WHERE city_code = $1 AND change_id = $2`,
)
// Index deadline_clock_subject, on from the last case.
const OPEN_CASES = statement<{ case_id: string }>(
  'deadline.open_cases',
  `SELECT DISTINCT case_id FROM deadline_clock
   WHERE city_code = $1 AND case_id > $2::uuid AND state IN ('running', 'paused') AND overdue_at IS NULL ORDER BY case_id LIMIT $3`,
)
// Index deadline_clock_subject.
const OF_CASES = statement<ClockRow>(
  'deadline.of_cases',
  `SELECT ${CLOCK_COLUMNS} FROM deadline_clock WHERE city_code = $1 AND case_id = ANY($2::uuid[]) ORDER BY case_id, started_at, due_at, id`,
)

const LEAST_ID = '00000000-0000-0000-0000-000000000000'

/** Which changes of calendars are still to be worked through, and the cases they may concern. */
@Injectable()
export class RecountStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async add(tx: Tx, { changeId, reason, scopes, at }: { changeId: string; reason: string; scopes: readonly CalendarScope[]; at: Instant }): Promise<void> {
    await tx.run(ADD, [this.config.cityCode, changeId, reason, JSON.stringify(scopes), isoOf(at)])
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  async take(tx: Tx, askedBy: Instant): Promise<RecountJob | null> {
    const [job] = await tx.run(TAKE, [this.config.cityCode, isoOf(askedBy)])
    return job ?? null
  }

  async advance(tx: Tx, changeId: string, { lastCaseId, doneAt, cases, clocks }: { lastCaseId: string | null; doneAt: Instant | null; cases: number; clocks: number }): Promise<void> {
    await tx.run(ADVANCE, [this.config.cityCode, changeId, lastCaseId, doneAt === null ? null : isoOf(doneAt), cases, clocks])
  }

  /** Cases with a clock that has not run out, after one of them, in the order of their ids. */
  async openCases(after: string | null, limit: number): Promise<string[]> {
    const rows = await this.database.run(OPEN_CASES, [this.config.cityCode, after ?? LEAST_ID, limit])
    return rows.map(({ case_id }) => case_id)
  }

  /** All clocks of some cases, by case. */
  async clocksOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly ClockRow[]>> {
    const rows = caseIds.length === 0 ? [] : await this.database.run(OF_CASES, [this.config.cityCode, caseIds])
    const byCase = new Map<string, ClockRow[]>()
    for (const row of rows) {
      const known = byCase.get(row.case_id)
      if (known === undefined) byCase.set(row.case_id, [row])
      else known.push(row)
    }
    return byCase
  }
}
