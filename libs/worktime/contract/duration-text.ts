import { assertNever } from '@tongban/kernel/core'
import type { Duration } from './duration.schema.js'

/** A limit as a notice would write it: 30 分钟 · 24 小时 · 2 个工作小时 · 5 个工作日 · 15 个自然日. */
export function durationText({ amount, unit }: Duration): string {
  switch (unit) {
    case 'minute':
      return amount % 60 === 0 ? `${amount / 60} 小时` : `${amount} 分钟`
    case 'work_minute':
      return amount % 60 === 0 ? `${amount / 60} 个工作小时` : `${amount} 个工作分钟`
    case 'work_day':
      return `${amount} 个工作日`
    case 'calendar_day':
      return `${amount} 个自然日`
    default:
      return assertNever(unit)
  }
}
