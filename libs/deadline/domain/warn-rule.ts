import { MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import type { ClockKind } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { subtractWorkMinutes } from '@tongban/worktime/domain'

/** How long before the due moment a clock warns. `longerThanMinutes` is compared with the limit, a day of either kind taken as 24 hours. */
export type WarnRule = {
  /** Null is every kind. */
  readonly kinds: readonly ClockKind[] | null
  readonly counts: 'working' | 'round_the_clock' | 'any'
  readonly longerThanMinutes: number
  readonly before: { readonly amount: number; readonly unit: 'minute' | 'work_minute' }
}

export type WarnQuestion = { readonly kind: ClockKind; readonly limit: Duration; readonly startedAt: Instant; readonly dueAt: Instant }

/** The warning moment, or null when no rule matches or the warning would come no later than the start. */
export function warnAtOf(
  rules: readonly WarnRule[],
  calendar: WorkCalendar,
  { kind, limit, startedAt, dueAt }: WarnQuestion,
): Instant | null {
  const counts = isWorkingUnit(limit.unit) ? 'working' : 'round_the_clock'
  const minutes = nominalMinutes(limit)
  const rule = rules.find(
    (each) =>
      (each.kinds === null || each.kinds.includes(kind)) &&
      (each.counts === 'any' || each.counts === counts) &&
      minutes > each.longerThanMinutes,
  )
  if (rule === undefined) return null
  const warnAt = momentBefore(calendar, dueAt, rule.before)
  return warnAt !== null && warnAt > startedAt ? warnAt : null
}

function momentBefore(calendar: WorkCalendar, dueAt: Instant, { amount, unit }: WarnRule['before']): Instant | null {
  if (unit === 'minute') return plus(dueAt, -amount * MINUTE_MS)
  const moment = subtractWorkMinutes(calendar, dueAt, amount)
  return moment.ok ? moment.value : null
}

const nominalMinutes = ({ amount, unit }: Duration): number => (unit === 'minute' || unit === 'work_minute' ? amount : amount * 24 * 60)
