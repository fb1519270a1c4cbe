import { Inject, Injectable } from '@nestjs/common'
import { Clock, instant, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, writeOutbox, type OutgoingEvent } from '@tongban/platform/server'
import type { ClockRung, ClockRungType } from '../../contract/index.js'
import { evolve, fireClock, nextFiresAt, type Clock as RunningClock } from '../../domain/index.js'
import { clockOf, type ClockRow } from '../persistence/clock-row.mapper.js'
import { ClockStore, type FiredRow } from '../persistence/clock.store.js'

const BATCH = 500

/**
 * Tells what fell due. A rung's row and its event are one transaction, so however many workers call, are killed, or call again, every rung
 * leaves once. Rungs that a settling commit found owed are facts already; they are only told here.
 */
@Injectable()
export class FireClocks {
  constructor(
    @Inject(ClockStore) private readonly store: ClockStore,
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** At most `limit` clocks, in batches of a transaction each; returns how many events left. */
  async fire(now: Instant, limit: number): Promise<number> {
    let told = 0
    for (let left = limit; left > 0; ) {
      const size = Math.min(BATCH, left)
      const batch = await this.fireBatch(now, size)
      told += batch.events
      if (batch.clocks < size) break
      left -= batch.clocks
    }
    return told
  }

  /** Everything that is due by now, however much it is. */
  fireDue(): Promise<number> {
    return this.fire(this.clock.now(), Number.POSITIVE_INFINITY)
  }

  private fireBatch(now: Instant, size: number): Promise<{ clocks: number; events: number }> {
    return this.database.transaction(async (tx) => {
      const rows = await this.store.takeDue(tx, now, size)
      if (rows.length === 0) return { clocks: 0, events: 0 }
      const fired = rows.map((row) => fireRow(row, now))
      const events = fired.flatMap((each) => each.events)
      await this.store.recordFired(tx, fired.map((each) => each.row))
      await writeOutbox(tx, this.config.cityCode, events)
      return { clocks: rows.length, events: events.length }
    })
  }
}

/** The clock decides anew from its row what it owes: an alarm that rang early, late or twice changes nothing. */
function fireRow(row: ClockRow, now: Instant): { row: FiredRow; events: OutgoingEvent[] } {
  const before = clockOf(row)
  const after = fireClock(before, now).reduce<RunningClock>(evolve, before)
  const tell = (type: ClockRungType, at: Instant | null, noticedAt: number | null): OutgoingEvent[] =>
    at === null || noticedAt !== null ? [] : [rungEvent(type, row, at)]
  const noticed = (at: Instant | null, noticedAt: number | null): Instant | null => {
    if (noticedAt !== null) return instant(noticedAt)
    return at === null ? null : now
  }
  return {
    row: {
      id: row.id, takenAt: row.fires_at, firesAt: nextFiresAt(after), lastAt: after.lastAt,
      warnedAt: after.warnedAt, warnedNoticedAt: noticed(after.warnedAt, row.warned_noticed_at),
      overdueAt: after.overdueAt, overdueNoticedAt: noticed(after.overdueAt, row.overdue_noticed_at),
    },
    events: [
      ...tell('clock.warned.v1', after.warnedAt, row.warned_noticed_at),
      ...tell('clock.overdue.v1', after.overdueAt, row.overdue_noticed_at),
    ],
  }
}

function rungEvent(type: ClockRungType, row: ClockRow, at: Instant): OutgoingEvent {
  const data: ClockRung = {
    clockId: row.id, caseId: row.case_id, assignmentId: row.assignment_id, unitId: row.unit_id, subjectId: row.subject_id, kind: row.kind, dueAt: row.due_at, at,
  }
  return { type, subjectId: row.id, at, data }
}
