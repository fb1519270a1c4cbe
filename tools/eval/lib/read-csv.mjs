import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { PlainError } from '../../lib/plain-error.mjs'

/** Files are named as the person at the terminal sees them: npm changes to the checkout before it runs a script. */
export const pathOf = (file) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file)

/**
 * The text of a data file, unpacked when its first bytes say gzip, without a byte order mark. UTF-8, or GB18030, which is what spreadsheets on
 * a Chinese desktop write (hardly a Chinese text is both); refused when it cannot be read or is neither.
 */
export function readText(file) {
  let bytes
  try {
    bytes = fs.readFileSync(pathOf(file))
  } catch (error) {
    throw new PlainError(`无法读取 ${file} · cannot read ${file} (${error.code})`)
  }
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes)
  } catch (error) {
    throw new PlainError(`${file} 不是完整的 gzip · ${file} is no whole gzip file (${error.code})`)
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
    } catch {
      continue
    }
  }
  throw new PlainError(`${file} 既不是 UTF-8 也不是 GB18030 · ${file} is neither UTF-8 nor GB18030`)
}

/**
 * The rows of a csv (or csv.gz) as objects by the names of its first line. Quoted line ends, doubled quotes, CRLF and a byte order mark are
 * understood; a short row's missing cells are ''. Refused when one of the required columns is missing.
 * @param {string} file
 * @param {{ columns?: readonly string[], anyOf?: readonly string[] }} [options] the columns that must be there; at least one of `anyOf`
 * @returns {Record<string, string>[]}
 */
export const readCsv = (file, options) => readCsvLines(file, options).lines.map(({ row }) => row)

/**
 * The same with the line each row begins at and how many cells it has, for whoever tells people what is wrong with which.
 * @returns {{ names: string[], lines: { line: number, cells: number, row: Record<string, string> }[] }}
 */
export function readCsvLines(file, { columns = [], anyOf = [] } = {}) {
  const text = readText(file)
  let records
  try {
    records = parse(text, { relax_column_count: true, skip_empty_lines: true, relax_quotes: true, info: true })
  } catch (error) {
    throw new PlainError(`${file} 不是合格的 CSV · ${file} is no csv: ${error.message}`)
  }
  const [header, ...rest] = records
  if (!header) throw new PlainError(`${file} 是空的 · ${file} is empty`)
  const names = header.record.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new PlainError(`${file} 缺少列 ${missing.join('、')} · ${file} has no column ${missing.join(', ')} (it has ${names.join(', ')})`)
  }
  if (anyOf.length > 0 && !anyOf.some((column) => names.includes(column))) {
    throw new PlainError(`${file} 须有 ${anyOf.join(' 或 ')} 列 · ${file} needs a column ${anyOf.join(' or ')}`)
  }
  let before = header.info
  const lines = rest.map(({ record, info }) => {
    // The parser counts lines up to the end of a record; a record may be several.
    const line = before.lines + 1 + info.empty_lines - before.empty_lines
    before = info
    return { line, cells: record.length, row: Object.fromEntries(names.map((name, index) => [name, record[index] ?? ''])) }
  })
  return { names, lines }
}

/** The values of a file of one JSON object a line (jsonl, jsonl.gz); empty lines are passed over. @returns {Record<string, unknown>[]} */
export function readJsonLines(file) {
  return readText(file).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    let value
    try {
      value = JSON.parse(line)
    } catch {
      value = null
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      throw new PlainError(`${file} 第 ${index + 1} 行不是 JSON 对象 · ${file}, line ${index + 1} is no JSON object`)
    }
    return [value]
  })
}
