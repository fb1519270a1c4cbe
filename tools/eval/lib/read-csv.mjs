import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { PlainError } from '../../lib/plain-error.mjs'

/** Files are named as the person at the terminal sees them: npm changes to the checkout before it runs a script. */
export const pathOf = (file) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file)

/** The text of a data file, unpacked when its first bytes say gzip, without a byte order mark; refused when it cannot be read or is not UTF-8. */
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
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new PlainError(`${file} 不是 UTF-8 · ${file} is not UTF-8`)
  }
}

/**
 * The rows of a csv (or csv.gz) as objects by the names of its first line. Quoted line ends, doubled quotes, CRLF and a byte order mark are
 * understood; a short row's missing cells are ''. Refused when one of the required columns is missing.
 * @param {string} file
 * @param {{ columns?: readonly string[] }} [options] the columns that must be there
 * @returns {Record<string, string>[]}
 */
export function readCsv(file, { columns = [] } = {}) {
  const text = readText(file)
  let lines
  try {
    lines = parse(text, { relax_column_count: true, skip_empty_lines: true, relax_quotes: true })
  } catch (error) {
    throw new PlainError(`${file} 不是合格的 CSV · ${file} is no csv: ${error.message}`)
  }
  const [header, ...rows] = lines
  if (!header) throw new PlainError(`${file} 是空的 · ${file} is empty`)
  const names = header.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new PlainError(`${file} 缺少列 ${missing.join('、')} · ${file} has no column ${missing.join(', ')} (it has ${names.join(', ')})`)
  }
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])))
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
