import { Inject, Injectable } from '@nestjs/common'
import type { Page } from '@tongban/kernel/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor, statement, type Tx } from '@tongban/platform/server'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { DryRun, DryRunRequest, DryRunResult, DryRunStatus } from '../../contract/dry-run.schema.js'

/** One side of a dry run: rows as they were, and the threshold. */
export type DryRunSide = { readonly rows: readonly CatalogueRow[]; readonly version: number | null; readonly automaticThreshold: number }
/** `catalogue`: which change it was, for people; the rows themselves are in `candidate`. */
export type StoredRequest = Omit<DryRunRequest, 'catalogue'> & { readonly catalogue: DryRun['what']['catalogue']; readonly draftRevision: number | null; readonly rowCount: number }

export type DryRunRow = {
  id: string; status: DryRunStatus; request: StoredRequest; requested_by: string; requested_at: number; attempts: number; cases_done: number; cases_total: number | null
  result: DryRunResult | null; failure: string | null; finished_at: number | null; version_in_force: number | null; threshold_before: number; threshold_after: number
}
export type ClaimedDryRun = { id: string; attempts: number; request: StoredRequest; candidate: { readonly before: DryRunSide; readonly after: DryRunSide } }

// What a list shows needs neither the rows nor the moves.
const COLUMNS = `id, status, request, requested_by, requested_at, attempts, cases_done, cases_total, failure, finished_at,
  (candidate->'before'->>'version')::int AS version_in_force, (candidate->'before'->>'automaticThreshold')::float8 AS threshold_before,
  (candidate->'after'->>'automaticThreshold')::float8 AS threshold_after`

// Index dispatch_dry_run_one: while one waits or runs, another adds nothing.
const ADD = statement<{ id: string }>(
  'dispatch.add_dry_run',
  `INSERT INTO dispatch_dry_run (city_code, id, status, request, candidate, requested_by, requested_at, attempts, heard_at, cases_done)
   VALUES ($1, $2, 'queued', $3, $4, $5, $6, 0, $6, 0) ON CONFLICT (city_code) WHERE status IN ('queued', 'running') DO NOTHING RETURNING id`,
)
// Index dispatch_dry_run_one. Whoever has not been heard of for a while has lost it.
const CLAIM = statement<ClaimedDryRun>(
  'dispatch.claim_dry_run',
  `UPDATE dispatch_dry_run SET status = 'running', attempts = attempts + 1, heard_at = $2, cases_done = 0
   WHERE city_code = $1 AND id = (
     SELECT id FROM dispatch_dry_run WHERE city_code = $1 AND status IN ('queued', 'running') AND (status = 'queued' OR heard_at < $3) AND attempts < $4
     LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING id, attempts, request, candidate`,
)
const GIVE_UP = statement<{ id: string }>(
  'dispatch.give_up_dry_run',
  `UPDATE dispatch_dry_run SET status = 'failed', failure = $5, finished_at = $2
   WHERE city_code = $1 AND status IN ('queued', 'running') AND heard_at < $3 AND attempts >= $4 RETURNING id`,
)
// Primary key; the attempt is the fence: who lost the run, or whose run was cancelled, changes nothing and hears so.
const HEARD = statement<{ id: string }>(
  'dispatch.hear_dry_run',
  `UPDATE dispatch_dry_run SET heard_at = $4, cases_done = $5, cases_total = $6 WHERE city_code = $1 AND id = $2 AND attempts = $3 AND status = 'running' RETURNING id`,
)
const FINISH = statement<{ id: string }>(
  'dispatch.finish_dry_run',
  `UPDATE dispatch_dry_run SET status = $5, finished_at = $4, heard_at = $4, result = $6, failure = $7, cases_done = $8, cases_total = $8
   WHERE city_code = $1 AND id = $2 AND attempts = $3 AND status = 'running' RETURNING id`,
)
const HAND_BACK = statement(
  'dispatch.hand_back_dry_run',
  `UPDATE dispatch_dry_run SET status = 'queued', attempts = attempts - 1, cases_done = 0 WHERE city_code = $1 AND id = $2 AND attempts = $3 AND status = 'running'`,
)
const CANCEL = statement<{ id: string }>(
  'dispatch.cancel_dry_run',
  `UPDATE dispatch_dry_run SET status = 'cancelled', finished_at = $3 WHERE city_code = $1 AND id = $2 AND status IN ('queued', 'running') RETURNING id`,
)
const BY_ID = statement<DryRunRow>('dispatch.dry_run', `SELECT ${COLUMNS}, result FROM dispatch_dry_run WHERE city_code = $1 AND id = $2`)
// Index dispatch_dry_run_newest.
const LIST = statement<DryRunRow>(
  'dispatch.list_dry_runs',
  `SELECT ${COLUMNS}, CASE WHEN result IS NULL THEN NULL ELSE jsonb_build_object('accuracy', result->'accuracy') END AS result
   FROM dispatch_dry_run WHERE city_code = $1 AND ($2::timestamptz IS NULL OR (requested_at, id) < ($2, $3::uuid)) ORDER BY requested_at DESC, id DESC LIMIT $4`,
)

export type NewDryRun = { readonly id: string; readonly request: StoredRequest; readonly before: DryRunSide; readonly after: DryRunSide; readonly by: string; readonly at: Instant }
type Mine = Pick<ClaimedDryRun, 'id' | 'attempts'>

/** Dry runs as rows. What is true of one is here, not in the queue. */
@Injectable()
export class DryRunStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** False: another one waits or runs. */
  async add(tx: Tx, { id, request, before, after, by, at }: NewDryRun): Promise<boolean> {
    const rows = await tx.run(ADD, [this.config.cityCode, id, JSON.stringify(request), JSON.stringify({ before, after }), by, isoOf(at)])
    return rows.length > 0
  }

  async claim(at: Instant, staleBefore: Instant, mostAttempts: number, whenGivenUp: string): Promise<ClaimedDryRun | null> {
    const { cityCode } = this.config
    await this.database.run(GIVE_UP, [cityCode, isoOf(at), isoOf(staleBefore), mostAttempts, whenGivenUp])
    const [row] = await this.database.run(CLAIM, [cityCode, isoOf(at), isoOf(staleBefore), mostAttempts])
    return row ?? null
  }

  /** False: it is not this process's any more. */
  async heard({ id, attempts }: Mine, at: Instant, done: number, total: number): Promise<boolean> {
    return (await this.database.run(HEARD, [this.config.cityCode, id, attempts, isoOf(at), done, total])).length > 0
  }

  async finish({ id, attempts }: Mine, at: Instant, result: DryRunResult): Promise<boolean> {
    return (await this.database.run(FINISH, [this.config.cityCode, id, attempts, isoOf(at), 'done', JSON.stringify(result), null, result.cases])).length > 0
  }

  async fail({ id, attempts }: Mine, at: Instant, failure: string, done: number): Promise<void> {
    await this.database.run(FINISH, [this.config.cityCode, id, attempts, isoOf(at), 'failed', null, failure, done])
  }

  /** The process ends: another may go on at once, and this attempt does not count. */
  async handBack({ id, attempts }: Mine): Promise<void> {
    await this.database.run(HAND_BACK, [this.config.cityCode, id, attempts])
  }

  async cancel(tx: Tx, id: string, at: Instant): Promise<boolean> {
    return (await tx.run(CANCEL, [this.config.cityCode, id, isoOf(at)])).length > 0
  }

  async byId(id: string): Promise<DryRunRow | null> {
    const [row] = await this.database.run(BY_ID, [this.config.cityCode, id])
    return row ?? null
  }

  async list({ limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<Page<DryRunRow>> {
    const after = readCursor(cursor)
    const rows = await this.database.run(LIST, [this.config.cityCode, after ? isoOf(after.at) : null, after?.id ?? null, limit + 1])
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last !== undefined ? cursorOf(instant(last.requested_at), last.id) : null }
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }
}
