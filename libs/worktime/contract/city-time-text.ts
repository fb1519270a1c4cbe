import { CITY_UTC_OFFSET_MS, DAY_MS, type Instant, type PlainDate } from '@tongban/kernel/core'

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
export function isoWeekdayOf(date: PlainDate): number {
  const dayNumber = Date.parse(`${date}T00:00:00Z`) / DAY_MS
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1
}

/** 周一 … 周日. */
export const weekdayText = (date: PlainDate): string => WEEKDAYS[isoWeekdayOf(date) - 1] ?? ''

/** A day with its weekday: 2026-11-20（周五）. */
export const dayText = (date: PlainDate): string => `${date}（${weekdayText(date)}）`

/** Time of day on the city's clock, minutes cut off: 16:00. */
export const timeOfDayText = (at: Instant): string => new Date(at + CITY_UTC_OFFSET_MS).toISOString().slice(11, 16)

/** A moment on the city's clock, to the minute: 2026-11-20（周五）16:00. */
export function momentText(at: Instant): string {
  const wallClock = new Date(at + CITY_UTC_OFFSET_MS).toISOString()
  return `${dayText(wallClock.slice(0, 10) as PlainDate)}${wallClock.slice(11, 16)}`
}

/** Minutes since midnight as a wall clock shows them: 510 → 08:30, 1440 → 24:00. */
export function minuteOfDayText(minuteOfDay: number): string {
  const pad = (part: number): string => String(part).padStart(2, '0')
  return `${pad(Math.floor(minuteOfDay / 60))}:${pad(minuteOfDay % 60)}`
}
