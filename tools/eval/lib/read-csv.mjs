import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { PlainError } from '../../lib/plain-error.mjs'
import { csvRecords } from './csv-records.mjs'
import { SkippedRows } from './skipped-rows.mjs'

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
 * understood. Refused when one of the required columns is missing; broken lines are left out, named and counted, too many of them refused.
 * @param {string} file
 * @param {{ columns?: readonly string[], anyOf?: readonly string[], skipped?: SkippedRows }} [options] the columns that must be there; at least one of `anyOf`; where broken lines are counted
 * @returns {Record<string, string>[]}
 */
export const readCsv = (file, options) => readCsvRows(file, options).map(({ row }) => row)

/** The same with the line each row begins at. @returns {{ line: number, row: Record<string, string> }[]} */
export function readCsvRows(file, { skipped = new SkippedRows(), ...columns } = {}) {
  const { lines, faults } = readCsvLines(file, columns)
  skipped.take(file, faults, lines.length + faults.length)
  return lines
}

/**
 * The same with the broken lines unsaid: for whoever has more to tell people of each.
 * @returns {{ names: string[], lines: { line: number, row: Record<string, string> }[], faults: { line: number, reason: import('./csv-records.mjs').CsvFault, why: string }[] }}
 */
export function readCsvLines(file, { columns = [], anyOf = [] } = {}) {
  const [header, ...rest] = csvRecords(readText(file))
  if (!header) throw new PlainError(`${file} 是空的 · ${file} is empty`)
  if (header.cells === null) throw new PlainError(`${file} 不是合格的 CSV：${WHY.stray_quote} · ${file} is no csv: a stray quote in its first line`)
  const names = header.cells.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new PlainError(`${file} 缺少列 ${missing.join('、')} · ${file} has no column ${missing.join(', ')} (it has ${names.join(', ')})`)
  }
  if (anyOf.length > 0 && !anyOf.some((column) => names.includes(column))) {
    throw new PlainError(`${file} 须有 ${anyOf.join(' 或 ')} 列 · ${file} needs a column ${anyOf.join(' or ')}`)
  }
  const lines = []
  const faults = []
  for (const { line, cells } of rest) {
    const reason = cells === null ? 'stray_quote' : cells.length > names.length ? 'too_many_fields' : cells.length < names.length ? 'too_few_fields' : null
    if (reason === null) lines.push({ line, row: Object.fromEntries(names.map((name, index) => [name, cells[index]])) })
    else faults.push({ line, reason, why: cells === null ? WHY[reason] : `有 ${cells.length} 列，表头${cells.length > names.length ? '只' : ''}有 ${names.length} 列：${WHY[reason]}` })
  }
  return { names, lines, faults }
}

const WHY = {
  stray_quote: '引号不成对，或者不在一格的两端：文字里的引号要写成两个，整格放在引号里',
  too_many_fields: '文字里的逗号和换行要放在引号里',
  too_few_fields: '空的格也要留逗号',
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
