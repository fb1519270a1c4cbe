/** Why a line cannot be read as a row. @typedef {'too_many_fields' | 'too_few_fields' | 'stray_quote'} CsvFault */

/**
 * The records of a csv text, each with the line it begins at. Cells in quotes may hold commas, line ends and doubled quotes. A quote that stands
 * elsewhere, or is never closed, would swallow what follows: its line alone is given up (`cells: null`) and reading goes on with the next. So is the
 * first line of a record of several that has too few cells: a quote too many has joined it to the others. Empty lines are passed over.
 * @param {string} text @returns {Generator<{ line: number, cells: string[] | null }>}
 */
export function* csvRecords(text) {
  // Spreadsheets on old Macintoshes ended lines with a carriage return alone.
  const end = text.includes('\n') ? '\n' : '\r'
  let columns = null
  let line = 1
  for (let at = 0; at < text.length; ) {
    const lineEnd = endOf(text, at, end)
    const record = recordAt(text, at, end)
    const isWhole = record !== null && (columns === null || record.cells.length >= columns || record.next <= lineEnd)
    if (!isWhole) {
      yield { line, cells: null }
      at = lineEnd
      line += 1
      continue
    }
    if (record.cells.length > 1 || record.cells[0] !== '' || record.quoted) {
      columns ??= record.cells.length
      yield { line, cells: record.cells }
    }
    line += linesIn(text, at, record.next, end)
    at = record.next
  }
}

/** Where the line after this one begins. */
function endOf(text, at, end) {
  const found = text.indexOf(end, at)
  return found < 0 ? text.length : found + 1
}

function linesIn(text, from, to, end) {
  let lines = 0
  for (let at = from; at < to; at = endOf(text, at, end)) lines += 1
  return lines
}

/** The record that begins here and where the next does; null where a quote stands in its way. */
function recordAt(text, from, end) {
  const cells = []
  let at = from
  let quoted = false
  for (;;) {
    let cell
    if (text[at] === '"') {
      const closing = closingQuote(text, at + 1)
      if (closing < 0) return null
      cell = text.slice(at + 1, closing).replaceAll('""', '"')
      quoted = true
      at = closing + 1
    } else {
      const start = at
      while (at < text.length && text[at] !== ',' && text[at] !== end) {
        if (text[at] === '"') return null
        at += 1
      }
      cell = text.slice(start, at)
      if (end === '\n' && text[at] !== ',' && cell.endsWith('\r')) cell = cell.slice(0, -1)
    }
    cells.push(cell)
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    if (at >= text.length) return { cells, next: at, quoted }
    if (text[at] === end) return { cells, next: at + 1, quoted }
    if (text[at] !== ',') return null
    at += 1
  }
}

/** The quote that ends a cell: one that is not doubled. -1 where there is none. */
function closingQuote(text, from) {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
  return -1
}
