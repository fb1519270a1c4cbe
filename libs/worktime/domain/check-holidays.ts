import { addDays, type PlainDate } from '@tongban/kernel/core'
import { dayText, isoWeekdayOf } from '@tongban/worktime/contract'
import { dayOrNull, fieldsOf, HOLIDAY_FLAGS, HOLIDAYS_HEADER, type HolidayRow } from './parse-holidays.js'

/** A row as somebody wrote it; `line` is where, the header being line 1. */
export type WrittenHoliday = { readonly line: number; readonly date: string; readonly name: string; readonly isOffDay: string | boolean; readonly sourceUrl: string | null }

/** What is wrong with a row, or with the whole (line null), for whoever typed it. */
export type HolidayProblem = { readonly line: number | null; readonly message: string }

export type CheckedHolidays = { readonly year: number | null; readonly rows: readonly HolidayRow[]; readonly problems: readonly HolidayProblem[] }

/** The days off that the State Council's Measures for Holidays (2024 revision) give everybody, at least; a notice only adds weekends and exchanges. */
const STATUTORY: readonly { readonly name: string; readonly days: number; readonly on: readonly string[] }[] = [
  { name: '元旦', days: 1, on: ['01-01'] },
  { name: '春节', days: 4, on: [] },
  { name: '清明节', days: 1, on: [] },
  { name: '劳动节', days: 2, on: ['05-01', '05-02'] },
  { name: '端午节', days: 1, on: [] },
  { name: '中秋节', days: 1, on: [] },
  { name: '国庆节', days: 3, on: ['10-01', '10-02', '10-03'] },
]
const SHORT_HEADER = HOLIDAYS_HEADER.slice(0, HOLIDAYS_HEADER.lastIndexOf(','))

/** Rows of a holiday file (see `parseHolidays`; the last column may be absent), whatever they hold; a file that is none gives one problem. */
export function readHolidayFile(csv: string): { readonly rows: readonly WrittenHoliday[]; readonly problems: readonly HolidayProblem[] } {
  const [header = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (header.trim() !== HOLIDAYS_HEADER && header.trim() !== SHORT_HEADER) {
    return { rows: [], problems: [{ line: 1, message: `首行须为 ${SHORT_HEADER}，可以再加一列 source_url` }] }
  }
  const rows: WrittenHoliday[] = []
  const problems: HolidayProblem[] = []
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue
    const line = index + 2
    const fields = fieldsOf(text)?.map((field) => field.trim()) ?? []
    const [date = '', name = '', isOffDay = '', sourceUrl = ''] = fields
    if (fields.length < 3 || fields.length > 4) problems.push({ line, message: '须有 3 列或 4 列，引号要成对' })
    else rows.push({ line, date, name, isOffDay, sourceUrl: sourceUrl === '' ? null : sourceUrl })
  }
  return { rows, problems }
}

/**
 * Checks a year's notice row by row and as a whole: one year, no day twice, every row with its source (`source` fills in where a row has
 * none), make-up days on weekends, each statutory holiday there with its days and without a gap. All problems at once; `rows` are the sound ones.
 */
export function checkHolidays(written: readonly WrittenHoliday[], source: string | null): CheckedHolidays {
  const problems: HolidayProblem[] = []
  const rows: (HolidayRow & { line: number })[] = []
  const firstLine = new Map<string, number>()
  for (const each of written) {
    const row = rowOf(each, source, (message) => problems.push({ line: each.line, message }))
    if (row === null) continue
    const before = firstLine.get(row.date)
    if (before !== undefined) problems.push({ line: each.line, message: `${dayText(row.date)}与第 ${before} 行重复` })
    else {
      firstLine.set(row.date, each.line)
      rows.push({ ...row, line: each.line })
    }
  }
  const year = yearOf(rows)
  if (year === null && problems.length === 0) problems.push({ line: null, message: '文件里没有日期' })
  for (const row of rows) problems.push(...problemsOfDay(row, year))
  if (year !== null) problems.push(...missingDays(rows, year))
  const sorted = problems.sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity))
  return { year, rows: rows.map(({ date, name, isOffDay, sourceUrl }) => ({ date, name, isOffDay, sourceUrl })), problems: sorted }
}

function rowOf({ date, name, isOffDay, sourceUrl }: WrittenHoliday, source: string | null, wrong: (message: string) => void): HolidayRow | null {
  const day = dayOrNull(date)
  const flag = typeof isOffDay === 'boolean' ? isOffDay : HOLIDAY_FLAGS[isOffDay.toLowerCase()]
  const from = sourceUrl ?? source
  if (day === null) wrong(`日期“${date}”有误，应为 YYYY-MM-DD`)
  if (name.trim() === '') wrong('没有节日名称')
  if (flag === undefined) wrong(`is_off_day“${String(isOffDay)}”有误：放假为 true，调休上班为 false`)
  if (from === null) wrong('没有来源：请在 source_url 列或 --source 写明通知的地址')
  else if (!/^https?:\/\/\S+$/.test(from)) wrong(`来源“${from}”不是网址`)
  if (day === null || name.trim() === '' || flag === undefined || from === null || !/^https?:\/\/\S+$/.test(from)) return null
  return { date: day, name: name.trim(), isOffDay: flag, sourceUrl: from }
}

/** The year most rows are of. */
function yearOf(rows: readonly HolidayRow[]): number | null {
  const counts = new Map<number, number>()
  for (const { date } of rows) counts.set(Number(date.slice(0, 4)), (counts.get(Number(date.slice(0, 4))) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function problemsOfDay({ date, name, isOffDay, line }: HolidayRow & { line: number }, year: number | null): HolidayProblem[] {
  const problems: HolidayProblem[] = []
  // a notice may give the last days of December to the New Year holiday
  const isNewYearsEve = year !== null && name.includes('元旦') && date >= `${year - 1}-12-24` && date < `${year}-01-01`
  if (!date.startsWith(`${year}-`) && !isNewYearsEve) problems.push({ line, message: `${date} 不是 ${year} 年：一份文件只放一个年度的通知` })
  if (!isOffDay && isoWeekdayOf(date) <= 5) problems.push({ line, message: `${dayText(date)}本来就是工作日，不能是调休上班` })
  return problems
}

function missingDays(rows: readonly HolidayRow[], year: number): HolidayProblem[] {
  const problems: HolidayProblem[] = []
  for (const { name, days, on } of STATUTORY) {
    const off = rows.filter((row) => row.isOffDay && row.name.includes(name)).map(({ date }) => date).sort()
    const first = off[0]
    const last = off.at(-1)
    if (first === undefined || last === undefined) {
      problems.push({ line: null, message: `缺少${name}：没有一天写着“${name}”放假` })
      continue
    }
    // before 2025 the measures gave one day less to these two
    const wanted = year < 2025 && (name === '春节' || name === '劳动节') ? days - 1 : days
    if (off.length < wanted) problems.push({ line: null, message: `${name}只有 ${off.length} 天放假，法定至少 ${wanted} 天` })
    const fixed = on.slice(0, wanted).map((day) => `${year}-${day}`).filter((day) => !off.includes(day as PlainDate))
    for (const day of fixed) problems.push({ line: null, message: `${name}缺少 ${day}` })
    for (const day of gapsBetween(first, last, off)) if (!fixed.includes(day)) problems.push({ line: null, message: `${name}缺少 ${day}：假期应当连续` })
  }
  return problems
}

function gapsBetween(first: PlainDate, last: PlainDate, days: readonly PlainDate[]): readonly PlainDate[] {
  const gaps: PlainDate[] = []
  // two holidays of one name far apart are not one holiday with a gap
  for (let day = addDays(first, 1); day < last && gaps.length < 15; day = addDays(day, 1)) if (!days.includes(day)) gaps.push(day)
  return gaps
}
