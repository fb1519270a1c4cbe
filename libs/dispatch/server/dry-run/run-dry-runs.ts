import { setImmediate as breathe } from 'node:timers/promises'
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { CaseCorpus, type CorpusCase, type CorpusPosition } from '@tongban/case/contract'
import { Clock, instant, MINUTE_MS, plainDateOf, plus, SECOND_MS, type Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { LOGGER, StoreUnavailable } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { ReplayTally, buildCatalogue, replayCaseOf, replayDispatch, rowsAsOf, type DispatchWorld, type OrgLookups, type ReplayCase } from '../../domain/index.js'
import { CaseRereader } from './case-rereader.js'
import { DryRunStore, type ClaimedDryRun, type DryRunSide } from './dry-run.store.js'

/** Cases of one reading; after each the row hears how far it has come. */
const PAGE = 2_500
/** Cases planned before the process attends to something else: a few milliseconds. */
const SLICE = 250
/** A process that has not been heard of for so long has lost its run. */
const LOST_AFTER_MS = 30 * SECOND_MS
const MOST_ATTEMPTS = 3
/** Ten times what the largest one takes. */
const AT_MOST_MS = 10 * MINUTE_MS

const GIVEN_UP = '后台进程中断了三次，没有再试；请重新发起'
const TOO_LONG = '超过十分钟没有跑完，已停止；请缩小范围再试'
const BROKEN = '试运行出错，已停止；请把时间和编号告诉管理员'

type Ending = { readonly kind: 'done' } | { readonly kind: 'lost' } | { readonly kind: 'stopping' } | { readonly kind: 'too_long'; readonly done: number }

/** Plays a dry run that waits, page by page. Safe in several processes at once: the row says whose it is, and each page asks. */
@Injectable()
export class RunDryRuns implements OnModuleDestroy {
  private stopping = false

  constructor(
    @Inject(DryRunStore) private readonly store: DryRunStore,
    @Inject(CaseCorpus) private readonly corpus: CaseCorpus,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CaseRereader) private readonly rereader: CaseRereader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true
  }

  /** Returns whether there was one. Ends: with a result, a failure, or because it is somebody else's now. */
  async runNext(): Promise<boolean> {
    if (this.stopping) return false
    const now = this.clock.now()
    const run = await this.store.claim(now, plus(now, -LOST_AFTER_MS), MOST_ATTEMPTS, GIVEN_UP)
    if (run === null) return false
    try {
      const ending = await this.play(run, now)
      if (ending.kind === 'stopping') await this.store.handBack(run)
      if (ending.kind === 'too_long') await this.store.fail(run, this.clock.now(), TOO_LONG, ending.done)
    } catch (error) {
      // A store that is away takes the news of it neither: the row grows stale and is taken up again, three times at most.
      if (error instanceof StoreUnavailable) throw error
      this.logger.error({ err: error, dryRunId: run.id }, 'dry run failed')
      await this.store.fail(run, this.clock.now(), BROKEN, 0)
    }
    return true
  }

  private async play(run: ClaimedDryRun, began: Instant): Promise<Ending> {
    const { request, candidate } = run
    const org = this.org as OrgLookups
    const [before, after] = [this.world(candidate.before, org, began, false), this.world(candidate.after, org, began, true)]
    const tally = new ReplayTally()
    let done = 0
    for (let page = await this.page(run, null, request.newest); page.length > 0; ) {
      const left = request.newest - done - page.length
      // The store reads the next page while this one is planned; a page that fails is told where it is awaited.
      const next = left > 0 && page.length === Math.min(PAGE, left + page.length) ? this.page(run, page.at(-1) ?? null, left) : Promise.resolve([])
      next.catch(() => undefined)
      for (let from = 0; from < page.length; from += SLICE) {
        replayDispatch(page.slice(from, from + SLICE).map((item) => this.caseOf(item, request.reresolve, org)), before, after, tally)
        await breathe()
        if (this.stopping) return { kind: 'stopping' }
      }
      done += page.length
      const now = this.clock.now()
      if (!(await this.store.heard(run, now, done, request.newest))) return { kind: 'lost' }
      if (now - began > AT_MOST_MS) return { kind: 'too_long', done }
      page = await next
    }
    await this.store.finish(run, this.clock.now(), tally.result())
    return { kind: 'done' }
  }

  private page({ request: { filedSince, filedBefore } }: ClaimedDryRun, before: CorpusPosition | null, left: number): Promise<readonly CorpusCase[]> {
    return this.corpus.page({
      before: before === null ? null : { filedAt: before.filedAt, id: before.id },
      ...(filedSince === null ? {} : { filedSince: instant(Date.parse(filedSince)) }),
      ...(filedBefore === null ? {} : { filedBefore: instant(Date.parse(filedBefore)) }),
      limit: Math.min(PAGE, left),
    })
  }

  private world({ rows, version, automaticThreshold }: DryRunSide, org: OrgLookups, at: Instant, withUpcoming: boolean): DispatchWorld {
    return { catalogue: buildCatalogue(rowsAsOf(rows, plainDateOf(at), { withUpcoming }), version), org, thresholds: { automatic: automaticThreshold } }
  }

  private caseOf(item: CorpusCase, reresolve: boolean, org: OrgLookups): ReplayCase {
    return reresolve ? this.rereader.reread(item, org) : replayCaseOf(item, org)
  }
}
