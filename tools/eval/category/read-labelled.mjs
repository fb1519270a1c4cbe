import path from 'node:path'
import { PlainError } from '../../lib/plain-error.mjs'
import * as say from '../../lib/say.mjs'
import { readCsv } from '../lib/read-csv.mjs'
import { SkippedRows } from '../lib/skipped-rows.mjs'

/**
 * A labelled file: `title,text,l1` (the title may be missing) or `tokens,l1` (words with spaces between them, without stop words).
 * `dup_group`, where there is one, names texts known to be one matter. Rows without a label are passed over, said and counted.
 */
export function readLabelled(file, skipped = new SkippedRows()) {
  const rows = readCsv(file, { columns: ['l1'], skipped })
  const has = (column) => rows.length > 0 && Object.hasOwn(rows[0], column)
  if (rows.length === 0) throw new PlainError(`${file} 没有数据行 · ${file} has no rows`)
  if (!has('text') && !has('tokens')) throw new PlainError(`${file} 须有 text 或 tokens 列 · ${file} needs a column text or tokens`)
  const name = path.basename(file)
  const examples = rows.flatMap((row) => {
    const label = row.l1.trim()
    if (label === '') return []
    const group = row.dup_group ? { group: row.dup_group } : {}
    // A file of both kinds is read as it was written, not as somebody cut it.
    return [{ title: row.title ?? '', text: has('text') ? row.text : row.tokens, label, ...group }]
  })
  skipped.count('no_label', rows.length - examples.length)
  if (examples.length < rows.length) say.warn(`${name}：${rows.length - examples.length} 行没有标签，略过 · rows without a label are left out`)
  return { name, examples }
}
