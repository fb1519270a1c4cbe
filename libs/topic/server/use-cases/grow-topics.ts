import { Inject, Injectable } from '@nestjs/common'
import { addDays, plainDateOf, startOfDay, type PlainDate } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import { expectedDays, townshipsOfTopic } from '../../domain/index.js'
import { RunStore, type Run } from '../persistence/run.store.js'
import { TopicStore, type TopicGrowth } from '../persistence/topic.store.js'
import { WINDOW_DAYS } from './case-window.js'
import { knownDaysOf, MATTER_DIGITS, seasonOf } from './season.js'
import { onlyOf, trendOf } from './topic-of.js'

/** Matters of which a process remembers the season until the next run; there are some thousands in a city. */
const MOST_REMEMBERED = 5_000

/** Takes new cases into their topics, and says at once where these are now and whether they are growing: the next run may be ten minutes away. The cases are placed already. */
@Injectable()
export class GrowTopics {
  private readonly seasons = new Map<string, Promise<readonly number[] | null>>()
  private revision = 0

  constructor(
    @Inject(TopicStore) private readonly topics: TopicStore,
    @Inject(RunStore) private readonly runs: RunStore,
  ) {}

  async grow(tx: Tx, growths: readonly TopicGrowth[]): Promise<void> {
    const run = await this.runs.last()
    const countedFrom = await this.runs.firstDay()
    if (run === null || countedFrom === null) return
    // The days of a topic end with the day of the run: what comes after midnight is counted to it until the next.
    const today = plainDateOf(run.at)
    const since = startOfDay(addDays(today, 1 - WINDOW_DAYS))
    // In one order, whoever grows the same topics at the same time.
    for (const growth of growths.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const grown = await this.topics.grow(tx, growth)
      if (grown === null) continue
      const counts = await this.topics.placesOf(tx, grown.id, since)
      const townships = townshipsOfTopic(counts.flatMap(({ code, cases }) => (code === null ? [] : [{ code, cases }])), counts.reduce((sum, { cases }) => sum + cases, 0))
      const expected = await this.season(run, today, countedFrom, grown.category_code, onlyOf(grown.county_codes))
      await this.topics.reshape(tx, grown.id, { ...trendOf(grown.days, knownDaysOf(today, countedFrom), expected), townships })
    }
  }

  /** As the run reckons it, from the days it has counted. */
  private season(run: Run, today: PlainDate, countedFrom: PlainDate, categoryCode: string | null, countyCode: string | null): Promise<readonly number[] | null> {
    if (categoryCode === null || countyCode === null) return Promise.resolve(null)
    if (this.revision !== run.revision || this.seasons.size >= MOST_REMEMBERED) this.seasons.clear()
    this.revision = run.revision
    const matter = categoryCode.slice(0, MATTER_DIGITS)
    const key = `${matter} ${countyCode}`
    const known = this.seasons.get(key)
    if (known !== undefined) return known
    const read = this.runs.daysOfMatter(matter, countyCode, seasonOf.days(today)).then((counts) => (counts.size === 0 ? null : expectedDays(counts, today, WINDOW_DAYS, countedFrom)))
    this.seasons.set(key, read)
    // What could not be read is asked for again.
    read.catch(() => this.seasons.delete(key))
    return read
  }
}
