import { Inject, Injectable } from '@nestjs/common'
import type { Scope } from '@tongban/access/contract'
import { Clock, SECOND_MS, type Instant } from '@tongban/kernel/core'
import type { BoardSnapshot } from '@tongban/reporting/contract'
import { BoardReadModel } from './board.read-model.js'
import { BoardSnapshotMapper } from './board-snapshot.mapper.js'

const FRESH_MS = SECOND_MS
const MAX_SCOPES = 500

type Entry = { readonly at: Instant; readonly snapshot: Promise<BoardSnapshot> }

/**
 * One reading of the board a second and scope in this process, however many screens ask: who comes while one is on its way waits for it.
 * A screen that was told of a change reads once more after that second, so it never stays behind. Holds nothing that is not in PostgreSQL.
 */
@Injectable()
export class BoardCache {
  private readonly entries = new Map<string, Entry>()

  constructor(
    @Inject(BoardReadModel) private readonly board: BoardReadModel,
    @Inject(BoardSnapshotMapper) private readonly mapper: BoardSnapshotMapper,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  snapshot(scope: Scope): Promise<BoardSnapshot> {
    const now = this.clock.now()
    const key = JSON.stringify(scope)
    const known = this.entries.get(key)
    // A clock that was set back must not keep an old board alive.
    if (known !== undefined && now - known.at < FRESH_MS && now >= known.at) return known.snapshot
    this.forget(now)
    const entry: Entry = { at: now, snapshot: this.read(scope, now) }
    this.entries.set(key, entry)
    entry.snapshot.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key)
    })
    return entry.snapshot
  }

  private async read(scope: Scope, now: Instant): Promise<BoardSnapshot> {
    return this.mapper.snapshotOf(await this.board.read(scope, now), scope, now)
  }

  /** Old ones go; when still too many are left, the oldest: the map is in order of insertion. */
  private forget(now: Instant): void {
    for (const [key, { at }] of this.entries)
      if (now - at >= FRESH_MS || now < at || this.entries.size >= MAX_SCOPES) this.entries.delete(key)
  }
}
