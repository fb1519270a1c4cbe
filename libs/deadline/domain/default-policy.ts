import { plainDate } from '@tongban/kernel/core'
import type { ServiceClass } from '@tongban/deadline/contract'
import type { Duration } from '@tongban/worktime/contract'
import type { DeadlinePolicy, PolicyRow } from './deadline-policy.js'
import { DEFAULT_LADDER } from './default-ladder.js'

const minutes = (amount: number): Duration => ({ amount, unit: 'minute' })
const hours = (amount: number): Duration => minutes(amount * 60)
const workHours = (amount: number): Duration => ({ amount: amount * 60, unit: 'work_minute' })
const workDays = (amount: number): Duration => ({ amount, unit: 'work_day' })
const calendarDays = (amount: number): Duration => ({ amount, unit: 'calendar_day' })

const row = (
  serviceClass: ServiceClass,
  dispatch: Duration,
  sign: Duration,
  contact: Duration,
  promise: Duration,
  source: string,
): PolicyRow => ({ serviceClass, limits: { dispatch, sign, contact, promise }, source })

/** The table an installation starts with; each row stays at or below the ceiling its source names. */
export const DEFAULT_POLICY: DeadlinePolicy = {
  version: 1,
  // The shipped holidays begin here: before, working time is not known.
  validFrom: plainDate('2024-01-01'),
  validTo: null,
  rows: [
    //   class              dispatch     sign          contact      promise           source of the ceiling
    row('emergency', minutes(10), minutes(30), minutes(30), hours(2), '北京 DB11/T 2021—2022：紧急诉求 1 小时派单、2 小时反馈'),
    row('livelihood', minutes(30), hours(1), hours(4), hours(24), '北京 DB11/T 2021—2022：水电气热、极端天气 2 小时派单、24 小时反馈'),
    row('consultation', hours(4), workHours(2), hours(24), workDays(1), '广东：咨询 2 个工作日'),
    row('help_suggestion', hours(4), workHours(2), hours(24), workDays(5), '济南、潍坊条例：一律 5 个工作日'),
    row('complaint_report', hours(4), workHours(2), hours(24), workDays(5), '广东：投诉举报 15 个工作日'),
    row('complex', hours(24), workHours(2), hours(24), calendarDays(15), '北京：复杂疑难诉求 15 日'),
  ],
  procedureLimits: { return_window: workHours(4), return_ruling: workHours(4), review: workDays(1), adjudication: workDays(1), arrive: workHours(2), callback: workDays(3) },
  overrides: [],
  ladder: DEFAULT_LADDER,
  // A clock counted in working time warns inside working time; 48 hours is the rule of the escalation ladder, the shorter ones are ours:
  // two hours is what the township's inbox calls “2 小时内”, and every clock leaves time to act after its warning.
  warnRules: [
    { kinds: ['promise'], counts: 'any', longerThanMinutes: 48 * 60, before: { amount: 48 * 60, unit: 'minute' } },
    { kinds: null, counts: 'working', longerThanMinutes: 4 * 60, before: { amount: 2 * 60, unit: 'work_minute' } },
    { kinds: null, counts: 'working', longerThanMinutes: 0, before: { amount: 30, unit: 'work_minute' } },
    { kinds: null, counts: 'round_the_clock', longerThanMinutes: 4 * 60, before: { amount: 2 * 60, unit: 'minute' } },
    { kinds: null, counts: 'round_the_clock', longerThanMinutes: 60, before: { amount: 30, unit: 'minute' } },
    { kinds: null, counts: 'round_the_clock', longerThanMinutes: 15, before: { amount: 10, unit: 'minute' } },
    { kinds: null, counts: 'round_the_clock', longerThanMinutes: 0, before: { amount: 3, unit: 'minute' } },
  ],
}
