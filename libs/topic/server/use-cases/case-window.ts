import { Inject, Injectable } from '@nestjs/common'
import { CaseCorpus, type CorpusPosition } from '@tongban/case/contract'
import { addDays, plainDateOf, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import type { DayCount } from '../../domain/index.js'
import { TopicPlaces } from '../topic-places.js'
import { windowCase, type WindowCase } from '../window-case.js'

export const WINDOW_DAYS = 30
/** A window never holds more: of a city that has more in thirty days, the newest: what is held stays bounded. */
export const MOST_WINDOW_CASES = 70_000
const PAGE = 5_000
const HISTORY_DAYS = 3 * 366 + 100
const MOST_HISTORY_PAGES = 300

export type CaseWindow = {
  /** The newest first. */
  readonly cases: readonly WindowCase[]
  readonly today: PlainDate
  /** The first day of which all cases are there. */
  readonly wholeFrom: PlainDate
}

/** The cases of the last thirty days, and once the days of the years before; page by page from the store. */
@Injectable()
export class CaseWindows {
  constructor(
    @Inject(CaseCorpus) private readonly corpus: CaseCorpus,
    @Inject(TopicPlaces) private readonly places: TopicPlaces,
  ) {}

  async read(now: Instant): Promise<CaseWindow> {
    const today = plainDateOf(now)
    const from = addDays(today, 1 - WINDOW_DAYS)
    const cases: WindowCase[] = []
    for (let before: CorpusPosition | null = null; cases.length < MOST_WINDOW_CASES; ) {
      const page = await this.corpus.page({ before, filedSince: startOfDay(from), limit: PAGE })
      for (const one of page) cases.push(windowCase(one, this.places))
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE) return { cases, today, wholeFrom: from }
      before = { filedAt: last.filedAt, id: last.id }
    }
    const oldest = cases.at(-1)
    return { cases, today, wholeFrom: oldest === undefined ? from : addDays(plainDateOf(oldest.filedAt), 1) }
  }

  /** What was counted on the days before, up to three years back; nothing but the counts is held. */
  async history(before: PlainDate): Promise<DayCount[]> {
    const counts = new DayCounts()
    let position: CorpusPosition | null = null
    for (let pages = 0; pages < MOST_HISTORY_PAGES; pages += 1) {
      const page = await this.corpus.page({ before: position, filedSince: startOfDay(addDays(before, -HISTORY_DAYS)), filedBefore: startOfDay(before), limit: PAGE })
      for (const one of page) counts.add(windowCase({ ...one, title: '', description: '', placeText: '' }, this.places))
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE) break
      position = { filedAt: last.filedAt, id: last.id }
    }
    return counts.rows()
  }
}

/** Cases by day, category and place. */
export class DayCounts {
  private readonly found = new Map<string, { -readonly [K in keyof DayCount]: DayCount[K] }>()

  add({ filedAt, categoryCode, countyCode, townshipCode, sensitive }: WindowCase): void {
    const row = { day: plainDateOf(filedAt), categoryCode: categoryCode ?? '', countyCode: countyCode ?? '', townshipCode: townshipCode ?? '' }
    const key = [row.day, row.categoryCode, row.countyCode, row.townshipCode].join(' ')
    const known = this.found.get(key) ?? { ...row, cases: 0, sensitive: 0 }
    known.cases += 1
    if (sensitive) known.sensitive += 1
    this.found.set(key, known)
  }

  rows(): DayCount[] {
    return [...this.found.values()]
  }
}
