import { Inject, Injectable } from '@nestjs/common'
import { Clock, IdGen, type Instant } from '@tongban/kernel/core'
import { Database, LOGGER, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { carryIdentity, findTopicsInSteps, type FoundTopics, type KnownTopic, type Steps } from '../../domain/index.js'
import { RunStore } from '../persistence/run.store.js'
import type { StoredTopic } from '../persistence/topic-rows.mapper.js'
import { TopicStore } from '../persistence/topic.store.js'
import { TopicPlaces } from '../topic-places.js'
import type { WindowCase } from '../window-case.js'
import { CaseWindows, DayCounts, type CaseWindow } from './case-window.js'
import { Season, seasonOf } from './season.js'
import { topicOf } from './topic-of.js'

const ROWS_AT_ONCE = 500

export type ClusteredWindow = { readonly at: Instant; readonly window: CaseWindow; readonly topics: readonly (StoredTopic & { readonly chance: number; readonly cases: readonly WindowCase[] })[]; readonly season: Season }
type Known = { readonly revision: number; readonly ids: ReadonlySet<string> }

/** Another process has clustered the window meanwhile: its result stands. */
class Overtaken extends Error {}

@Injectable()
export class TopicSurroundings {
  constructor(
    @Inject(RunStore) readonly runs: RunStore,
    @Inject(TopicStore) readonly topics: TopicStore,
    @Inject(TopicPlaces) readonly places: TopicPlaces,
  ) {}
}

/**
 * Clusters the last thirty days anew from PostgreSQL: what the consumer has put together case by case is corrected, topics keep their identity when
 * their cases do, and everything kept about them can be thrown away and made again. Killed, it has changed nothing; the next run begins anew.
 */
@Injectable()
export class ClusterWindow {
  constructor(
    @Inject(CaseWindows) private readonly windows: CaseWindows,
    @Inject(TopicSurroundings) private readonly stores: TopicSurroundings,
    @Inject(Database) private readonly database: Database,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Null when another process was faster. */
  async cluster(): Promise<ClusteredWindow | null> {
    const at = this.clock.now()
    const { runs, topics } = this.stores
    const last = await runs.last()
    const before = last?.revision ?? 0
    const revision = await runs.nextRevision()
    const window = await this.windows.read(at)
    const oldest = window.cases.at(-1)
    const known = withSettled(await topics.known(oldest?.filedAt ?? at), window, last?.at ?? at)
    const found = await inBetweenOthers(findTopicsInSteps(window.cases))
    const history = (await runs.firstDay()) === null ? await this.windows.history(window.wholeFrom) : []
    const season = await this.seasonWith(window, history)
    const given = carryIdentity(found.topics.map(({ caseIds }) => caseIds), known)
    const made = this.rowsOf(found, given, window, season)
    try {
      await this.database.transaction(async (tx) => {
        if (!(await runs.finish(tx, at, found.background, revision, before))) throw new Overtaken()
        await this.writeDays(tx, window, history)
        await this.write(tx, made, { revision, ids: new Set(known.map(({ id }) => id)) })
      })
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      this.logger.info({}, 'topics: another process has clustered the window')
      return null
    }
    return { at, window, topics: made.filter(({ cases }) => cases.length > 1), season }
  }

  private rowsOf(found: FoundTopics, given: readonly (string | null)[], window: CaseWindow, season: Season): ClusteredWindow['topics'] {
    const byId = new Map(window.cases.map((one) => [one.id, one]))
    return found.topics.map((topic, index) => {
      const cases = topic.caseIds.flatMap((id) => byId.get(id) ?? [])
      return topicOf(given[index] ?? this.ids.next(), topic, cases, { today: window.today, background: found.background, season, matterOf: (title) => this.stores.places.matterOf(title) })
    })
  }

  private async write(tx: Tx, made: ClusteredWindow['topics'], known: Known): Promise<void> {
    // Of one case, and known already: nothing about it has changed.
    const changed = made.filter(({ id, cases }) => cases.length > 1 || !known.ids.has(id))
    for (let at = 0; at < changed.length; at += ROWS_AT_ONCE) {
      await this.stores.topics.put(tx, changed.slice(at, at + ROWS_AT_ONCE).map(({ cases: _cases, chance: _chance, ...row }) => row))
    }
    const placings = made.flatMap(({ id, cases }) =>
      cases.map(({ id: caseId, filedAt, countyCode, townshipCode, categoryCode }) => ({ caseId, topicId: id, filedAt, countyCode, townshipCode, categoryCode })),
    )
    for (let at = 0; at < placings.length; at += 4 * ROWS_AT_ONCE) await this.stores.topics.place(tx, placings.slice(at, at + 4 * ROWS_AT_ONCE), true)
    await this.stores.topics.closeOthers(tx, made.map(({ id }) => id), known.revision)
  }

  private async writeDays(tx: Tx, window: CaseWindow, history: Awaited<ReturnType<CaseWindows['history']>>): Promise<void> {
    const first = history.reduce((day, row) => (row.day < day ? row.day : day), window.wholeFrom)
    if (history.length > 0) await this.stores.runs.replaceDays(tx, history, first, window.wholeFrom)
    await this.stores.runs.replaceDays(tx, daysOf(window), window.wholeFrom, window.today)
  }

  /** The days counted before with those of the window as they are now. */
  private async seasonWith(window: CaseWindow, history: Awaited<ReturnType<CaseWindows['history']>>): Promise<Season> {
    const settings = await this.stores.runs.settings()
    const wanted = seasonOf.days(window.today).filter((day) => day < window.wholeFrom)
    const stored = history.length > 0 ? history.filter(({ day }) => wanted.includes(day)) : await this.stores.runs.days(wanted)
    const counted = daysOf(window)
    // Nothing was counted before the first case: those days are not known, and not zero.
    const days = [...history, ...counted].map(({ day }) => day).concat((await this.stores.runs.firstDay()) ?? [])
    return new Season([...stored, ...counted], days.reduce((first, day) => (day < first ? day : first), window.today), window.today, settings)
  }
}

/** Which cases of a topic the last run had put together; those filed since were added to it one by one. */
function withSettled(known: readonly KnownTopic[], { cases }: CaseWindow, lastAt: Instant): KnownTopic[] {
  const settled = new Set(cases.filter(({ filedAt }) => filedAt < lastAt).map(({ id }) => id))
  return known.map(({ id, caseIds }) => ({ id, caseIds, settledIds: caseIds.filter((caseId) => settled.has(caseId)) }))
}

function daysOf({ cases, wholeFrom }: CaseWindow): ReturnType<DayCounts['rows']> {
  const counts = new DayCounts()
  for (const one of cases) counts.add(one)
  return counts.rows().filter(({ day }) => day >= wholeFrom)
}

/** The worker has alarms to ring beside this: it takes a breath after every piece. */
async function inBetweenOthers<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
