import { Inject, Injectable } from '@nestjs/common'
import { Clock, instant, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { Database, LOGGER, PlatformConfig, StoreUnavailable, SystemClock, writeOutbox, type OutgoingEvent } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { CLOCK_LADDER_TYPE, type ClockLadderEvent, type ClockRung, type ClockRungType } from '../../contract/index.js'
import { evolve, fireClock, isOpen, nextFiresAt, nextRungOf, owedAtEnd, type Clock as RunningClock } from '../../domain/index.js'
import { ClockLadders } from '../clock-ladders.js'
import { clockOf, type ClockRow, type ReachedRung } from '../persistence/clock-row.mapper.js'
import { ClockStore, type FiredRow } from '../persistence/clock.store.js'

const BATCH = 500
/** When a clock that could not be told is tried again. */
const AGAIN_MS = MINUTE_MS

type Fired = { readonly clocks: number; readonly events: number }

/**
 * Tells what fell due: warnings, overdues, rungs of the ladder. A row and its events are one transaction, so however many workers call, are killed,
 * or call again, each leaves once. What a settling commit found owed is a fact already; it is only told here.
 */
@Injectable()
export class FireClocks {
  /** Clocks this process could not tell, and until when it leaves them: what is broken in one of them must not silence those behind it. */
  private readonly aside = new Map<string, Instant>()

  constructor(
    @Inject(ClockStore) private readonly store: ClockStore,
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ClockLadders) private readonly ladders: ClockLadders,
    @Inject(LOGGER) private readonly logger: Logger,
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
  async fireDue(): Promise<number> {
    return this.fire(await this.dueBy(), Number.POSITIVE_INFINITY)
  }

  /**
   * A machine whose clock runs ahead must not tell early what may yet be done in time: where time is the machine's, the store's clock has the last
   * word. One that runs behind is covered by the others.
   */
  private async dueBy(): Promise<Instant> {
    const now = this.clock.now()
    return this.clock instanceof SystemClock ? instant(Math.min(now, await this.store.presentOfStore())) : now
  }

  /** All of a batch together; when that fails each alone, and the one that fails alone is left aside. */
  private async fireBatch(now: Instant, size: number): Promise<Fired> {
    for (const [id, until] of this.aside) if (until <= now) this.aside.delete(id)
    try {
      return await this.fireSome(now, size)
    } catch (error) {
      // A store that is away is away for each of them.
      if (error instanceof StoreUnavailable) throw error
      return this.fireEach(now, size)
    }
  }

  private async fireEach(now: Instant, size: number): Promise<Fired> {
    let events = 0
    for (let clocks = 0; clocks < size; clocks += 1) {
      const taken: string[] = []
      try {
        const fired = await this.fireSome(now, 1, (id) => taken.push(id))
        if (fired.clocks === 0) return { clocks, events }
        events += fired.events
      } catch (error) {
        const [clockId] = taken
        if (clockId === undefined || error instanceof StoreUnavailable) throw error
        this.aside.set(clockId, plus(now, AGAIN_MS))
        this.logger.error({ err: error, clockId }, 'a clock cannot be told and is left aside for a while')
      }
    }
    return { clocks: size, events }
  }

  private fireSome(now: Instant, size: number, onTaken: (id: string) => unknown = () => undefined): Promise<Fired> {
    return this.database.transaction(async (tx) => {
      const rows = await this.store.takeDue(tx, now, size, [...this.aside.keys()])
      if (rows.length === 0) return { clocks: 0, events: 0 }
      onTaken(rows[0]?.id ?? '')
      await this.ladders.know(rows)
      const laidOut = await this.ladders.layOut(rows)
      const whole = rows.map((row) => ({ ...row, ...laidOut.get(row.id) }))
      const fired = whole.map((row) => fireRow(row, now))
      const events = whole.flatMap((row, index) => this.eventsOf(row, fired[index]))
      await this.store.recordFired(tx, fired)
      await writeOutbox(tx, this.config.cityCode, events)
      return { clocks: rows.length, events: events.length }
    })
  }

  /** What was not told before, in the order of its moments; an overdue before the rung that comes with it. */
  private eventsOf(row: ClockRow, fired: FiredRow | undefined): OutgoingEvent[] {
    if (fired === undefined) return []
    const tell = (type: ClockRungType, at: Instant | null, noticedAt: number | null): OutgoingEvent[] =>
      at === null || noticedAt !== null ? [] : [{ type, subjectId: row.id, at, data: rungData(row, at) }]
    const noticed = new Set(row.rungs.filter(({ noticedAt }) => noticedAt !== null).map(({ code }) => code))
    return [
      ...tell('clock.warned.v1', fired.warnedAt, row.warned_noticed_at),
      ...tell('clock.overdue.v1', fired.overdueAt, row.overdue_noticed_at),
      ...fired.rungs.filter(({ code }) => !noticed.has(code)).flatMap((reached) => this.ladderEvent(row, reached)),
    ].sort((a, b) => a.at - b.at)
  }

  private ladderEvent(row: ClockRow, { code, at, policyVersion }: ReachedRung): OutgoingEvent[] {
    const rung = this.ladders.rungOf(policyVersion, code)
    if (rung === null) throw new Error(`Policy ${policyVersion} has no rung ${code}, which clock ${row.id} has reached`)
    const { name, offset, actions } = rung
    const data: ClockLadderEvent = { ...rungData(row, at), serviceClass: row.service_class, policyVersion, rung: { code, name, offset, actions } }
    return [{ type: CLOCK_LADDER_TYPE, subjectId: row.id, at, data }]
  }
}

/** The clock decides anew from its row what it owes: an alarm that rang early, late or twice changes nothing. */
function fireRow(row: ClockRow, now: Instant): FiredRow {
  const ladder = row.ladder ?? []
  const before = clockOf(row, ladder)
  const events = isOpen(before) ? fireClock(before, now) : owedAtEnd(before)
  const after = isOpen(before) ? events.reduce<RunningClock>(evolve, before) : before
  const reached = events.flatMap((event) => (event.type === 'clock.rung_reached.v1' ? [{ code: event.code, at: event.at, noticedAt: null, policyVersion: row.policy_version }] : []))
  const noticed = (at: Instant | null, noticedAt: number | null): Instant | null => {
    if (noticedAt !== null) return instant(noticedAt)
    return at === null ? null : now
  }
  const rungs = [...row.rungs, ...reached]
  return {
    id: row.id, takenAt: row.fires_at, firesAt: nextFiresAt(after), lastAt: after.lastAt,
    warnedAt: after.warnedAt, warnedNoticedAt: noticed(after.warnedAt, row.warned_noticed_at),
    overdueAt: after.overdueAt, overdueNoticedAt: noticed(after.overdueAt, row.overdue_noticed_at),
    rungs: rungs.map((each) => ({ ...each, noticedAt: each.noticedAt ?? now })), ladder, rungAt: nextRungOf({ ladder, rungs })?.at ?? null,
  }
}

/** `dueAt`: as it is now; a clock that was moved before it could tell says so by it. */
const rungData = (row: ClockRow, at: Instant): ClockRung => ({
  clockId: row.id, caseId: row.case_id, assignmentId: row.assignment_id, unitId: row.unit_id, subjectId: row.subject_id, kind: row.kind, dueAt: row.due_at, at,
})
