import { Inject, Injectable } from '@nestjs/common'
import type { CorpusPosition } from '@tongban/case/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'

const BEGIN = statement('duplicate.begin_backfill', `INSERT INTO duplicate_backfill (city_code, written, done) VALUES ($1, 0, false) ON CONFLICT DO NOTHING`)
const TAKE = statement<{ filed_at: number | null; case_id: string | null; done: boolean }>(
  'duplicate.take_backfill', `SELECT filed_at, case_id, done FROM duplicate_backfill WHERE city_code = $1 FOR UPDATE SKIP LOCKED`,
)
const MOVE = statement(
  'duplicate.move_backfill',
  `UPDATE duplicate_backfill SET filed_at = coalesce($2, filed_at), case_id = coalesce($3, case_id), written = written + $4, done = $5 WHERE city_code = $1`,
)

/** How far the cases from before have been taken in. */
@Injectable()
export class BackfillStore {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  /** Locks it for this transaction; null when another process is at it, or nothing is left to do. */
  async take(tx: Tx): Promise<{ readonly before: CorpusPosition | null } | null> {
    await tx.run(BEGIN, [this.config.cityCode])
    const [row] = await tx.run(TAKE, [this.config.cityCode])
    if (row === undefined || row.done) return null
    return { before: row.filed_at === null || row.case_id === null ? null : { filedAt: instant(row.filed_at), id: row.case_id } }
  }

  async move(tx: Tx, to: CorpusPosition | null, written: number): Promise<void> {
    await tx.run(MOVE, [this.config.cityCode, to === null ? null : isoOf(to.filedAt), to?.id ?? null, written, to === null])
  }
}
