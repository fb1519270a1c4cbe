import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '@tongban/kernel/core'
import { instantOf, type Language, type Moment } from '@tongban/ui/web'

/** How long ago, in at most two parts: 2 天 3 小时 · 45 分 · 2 d 3 h. Under a minute is told as one. */
export function elapsedText(since: Moment, now: Instant, language: Language): string {
  const ms = Math.max(MINUTE_MS, now - instantOf(since))
  const words = language === 'zh' ? ([' 天', ' 小时', ' 分'] as const) : ([' d', ' h', ' min'] as const)
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const parts: readonly (readonly [number, string])[] =
    days > 0
      ? [
          [days, words[0]],
          [hours, words[1]],
        ]
      : [
          [hours, words[1]],
          [minutes, words[2]],
        ]
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, word]) => `${amount}${word}`)
    .join(' ')
}
