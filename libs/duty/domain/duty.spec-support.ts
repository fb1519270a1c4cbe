import { plainDate } from '@tongban/kernel/core'
import type { CalendarException, WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'

const dated = (kind: CalendarException['kind'], ...dates: string[]): CalendarException[] =>
  dates.map((date) => ({ date: plainDate(date), kind, name: '国庆节', spans: null, source: 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm' }))

/** Office hours with National Day 2026 and its make-up working Saturday. */
export function dutyCalendar(): WorkCalendar {
  const built = buildWorkCalendar({
    code: '150500', version: 1, hours: [DEFAULT_OFFICE_HOURS],
    exceptions: [...dated('off', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'), ...dated('work', '2026-10-10')],
  })
  if (!built.ok) throw new Error(built.refusal.code)
  return built.value
}
