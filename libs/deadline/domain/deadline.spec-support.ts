import { idOf, instant, plainDate, type CaseId, type ClockId, type Instant } from '@tongban/kernel/core'
import type { ClockEvent, DutyKind, ServiceClass } from '@tongban/deadline/contract'
import type { CalendarException, WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import type { Clock } from './clock.js'
import type { ClockRules } from './compute-term.js'
import { startClock } from './decide/start-clock.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { evolve } from './evolve.js'
import { rungMomentsOf } from './ladder.js'
import { quote } from './quote.js'

/** A moment on the city's clock, `2026-11-20 16:00` or with seconds. */
export const at = (text: string): Instant => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`))

type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: { code: string } }
export function valueOf<T>(result: Outcome<T>): T {
  if (!result.ok) throw new Error(`Refused: ${result.refusal.code}`)
  return result.value
}
export const codeOf = (result: Outcome<unknown>): string | null => (result.ok ? null : result.refusal.code)

const dated = (kind: 'off' | 'work', name: string, ...dates: string[]): CalendarException[] =>
  dates.map((date) => ({
    date: plainDate(date),
    kind,
    name,
    spans: null,
    source: 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
  }))

/** Autumn 2026 of the State Council's notice. */
export const CALENDAR: WorkCalendar = valueOf(
  buildWorkCalendar({
    code: '150500',
    version: 3,
    hours: [DEFAULT_OFFICE_HOURS],
    exceptions: [
      ...dated('work', '国庆节', '2026-09-20', '2026-10-10'),
      ...dated('off', '中秋节', '2026-09-25', '2026-09-26', '2026-09-27'),
      ...dated('off', '国庆节', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'),
    ],
  }),
)

/** Without a ladder: what a clock does by itself. */
export const RULES: ClockRules = { calendar: CALENDAR, warnRules: DEFAULT_POLICY.warnRules, ladder: [] }
export const CLIMBING: ClockRules = { ...RULES, ladder: DEFAULT_POLICY.ladder }
export const CLOCK_ID = idOf<ClockId>('019a0000-0000-7000-8000-000000000001')
export const CASE_ID = idOf<CaseId>('019a0000-0000-7000-8000-000000000002')

export const startedEvent = (kind: DutyKind, serviceClass: ServiceClass, startedAt: Instant, { calendar, ladder }: Pick<ClockRules, 'calendar' | 'ladder'> = RULES): ClockEvent => {
  const quoted = valueOf(quote(DEFAULT_POLICY, calendar, { serviceClass, startedAt }))
  const { dueAt, limit } = quoted.terms[kind]
  return startClock(quoted, {
    clockId: CLOCK_ID,
    caseId: CASE_ID,
    assignmentId: null,
    kind,
    cause: kind === 'dispatch' ? 'filed' : 'dispatched',
    rungs: rungMomentsOf({ ladder }, calendar, { kind, serviceClass, startedAt, dueAt, limit, adjustments: [] }),
  })
}

export const started = (kind: DutyKind, serviceClass: ServiceClass, startedAt: string, rules = RULES): Clock =>
  evolve(null, startedEvent(kind, serviceClass, at(startedAt), rules))

export const after = (clock: Clock, result: Outcome<readonly ClockEvent[]> | readonly ClockEvent[]): Clock =>
  (Array.isArray(result) ? (result as readonly ClockEvent[]) : valueOf(result as Outcome<readonly ClockEvent[]>)).reduce<Clock>(
    evolve,
    clock,
  )
