import { instant, DAY_MS, MINUTE_MS, startOfDay, plainDate, type Instant, type PlainDate } from '@tongban/kernel/core'
import { phoneField } from '@tongban/kernel/contract'
import { DUTY_DAY_ZH, type DutyDay, type DutySpan } from '../contract/duty-times.schema.js'
import { LONGEST_SHIFT_DAYS, type PatternTimes, type ShiftTimes } from './duty-entry.js'
import { splitCsv } from './split-csv.js'

export const CSV_HEADING = ['单位', '姓名', '职务', '电话', '顺序', '日子', '开始', '结束'] as const
export const MOST_CSV_ROWS = 2_000

export type CsvDuty = { readonly row: number; readonly post: string; readonly name: string; readonly title: string; readonly phone: string; readonly line: number; readonly times: PatternTimes | ShiftTimes }
export type CsvError = { readonly row: number; readonly message: string }

const DAY_OF: ReadonlyMap<string, DutyDay> = new Map(Object.entries(DUTY_DAY_ZH).map(([day, zh]) => [zh, day as DutyDay]))
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/
const MOMENT = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T]+([01]?\d|2[0-4]):([0-5]\d)$/

/**
 * Reads a table of rosters: the heading, then a line for each stretch. `日子` is a kind of day with times of day (17:30 to 08:30 runs over midnight),
 * or empty with dated moments. Rows of one person on one line that go by days become one pattern, valid from `today`. Whatever is wrong is said by row.
 */
export function readDutyCsv(text: string, today: PlainDate): { readonly rows: number; readonly duties: readonly CsvDuty[]; readonly errors: readonly CsvError[] } {
  const [heading = [], ...lines] = splitCsv(text)
  if (CSV_HEADING.some((name, index) => heading[index]?.trim() !== name)) return { rows: 0, duties: [], errors: [{ row: 1, message: `第一行应是：${CSV_HEADING.join('、')}` }] }
  if (lines.length > MOST_CSV_ROWS) return { rows: lines.length, duties: [], errors: [{ row: MOST_CSV_ROWS + 2, message: `一次最多 ${MOST_CSV_ROWS} 行，现在是 ${lines.length} 行` }] }
  const duties = new Map<string, CsvDuty>()
  const errors: CsvError[] = []
  lines.forEach((fields, index) => {
    const row = index + 2
    const read = readRow(fields.map((field) => field.trim()), today)
    if (typeof read === 'string') errors.push({ row, message: read })
    else {
      const { post, name, line, phone, times } = read
      const key = times.kind === 'shift' ? `${row}` : `${post} ${name} ${line} ${phone}`
      const known = duties.get(key)
      if (known?.times.kind === 'pattern' && times.kind === 'pattern') {
        if (known.times.spans.length === 21) errors.push({ row, message: `${name}最多 21 段时间` })
        else duties.set(key, { ...known, times: { ...known.times, spans: [...known.times.spans, ...times.spans] } })
      } else duties.set(key, { row, ...read })
    }
  })
  return { rows: lines.length, duties: [...duties.values()], errors }
}

/** The row, or what is wrong with it. */
function readRow(fields: readonly string[], today: PlainDate): Omit<CsvDuty, 'row'> | string {
  const [post = '', name = '', title = '', phone = '', order = '', day = '', begin = '', end = ''] = fields
  if (post === '') return '没有写单位'
  if (name === '' || [...name].length > 30) return '姓名应为 1 至 30 个字'
  if ([...title].length > 30) return '职务最多 30 个字'
  const number = phoneField.safeParse(phone)
  if (!number.success) return phone === '' ? '没有写电话' : `电话“${phone}”不对：应为 11 位手机号，或带区号的固定电话`
  if (!/^[1-9]$/.test(order)) return `顺序“${order}”不对：应为 1 至 9`
  const times = day === '' ? readShift(begin, end) : readPattern(day, begin, end, today)
  return typeof times === 'string' ? times : { post, name, title, phone: number.data, line: Number(order), times }
}

function readPattern(day: string, begin: string, end: string, today: PlainDate): PatternTimes | string {
  const on = DAY_OF.get(day)
  if (on === undefined) return `日子“${day}”不对：应为${[...DAY_OF.keys()].join('、')}，或空着写具体日期`
  const [from, to] = [minuteOf(begin), minuteOf(end === '24:00' ? '00:00' : end)]
  if (from === null || to === null) return `时间“${from === null ? begin : end}”不对：应写成 17:30`
  const span: DutySpan = { on, startMinute: from, minutes: to > from ? to - from : to + 1440 - from }
  return { kind: 'pattern', spans: [span], validFrom: today, validTo: null }
}

function readShift(begin: string, end: string): ShiftTimes | string {
  const [startsAt, endsAt] = [momentOf(begin), momentOf(end)]
  if (startsAt === null || endsAt === null) return `时间“${startsAt === null ? begin : end}”不对：应写成 2026-10-01 08:00`
  if (endsAt <= startsAt) return '结束要晚于开始'
  return endsAt - startsAt > LONGEST_SHIFT_DAYS * DAY_MS ? `一班最多 ${LONGEST_SHIFT_DAYS} 天` : { kind: 'shift', startsAt, endsAt }
}

function minuteOf(text: string): number | null {
  const match = CLOCK.exec(text)
  return match === null ? null : Number(match[1]) * 60 + Number(match[2])
}

function momentOf(text: string): Instant | null {
  const match = MOMENT.exec(text)
  if (match === null) return null
  const [, year = '', month = '', day = '', hour = '', minute = ''] = match
  try {
    return instant(startOfDay(plainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)) + (Number(hour) * 60 + Number(minute)) * MINUTE_MS)
  } catch {
    return null
  }
}
