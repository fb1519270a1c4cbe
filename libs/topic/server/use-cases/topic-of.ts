import { addDays, plainDateOf, type PlainDate } from '@tongban/kernel/core'
import { nameOf, recusedUnitsOf, topicTrend, townshipsOfTopic, type Background, type CodeCount, type FoundTopic, type TrendShape } from '../../domain/index.js'
import type { StoredTopic } from '../persistence/topic-rows.mapper.js'
import type { WindowCase } from '../window-case.js'
import { WINDOW_DAYS } from './case-window.js'
import type { Season } from './season.js'

const WEEK = 7
export const LEAST_TREND_DAYS = 14
const MOST_PLACES = 20
const MOST_UNITS = 50

type Surroundings = {
  readonly today: PlainDate
  readonly background: Background
  readonly season: Season
  /** A title without the divisions it names. */
  readonly matterOf: (title: string) => string
}

/** A cluster as it is kept and shown. One of a single case has no name: nobody is shown it. */
export function topicOf(
  id: string, { firstAt, lastAt, centroid }: FoundTopic, cases: readonly WindowCase[], { today, background, season, matterOf }: Surroundings,
): StoredTopic & { readonly chance: number; readonly cases: readonly WindowCase[] } {
  const days = daysOf(cases, today)
  const [categoryCode = null] = byCount(cases.map((one) => one.categoryCode))
  const counties = byCount(cases.map((one) => one.countyCode))
  const { trend, growth, chance } = trendOf(days, season.knownDays, season.expectedDays(categoryCode, onlyOf(counties)))
  const recused = recusedUnitsOf(cases)
  // What is about a unit that may see the topic lends no word to its name: that unit would read it.
  const lendsWords = ({ sealed, subjectUnitIds }: WindowCase): boolean => !sealed && subjectUnitIds.every((unitId) => recused.includes(unitId))
  const { title, words } = cases.length > 1 ? nameOf(cases.map((one) => ({ title: matterOf(one.title), sealed: !lendsWords(one) })), background) : { title: '', words: [] }
  return {
    id, open: true, title, words, cases_7: days.slice(-WEEK).reduce((sum, count) => sum + count, 0), cases_30: cases.length, trend, growth, chance, days, category_code: categoryCode,
    county_codes: counties.slice(0, MOST_PLACES), township_codes: townshipsOfTopic(countsOf(cases.map((one) => one.townshipCode)), cases.length).slice(0, MOST_PLACES), unit_ids: byCount(cases.map((one) => one.leadUnitId)).slice(0, MOST_UNITS),
    recused_unit_ids: recused, first_at: firstAt, last_at: lastAt, centroid, cases,
  }
}

/** Days before the city's first case are not known: two weeks must be, before anything can be called growing. */
export function trendOf(days: readonly number[], knownDays: number, expected: readonly number[] | null): TrendShape {
  if (knownDays < LEAST_TREND_DAYS) return { trend: 'steady', growth: 1, chance: 1 }
  return topicTrend(days.slice(-knownDays), expected?.slice(-knownDays) ?? null)
}

/** Cases a day, the newest last. */
function daysOf(cases: readonly WindowCase[], today: PlainDate): number[] {
  const counts = new Map<PlainDate, number>()
  for (const { filedAt } of cases) counts.set(plainDateOf(filedAt), (counts.get(plainDateOf(filedAt)) ?? 0) + 1)
  return Array.from({ length: WINDOW_DAYS }, (_, index) => counts.get(addDays(today, index + 1 - WINDOW_DAYS)) ?? 0)
}

/** The season of a topic is that of its county where it is in one. */
export const onlyOf = (codes: readonly string[]): string | null => (codes.length === 1 ? (codes[0] ?? null) : null)

/** The most frequent first. */
export const byCount = (values: readonly (string | null)[]): string[] => countsOf(values).map(({ code }) => code)

function countsOf(values: readonly (string | null)[]): CodeCount[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([code, cases]) => ({ code, cases }))
}
