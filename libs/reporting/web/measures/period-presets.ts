import { addDays, instant, isoOf, plainDate, plainDateOf, plus, startOfDay, DAY_MS, type Instant } from '@tongban/kernel/core'
import {
  assessmentMonthPeriod,
  dayPeriod,
  lastMonthPeriod,
  monthPeriod,
  noonToNoonPeriod,
  weekPeriod,
  type Period,
} from '../../contract/index.js'

export const PERIOD_PRESETS = ['today', 'yesterday', 'noon', 'week', 'month', 'lastMonth', 'assessment', 'custom'] as const
export type PeriodPreset = (typeof PERIOD_PRESETS)[number]

const PERIOD_OF: Readonly<Record<Exclude<PeriodPreset, 'custom'>, (now: Instant) => Period>> = {
  today: dayPeriod,
  yesterday: (now) => dayPeriod(plus(now, -DAY_MS)),
  noon: noonToNoonPeriod,
  week: weekPeriod,
  month: monthPeriod,
  lastMonth: lastMonthPeriod,
  assessment: assessmentMonthPeriod,
}

const isPreset = (text: string): text is PeriodPreset => PERIOD_PRESETS.some((preset) => preset === text)
export const presetOf = (text: string): PeriodPreset => (isPreset(text) ? text : 'month')

/** As the API takes it. `first` and `last` are days as people say them, both inside; unreadable ones fall back to this month. */
export function periodOf(preset: PeriodPreset, first: string, last: string, now: Instant): { from: string; to: string } {
  const period = preset === 'custom' ? customPeriod(first, last, now) : PERIOD_OF[preset](now)
  return { from: isoOf(period.from), to: isoOf(period.to) }
}

function customPeriod(first: string, last: string, now: Instant): Period {
  try {
    const period = { from: startOfDay(plainDate(first)), to: startOfDay(addDays(plainDate(last), 1)) }
    return period.to > period.from ? period : { from: startOfDay(plainDate(last)), to: startOfDay(addDays(plainDate(first), 1)) }
  } catch {
    return monthPeriod(now)
  }
}

/** The days a period shows in its two fields: first and last inside. */
export const daysOf = ({ from, to }: { readonly from: string; readonly to: string }): { first: string; last: string } => ({
  first: plainDateOf(instant(Date.parse(from))),
  last: plainDateOf(instant(Date.parse(to) - 1)),
})
