/** Rows of a table as spreadsheets write it: commas or tabs, fields in quotes where they hold one, empty rows left out. */
export function splitCsv(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '')
  const separator = body.slice(0, body.indexOf('\n') + 1 || undefined).includes('\t') ? '\t' : ','
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let isQuoted = false
  const endField = (): void => {
    row.push(field)
    field = ''
  }
  const endRow = (): void => {
    endField()
    if (row.some((value) => value.trim() !== '')) rows.push(row)
    row = []
  }
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charAt(at)
    if (isQuoted) {
      if (character !== '"') field += character
      else if (body.charAt(at + 1) === '"') {
        field += '"'
        at += 1
      } else isQuoted = false
    } else if (character === '"' && field === '') isQuoted = true
    else if (character === separator) endField()
    else if (character === '\n') endRow()
    else if (character !== '\r') field += character
  }
  endRow()
  return rows
}
