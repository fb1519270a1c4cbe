import { parse, CsvError } from 'csv-parse/sync'
import exceljs from 'exceljs'
import { CATALOGUE_FILE_MAX_BYTES, type CatalogueFileFormat } from '../../contract/catalogue-file.schema.js'
import { CATALOGUE_ROWS_MAX } from '../../contract/catalogue.schema.js'
import { COLUMNS, fromHarmless, harmless } from '../../domain/index.js'

/** What a workbook may unfold to; a small file that says more is made to exhaust memory. */
const UNFOLDED_MAX_BYTES = 20_000_000
const LINES_MAX = CATALOGUE_ROWS_MAX + 1
const CELLS_MAX = COLUMNS.length + 10
const BYTE_ORDER_MARK = '\uFEFF'
const WIDTHS: Readonly<Partial<Record<(typeof COLUMNS)[number], number>>> = { 编号: 18, 分类名称: 24, 区划名称: 18, 协办职能: 24, 依据: 40, 要问清的事项: 60 }

export type SheetRead = { readonly ok: true; readonly table: string[][] } | { readonly ok: false; readonly why: string }
const unreadable = (why: string): SheetRead => ({ ok: false, why })

/** The lines of a file as text. Formulas are no text and come as `=`, which no column accepts. */
export async function readSheet(format: CatalogueFileFormat, bytes: Buffer): Promise<SheetRead> {
  if (bytes.length === 0) return unreadable('文件是空的')
  if (bytes.length > CATALOGUE_FILE_MAX_BYTES) return unreadable(`文件超过 ${CATALOGUE_FILE_MAX_BYTES / 1000} KB`)
  const read = format === 'csv' ? readCsv(bytes) : await readXlsx(bytes)
  if (!read.ok) return read
  return read.table.length > LINES_MAX ? unreadable(`超过 ${CATALOGUE_ROWS_MAX} 行`) : read
}

/** UTF-8, or what a Chinese office computer saves by itself. */
function textOf(bytes: Buffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one.
    }
  }
  return null
}

function readCsv(bytes: Buffer): SheetRead {
  const text = textOf(bytes)
  if (text === null || text.includes('\u0000')) return unreadable('不是文本文件，请另存为 CSV UTF-8')
  try {
    const table: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false, max_record_size: 100_000, to: LINES_MAX + 1 })
    if (table.some((cells) => cells.length > CELLS_MAX)) return unreadable(`超过 ${CELLS_MAX} 列`)
    return { ok: true, table: table.map((cells) => cells.map(fromHarmless)) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = 'lines' in error ? error.lines : undefined
    return unreadable(`CSV 格式不对${typeof line === 'number' ? `（第 ${line} 行附近）` : ''}：引号没有成对，或一格过长`)
  }
}

/** What the directory of a zip file says its parts unfold to; null when there is no such directory. */
function unfoldedBytes(bytes: Buffer): number | null {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + 22 > bytes.length) return null
  let at = bytes.readUInt32LE(end + 16)
  let sum = 0
  for (let entry = 0; entry < bytes.readUInt16LE(end + 10); entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null
    sum += bytes.readUInt32LE(at + 24)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return sum
}

async function readXlsx(bytes: Buffer): Promise<SheetRead> {
  const unfolded = unfoldedBytes(bytes)
  if (unfolded === null) return unreadable('不是 xlsx 文件；旧的 xls 请另存为 xlsx')
  if (unfolded > UNFOLDED_MAX_BYTES) return unreadable('工作簿内容过大')
  const book = new exceljs.Workbook()
  try {
    await book.xlsx.load(bytes as unknown as exceljs.Buffer, { ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'hyperlinks'] })
  } catch {
    return unreadable('xlsx 文件已损坏，或有密码')
  }
  const sheet = book.worksheets[0]
  if (sheet === undefined) return unreadable('工作簿里没有工作表')
  if (sheet.rowCount > LINES_MAX * 2) return unreadable(`超过 ${CATALOGUE_ROWS_MAX} 行`)
  if (sheet.columnCount > CELLS_MAX) return unreadable(`超过 ${CELLS_MAX} 列`)
  const table: string[][] = []
  for (let row = 1; row <= sheet.rowCount; row += 1) {
    const values = sheet.getRow(row)
    table.push(Array.from({ length: sheet.columnCount }, (_each, column) => cellText(values.getCell(column + 1))))
  }
  return { ok: true, table }
}

function cellText(cell: exceljs.Cell): string {
  const { value } = cell
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  // A spreadsheet makes a date of `10-15` and of `2026-12-01`; a column of months and days takes the end of it.
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('hyperlink' in value) return String(value.text)
  // `#N/A` and the like, as the person sees it in the sheet.
  if ('error' in value) return value.error
  if (typeof value.result === 'object' && 'error' in value.result) return value.result.error
  return '='
}

/** Cells are text, never formulas: what looks like one in a csv is disarmed, and in a workbook is text by its type. */
export async function writeSheet(format: CatalogueFileFormat, table: readonly (readonly string[])[]): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(BYTE_ORDER_MARK + table.map((cells) => `${cells.map((cell) => quoted(harmless(cell))).join(',')}\r\n`).join(''), 'utf8')
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('派单目录', { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] })
  sheet.columns = COLUMNS.map((column) => ({ width: WIDTHS[column] ?? 12, style: { numFmt: '@' } }))
  for (const cells of table) sheet.addRow([...cells])
  sheet.getRow(1).font = { bold: true }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } }
  return Buffer.from(await book.xlsx.writeBuffer())
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell)
