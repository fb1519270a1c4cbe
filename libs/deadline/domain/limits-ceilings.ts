import type { DutyKind, ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration } from '@tongban/worktime/contract'

export type Ceiling = { readonly limit: Duration; readonly source: string }

const BEIJING = '北京 DB11/T 2021—2022'
const minutes = (amount: number): Duration => ({ amount, unit: 'minute' })
const workDays = (amount: number): Duration => ({ amount, unit: 'work_day' })

/** The longest the norms behind the shipped table allow. A city may have its own: passing one is warned of, not refused. */
const CEILINGS: Readonly<Record<ServiceClass, Readonly<Partial<Record<DutyKind, Ceiling>>>>> = {
  emergency: { dispatch: { limit: minutes(60), source: BEIJING }, promise: { limit: minutes(120), source: BEIJING } },
  livelihood: { dispatch: { limit: minutes(120), source: BEIJING }, promise: { limit: minutes(24 * 60), source: BEIJING } },
  consultation: { promise: { limit: workDays(2), source: '广东：咨询 2 个工作日' } },
  help_suggestion: { promise: { limit: workDays(5), source: '济南、潍坊条例：5 个工作日' } },
  complaint_report: { promise: { limit: workDays(15), source: '广东：投诉举报 15 个工作日' } },
  complex: { promise: { limit: { amount: 15, unit: 'calendar_day' }, source: '北京：复杂疑难诉求 15 日' } },
}

export const ceilingOf = (serviceClass: ServiceClass, kind: DutyKind): Ceiling | null => CEILINGS[serviceClass][kind] ?? null

const DAY_MINUTES = 24 * 60
const WEEK_DAYS = 7
const WORK_DAYS_A_WEEK = 5
/** A short working day: what a working minute takes at least of the clock on the wall. */
const WORK_DAY_MINUTES = 7 * 60

/** About how long a limit takes on the wall clock, in minutes, nights, weekends and no holidays put in: for comparing limits of different units. */
export function wallMinutes({ amount, unit }: Duration): number {
  switch (unit) {
    case 'minute':
      return amount
    case 'calendar_day':
      return amount * DAY_MINUTES
    case 'work_day':
      return (amount * DAY_MINUTES * WEEK_DAYS) / WORK_DAYS_A_WEEK
    case 'work_minute':
      return amount < WORK_DAY_MINUTES ? amount : (amount / WORK_DAY_MINUTES) * ((DAY_MINUTES * WEEK_DAYS) / WORK_DAYS_A_WEEK)
  }
}

/** Positive when the first is the longer; 0 only for limits that are the same. */
export const compareLimits = (a: Duration, b: Duration): number => (a.unit === b.unit ? a.amount - b.amount : wallMinutes(a) - wallMinutes(b) || 1)

/** Longer than the norm allows. A limit in working time stands still over night, so it always passes a ceiling counted round the clock within a day. */
export function passesCeiling(limit: Duration, ceiling: Duration): boolean {
  if (isWorkingUnit(limit.unit) && ceiling.unit === 'minute') return true
  return wallMinutes(limit) > wallMinutes(ceiling)
}
