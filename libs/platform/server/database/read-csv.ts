import { readFile } from 'node:fs/promises'

/**
 * Rows of a shipped UTF-8 data file by the names of its header line; an empty field is null. No quoting: our own files need none,
 * and a row with more or fewer fields than the header throws.
 */
export async function readCsv(file: string): Promise<Record<string, string | null>[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).split(/\r?\n/)
  const names = header.split(',')
  return lines.flatMap((line, index) => {
    if (line === '') return []
    const fields = line.split(',')
    if (fields.length !== names.length) throw new Error(`${file}, line ${index + 2}: ${fields.length} fields instead of ${names.length}`)
    return [Object.fromEntries(names.map((name, at) => [name, fields[at] || null]))]
  })
}
