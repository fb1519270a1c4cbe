/**
 * The few lines of RFC 4180 the reference files need: UTF-8, one header line, LF,
 * quotes only where a field has a comma, a quote or a line break.
 * Reading is strict: a row with another number of fields than the header is an error that names its line.
 */
export function formatCsv(header, rows) {
  const records = [header, ...rows.map((row) => header.map((column) => String(row[column] ?? '')))]
  return records.map((fields) => `${fields.map(quote).join(',')}\n`).join('')
}

const quote = (field) => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

/** Rows as objects keyed by the header's column names; every value is text. */
export function parseCsv(text) {
  const [header = [], ...records] = splitRecords(text)
  return records.map((fields, index) => {
    if (fields.length !== header.length) throw new Error(`Row ${index + 2} has ${fields.length} fields, the header has ${header.length}`)
    return Object.fromEntries(header.map((column, at) => [column, fields[at]]))
  })
}

function splitRecords(text) {
  const records = []
  let fields = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (quoted) {
      if (char !== '"') field += char
      else if (text[at + 1] === '"') field += text[(at += 1)]
      else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === ',') {
      fields.push(field)
      field = ''
    } else if (char === '\n') {
      records.push([...fields, field])
      fields = []
      field = ''
    } else if (char !== '\r') field += char
  }
  if (quoted) throw new Error('A quoted field never ends')
  if (fields.length > 0 || field !== '') records.push([...fields, field])
  return records
}
