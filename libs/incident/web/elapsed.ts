import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '@tongban/kernel/core'
import type { Text } from '@tongban/ui/web'

type SpanKey = 'head.minutes' | 'head.hours' | 'head.days'

/** How long since, as people say it: minutes, hours, days. */
export function elapsedText(text: Text<SpanKey>, from: Instant, now: Instant): string {
  const passed = Math.max(0, now - from)
  if (passed < HOUR_MS) return text('head.minutes', { count: Math.floor(passed / MINUTE_MS) })
  if (passed < 48 * HOUR_MS) return text('head.hours', { count: Math.floor(passed / HOUR_MS), minutes: Math.floor((passed % HOUR_MS) / MINUTE_MS) })
  return text('head.days', { count: Math.floor(passed / (24 * HOUR_MS)) })
}

/** `9:05` until a moment; null once it has come. */
export function countdown(until: Instant, now: Instant): string | null {
  const left = until - now
  if (left <= 0) return null
  const seconds = Math.ceil(left / SECOND_MS)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
