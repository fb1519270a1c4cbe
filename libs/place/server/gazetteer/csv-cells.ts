import { parse } from 'csv-parse/sync'

/** The trimmed cells of a csv, empty lines left out; null for what is none. Pasted from a spreadsheet it may be separated by tabs. */
export function readCsvCells(text: string): string[][] | null {
  const [firstLine = ''] = text.split('\n', 1)
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, relax_quotes: true, trim: true, delimiter: firstLine.includes('\t') ? '\t' : ',' })
  } catch {
    return null
  }
}

/** A cell that a spreadsheet would take for a formula is told to be text. */
const cellOf = (cell: string): string => {
  const plain = /^[=+@\t\r-]/.test(cell) && !/^-?\d/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** With a byte order mark, so that a spreadsheet reads it as UTF-8. */
export const writeCsvCells = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
