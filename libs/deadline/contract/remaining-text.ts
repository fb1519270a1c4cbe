import { addDays, DAY_MS, HOUR_MS, MINUTE_MS, plainDateOf, type Instant } from '@tongban/kernel/core'
import { timeOfDayText } from '@tongban/worktime/contract'

/** Time left or gone by, in whole minutes cut off, as parts: for screens in another language than Chinese. */
export type Remaining = { readonly isOverdue: boolean; readonly days: number; readonly hours: number; readonly minutes: number }

export function remainingOf(now: Instant, dueAt: Instant): Remaining {
  const ms = Math.abs(dueAt - now)
  return {
    isOverdue: now >= dueAt,
    days: Math.floor(ms / DAY_MS),
    hours: Math.floor((ms % DAY_MS) / HOUR_MS),
    minutes: Math.floor((ms % HOUR_MS) / MINUTE_MS),
  }
}

/** Nearer than this a countdown is more useful than a time of day, even over midnight. */
const COUNTDOWN_MS = 3 * HOUR_MS

/**
 * A deadline as people say it. Today: 还剩 3 小时 20 分. Tomorrow: 明天 10:30 前. Later: 还剩 2 天 5 小时. Past: 已超期 1 天 2 小时.
 * Days and hours, or hours and minutes: never more than two parts, and no part that is zero.
 */
export function remainingText(now: Instant, dueAt: Instant): string {
  const remaining = remainingOf(now, dueAt)
  const parts = partsText(remaining)
  if (remaining.isOverdue) return parts === '' ? '刚刚超期' : `已超期 ${parts}`
  const isTomorrow = plainDateOf(dueAt) === addDays(plainDateOf(now), 1)
  if (isTomorrow && dueAt - now > COUNTDOWN_MS) return `明天 ${timeOfDayText(dueAt)} 前`
  return parts === '' ? '还剩不足 1 分' : `还剩 ${parts}`
}

function partsText({ days, hours, minutes }: Remaining): string {
  const shown: readonly (readonly [number, string])[] =
    days > 0
      ? [
          [days, '天'],
          [hours, '小时'],
        ]
      : [
          [hours, '小时'],
          [minutes, '分'],
        ]
  return shown
    .filter(([amount]) => amount > 0)
    .map(([amount, word]) => `${amount} ${word}`)
    .join(' ')
}
