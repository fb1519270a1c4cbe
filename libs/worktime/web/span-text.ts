import { addDays, plainDate } from '@tongban/kernel/core'
import { minuteOfDayText, weekdayText, type WorkSpan } from '../contract/index.js'

const A_MONDAY = plainDate('2026-11-16')
/** 周一 … 周日. */
export const WEEKDAY_NAMES: readonly string[] = Array.from({ length: 7 }, (_, index) => weekdayText(addDays(A_MONDAY, index)))

/** 08:30-12:00 14:30-17:30; empty for a day of rest. */
export const spansText = (spans: readonly WorkSpan[]): string =>
  spans.map(({ startMinute, endMinute }) => `${minuteOfDayText(startMinute)}-${minuteOfDayText(endMinute)}`).join(' ')

const SPAN = /^(\d{1,2}):?(\d{2})[-–—~至](\d{1,2}):?(\d{2})$/

/** What somebody typed, or null when it says no hours; order and overlap are told by the server, which names the day. */
export function spansTyped(typed: string): readonly WorkSpan[] | null {
  const parts = typed.replace(/：/g, ':').split(/[\s,，、;；]+/).filter((part) => part !== '')
  const spans = parts.map((part) => {
    const [, h1 = '', m1 = '', h2 = '', m2 = ''] = SPAN.exec(part) ?? []
    const [startMinute, endMinute] = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)]
    return h1 !== '' && Number(m1) < 60 && Number(m2) < 60 && startMinute < endMinute && endMinute <= 1440 ? { startMinute, endMinute } : null
  })
  return spans.some((span) => span === null) ? null : spans.flatMap((span) => span ?? [])
}
