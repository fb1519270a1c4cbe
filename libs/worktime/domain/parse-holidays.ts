import { ok, plainDate, refuse, type PlainDate, type Result } from '@tongban/kernel/core'
import type { CalendarException } from '@tongban/worktime/contract'

/** One row of the year's notice: a day off, or a make-up working day. */
export type HolidayRow = { readonly date: PlainDate; readonly name: string; readonly isOffDay: boolean; readonly sourceUrl: string }

export const HOLIDAYS_HEADER = 'date,name,is_off_day,source_url'

export const HOLIDAY_FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false }

/**
 * Reads the holiday file (UTF-8 CSV with the header above, `is_off_day` true/false or 1/0, quoted fields allowed, blank lines skipped).
 * Refuses HOLIDAYS_HEADER_INVALID, HOLIDAYS_ROW_INVALID {line, field}, CALENDAR_DATE_REPEATED {date}.
 */
export function parseHolidays(csv: string): Result<readonly HolidayRow[]> {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines[0]?.trim() !== HOLIDAYS_HEADER) return refuse('HOLIDAYS_HEADER_INVALID', { expected: HOLIDAYS_HEADER })
  const rows: HolidayRow[] = []
  const seen = new Set<string>()
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue
    const invalid = (field: string): ReturnType<typeof refuse> => refuse('HOLIDAYS_ROW_INVALID', { line: index + 1, field })
    const fields = fieldsOf(line)
    if (fields === null || fields.length !== 4) return invalid('row')
    const [date = '', name = '', flag = '', sourceUrl = ''] = fields.map((field) => field.trim())
    const isOffDay = HOLIDAY_FLAGS[flag.toLowerCase()]
    const day = dayOrNull(date)
    if (day === null) return invalid('date')
    if (name === '') return invalid('name')
    if (isOffDay === undefined) return invalid('is_off_day')
    if (!/^https?:\/\/\S+$/.test(sourceUrl)) return invalid('source_url')
    if (seen.has(day)) return refuse('CALENDAR_DATE_REPEATED', { date: day })
    seen.add(day)
    rows.push({ date: day, name, isOffDay, sourceUrl })
  }
  return ok(rows)
}

export const exceptionsFromHolidays = (rows: readonly HolidayRow[]): readonly CalendarException[] =>
  rows.map(({ date, name, isOffDay, sourceUrl }) => ({ date, name, kind: isOffDay ? 'off' : 'work', spans: null, source: sourceUrl }))

export function dayOrNull(text: string): PlainDate | null {
  try {
    return plainDate(text)
  } catch {
    return null
  }
}

/** Splits one CSV line; null when a quote is left open. */
export function fieldsOf(line: string): string[] | null {
  const fields = ['']
  let quoted = false
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i)
    if (char === '"' && quoted && line.charAt(i + 1) === '"') {
      fields[fields.length - 1] += '"'
      i += 1
    } else if (char === '"') quoted = !quoted
    else if (char === ',' && !quoted) fields.push('')
    else fields[fields.length - 1] += char
  }
  return quoted ? null : fields
}
