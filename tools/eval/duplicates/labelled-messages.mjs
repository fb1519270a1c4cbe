import { PlainError } from '../../lib/plain-error.mjs'
import { readCsv, readCsvRows } from '../lib/read-csv.mjs'

/** The messages in the order of their times. @returns {{ id: string, user: string, at: number, title: string, text: string, divisionCode: string | null, categoryCode: string | null }[]} */
export function readMessages(file, skipped) {
  const rows = readCsvRows(file, { columns: ['msg_id', 'time', 'text'], skipped })
  if (rows.length === 0) throw new PlainError(`${file} 没有数据行 · ${file} has no rows`)
  const seen = new Set()
  const messages = rows.map(({ line, row }) => {
    const at = momentOf(row.time)
    if (Number.isNaN(at)) throw new PlainError(`${file} 第 ${line} 行的 time 不是时间 · line ${line}: time is no moment: ${row.time}`)
    if (seen.has(row.msg_id)) throw new PlainError(`${file} 第 ${line} 行 msg_id 重复 · line ${line}: msg_id ${row.msg_id} stands there twice`)
    seen.add(row.msg_id)
    return {
      id: row.msg_id, user: (row.user ?? '').trim(), at, title: row.title ?? '', text: row.text, divisionCode: row.division_code || null, categoryCode: row.category_code || null,
    }
  })
  return messages.sort((one, other) => one.at - other.at)
}

/** `2019-03-01 08:05:09` and `2019/3/1 8:05` alike; without a zone it is the city's wall clock, which does not matter for distances. */
function momentOf(text) {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(text.trim())
  if (parts === null) return Number.NaN
  const [, year, month, day, hour = 0, minute = 0, second = 0] = parts
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}

/** Pairs of two different messages that are there, each once; `unknown` counts those that name another. */
export function readPairs(file, messages, skipped) {
  const ids = new Set(messages.map(({ id }) => id))
  const pairs = new Map()
  let unknown = 0
  for (const { a, b } of readCsv(file, { columns: ['a', 'b'], skipped })) {
    if (!ids.has(a) || !ids.has(b) || a === b) unknown += 1
    else pairs.set([a, b].sort().join(' '), { a, b })
  }
  if (pairs.size === 0) throw new PlainError(`${file} 没有一对属于这些留言 · no pair of ${file} is among the messages`)
  return { pairs: [...pairs.values()], unknown }
}
