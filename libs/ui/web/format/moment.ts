import { CITY_UTC_OFFSET_MS, DAY_MS, instantFromIso, plainDateOf, startOfDay, type Instant } from '@tongban/kernel/core'
import type { Language } from '../i18n/strings.js'

/** A moment as a screen has it: ISO text from the API, or an Instant. */
export type Moment = string | Instant

const WEEKDAYS: Record<Language, readonly string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}

export const instantOf = (moment: Moment): Instant => (typeof moment === 'string' ? instantFromIso(moment) : moment)

const wallClock = (at: Instant): string => new Date(at + CITY_UTC_OFFSET_MS).toISOString()

/**
 * A moment on the city's clock.
 * `full` 2026-11-21（周六）14:32:08 · `minute` 2026-11-21 14:32 · `short` 11-21 14:32 · `day` 2026-11-21 · `time` 14:32 · `second` 14:32:08
 */
export function formatMoment(
  moment: Moment,
  style: 'full' | 'minute' | 'short' | 'day' | 'time' | 'second' = 'minute',
  language: Language = 'zh',
): string {
  const at = instantOf(moment)
  const text = wallClock(at)
  switch (style) {
    case 'full':
      return language === 'zh'
        ? `${text.slice(0, 10)}（${weekdayOf(at, 'zh')}）${text.slice(11, 19)}`
        : `${weekdayOf(at, 'en')} ${text.slice(0, 10)} ${text.slice(11, 19)}`
    case 'minute':
      return `${text.slice(0, 10)} ${text.slice(11, 16)}`
    case 'short':
      return `${text.slice(5, 10)} ${text.slice(11, 16)}`
    case 'day':
      return text.slice(0, 10)
    case 'time':
      return text.slice(11, 16)
    case 'second':
      return text.slice(11, 19)
  }
}

export const weekdayOf = (moment: Moment, language: Language = 'zh'): string =>
  WEEKDAYS[language][new Date(instantOf(moment) + CITY_UTC_OFFSET_MS).getUTCDay()] ?? ''

/** As short as it stays clear beside the present: today `17:10`, tomorrow `明天 15:10`, this year `11-28 17:30`, else with the year. */
export function formatNear(moment: Moment, now: Instant, language: Language = 'zh'): string {
  const at = instantOf(moment)
  const days = Math.round((startOfDay(plainDateOf(at)) - startOfDay(plainDateOf(now))) / DAY_MS)
  const time = formatMoment(at, 'time')
  if (days === 0) return time
  if (days === 1) return language === 'zh' ? `明天 ${time}` : `tomorrow ${time}`
  if (days === -1) return language === 'zh' ? `昨天 ${time}` : `yesterday ${time}`
  return formatMoment(at, 'day').slice(0, 4) === formatMoment(now, 'day').slice(0, 4)
    ? formatMoment(at, 'short')
    : formatMoment(at, 'minute')
}

/** 0.923 → 92%. */
export const formatPercent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)}%`

/** 1204 → 1,204. */
export const formatCount = (count: number): string => count.toLocaleString('en-US')
