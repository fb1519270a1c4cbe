import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock, plus } from '@tongban/kernel/core'
import { Background, LOGGER, StoreUnavailable } from '@tongban/platform/server'
import { CALENDAR_STALE_MS, WorkCalendars } from '@tongban/worktime/contract'
import type { Logger } from 'pino'
import { concernsCase } from './calendar-scopes.js'
import type { ClockRow } from './persistence/clock-row.mapper.js'
import { RecountClocks, type Recounted, type RecountOfCase } from './recount-clocks.js'
import { RecountStore, type RecountJob } from './recount-store.js'

const PAGE = 100
const EVERY_MS = 5_000
/** Pages of one run; the next run goes on. */
const PAGES_A_RUN = 50
const TRIES = 3
/** So often a page is repeated for one case. */
const MOST_FAILURES = 5
/** By then no process starts a clock by the calendar there was before: one that did so a moment ago has its clock among those counted anew. */
const SETTLED_MS = 2 * CALENDAR_STALE_MS

/** What counting needs, as one dependency. */
@Injectable()
export class RecountParts {
  constructor(
    @Inject(RecountStore) readonly store: RecountStore,
    @Inject(RecountClocks) readonly recounts: RecountClocks,
    @Inject(CaseLookup) readonly cases: CaseLookup,
    @Inject(CaseCommands) readonly commands: CaseCommands,
    @Inject(WorkCalendars) readonly calendars: WorkCalendars,
    @Inject(SystemPrincipal) readonly system: SystemPrincipal,
  ) {}
}

/**
 * Works changed calendars through, case by case, in the order they were asked for. The row says how far: a worker that is killed repeats a page at most,
 * and each case takes a change once, by its idempotency key. Cases of which nothing moves are left alone, so only what moved leaves a trace.
 */
@Injectable()
export class RecountChangedCalendars implements OnModuleInit {
  private readonly failures = new Map<string, number>()

  constructor(
    @Inject(RecountParts) private readonly parts: RecountParts,
    @Inject(Background) private readonly background: Background,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.background.registerTask({ name: 'deadline.recount', everyMs: EVERY_MS, run: () => this.run() })
  }

  /** Returns how many cases were counted anew. */
  async run(): Promise<number> {
    let cases = 0
    for (let page = 0; page < PAGES_A_RUN; page += 1) {
      const done = await this.page()
      if (done === null) break
      cases += done
    }
    return cases
  }

  /** Null when there is nothing to do. The row stays locked over its page, so two workers never count the same page. */
  private page(): Promise<number | null> {
    return this.parts.store.transaction(async (tx) => {
      const job = await this.parts.store.take(tx, plus(this.clock.now(), -SETTLED_MS))
      if (job === null) return null
      await this.parts.calendars.freshen()
      const ids = await this.parts.store.openCases(job.last_case_id, PAGE)
      const { cases, clocks } = await this.recountPage(job, ids)
      const isLast = ids.length < PAGE
      await this.parts.store.advance(tx, job.change_id, { lastCaseId: ids.at(-1) ?? null, doneAt: isLast ? this.clock.now() : null, cases, clocks })
      const progress = { changeId: job.change_id, cases: job.cases + cases, clocks: job.clocks + clocks }
      this.logger.info(progress, isLast ? 'running clocks counted anew by the changed calendar' : 'counting running clocks anew')
      return cases
    })
  }

  private async recountPage(job: RecountJob, ids: readonly string[]): Promise<{ cases: number; clocks: number }> {
    const rows = await this.parts.store.clocksOf(ids)
    const snapshots = ids.length === 0 ? [] : await this.parts.cases.snapshots(ids)
    let cases = 0
    let clocks = 0
    for (const snapshot of snapshots) {
      if (!job.scopes.some((scope) => concernsCase(snapshot, scope))) continue
      const moved = await this.recountCase(job, snapshot, rows.get(snapshot.id) ?? []).catch((error: unknown) => this.failed(job, snapshot.id, error))
      cases += moved > 0 ? 1 : 0
      clocks += moved
    }
    return { cases, clocks }
  }

  /** The page is repeated a few times for a case that fails; then it is left as it was, for it must not hold up all the others and every later change. */
  private failed(job: RecountJob, caseId: string, error: unknown): number {
    const key = `${job.change_id}:${caseId}`
    const times = (this.failures.get(key) ?? 0) + 1
    if (error instanceof StoreUnavailable || times < MOST_FAILURES) {
      this.failures.set(key, times)
      throw error
    }
    this.failures.delete(key)
    this.logger.error({ err: error, caseId, changeId: job.change_id }, 'clocks of a case cannot be counted anew and stay as they were')
    return 0
  }

  /** How many of its clocks moved. Throws when the case changes faster than it is counted: the page is then repeated. */
  private async recountCase(job: RecountJob, seen: CaseSnapshot, known: readonly ClockRow[]): Promise<number> {
    let snapshot: CaseSnapshot | undefined = seen
    let rows = known
    for (let tries = 0; tries < TRIES && snapshot !== undefined; tries += 1) {
      const recounted = await this.movedOf(job, snapshot, rows)
      if (recounted === null) return 0
      const outcome = await this.give(job, snapshot, recounted)
      if (outcome !== 'again') return outcome === 'given' ? recounted.clocks.length : 0
      // Somebody acted on the case meanwhile: counted by what is true now.
      ;[snapshot] = await this.parts.cases.snapshots([seen.id])
      rows = (await this.parts.store.clocksOf([seen.id])).get(seen.id) ?? []
    }
    throw new Error(`Case ${seen.id} changed while its clocks were counted anew for ${job.change_id}`)
  }

  private async movedOf({ reason }: RecountJob, snapshot: CaseSnapshot, rows: readonly ClockRow[]): Promise<Recounted | null> {
    const counted = await this.parts.recounts.count(snapshot, rows, { at: this.clock.now(), reason })
    if (counted.ok) return movedIn(counted.value, rows)
    this.logger.warn({ caseId: snapshot.id, refusal: counted.refusal.code }, 'clocks not counted anew')
    return null
  }

  private async give({ change_id, reason }: RecountJob, { id: caseId, version }: CaseSnapshot, recounted: Recounted): Promise<'given' | 'again' | 'refused'> {
    const key = `${change_id}:${caseId}`
    const body = { version, reason: `工作日历调整：${reason}`.slice(0, 500), recounted }
    const result = await this.parts.commands.execute('recount', { caseId }, body, this.parts.system.principal(), {
      // The key says all there is to ask: a change is given to a case once.
      idempotency: { scope: 'deadline.recount', key, bodyHash: key },
    })
    if (result.ok) return 'given'
    if (result.refusal.code === 'CONFLICT' || result.refusal.code === 'CASE_VERSION_STALE') return 'again'
    this.logger.info({ caseId, refusal: result.refusal.code }, 'clocks not counted anew: the case has moved on')
    return 'refused'
  }
}

/** Only what moves: a due moment, a warning or a rung of the ladder. Null when nothing does. */
function movedIn({ recounted, before }: RecountOfCase, rows: readonly ClockRow[]): Recounted | null {
  const clocks = recounted.clocks.filter((is, at) => {
    const was = before[at]?.clock
    const rungs = rows.find(({ id }) => id === is.clockId)?.ladder ?? null
    return was !== undefined && (was.dueAt !== is.dueAt || was.warnAt !== is.warnAt || (rungs !== null && !sameRungs(rungs, is.rungs)))
  })
  return clocks.length === 0 ? null : { ...recounted, clocks }
}

const sameRungs = (a: readonly { code: string; at: number }[], b: readonly { code: string; at: number }[]): boolean =>
  a.length === b.length && a.every(({ code, at }, index) => b[index]?.code === code && b[index].at === at)
