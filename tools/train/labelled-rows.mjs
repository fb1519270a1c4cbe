import path from 'node:path'
import { readCsvLines } from '../eval/lib/read-csv.mjs'
import { tooBroken } from '../eval/lib/skipped-rows.mjs'

/** As the API takes them, in characters as a person counts them. */
const LONGEST_TITLE = 200
const LONGEST_TEXT = 5_000
const LONGEST_LABEL = 40
/** What the API refuses in any text: half a character, and control characters other than tab and line break. */
const UNWRITABLE = /\p{Surrogate}|(?![\t\n\r])\p{Cc}/u

const shortened = (text, most) => (text.length <= most ? text : [...text].slice(0, most).join(''))

/**
 * The rows of labelled files as a training takes them, each once, and what is wrong with the others, each by its file and line. Columns `text`
 * (or `tokens`: words with spaces between them) and `l1`, `title` if there is one; others are passed over.
 * @param {readonly string[]} files
 * @param {ReadonlyMap<string, string>} labelMap what the labels of the files are called in the tree; those it does not name stay as they are
 * @param {boolean} lenient whether a file may have more broken lines than an evaluation would read past
 * @returns {{ read: number, rows: Row[], faults: { file: string, line: number, why: string }[], repeated: number, refusal: string | null }}
 * @typedef {{ file: string, line: number, title: string, text: string, l1: string, labelled: string }} Row
 */
export function readLabelledRows(files, labelMap = new Map(), lenient = false) {
  const firstOf = new Map()
  const faults = []
  let read = 0
  let repeated = 0
  let refusal = null
  for (const file of files) {
    const { lines, faults: broken } = readCsvLines(file, { columns: ['l1'], anyOf: ['text', 'tokens'] })
    const own = broken.map(({ line, why }) => ({ file: path.basename(file), line, why }))
    read += lines.length + broken.length
    refusal ??= tooBroken(file, broken.length, lines.length + broken.length, lenient)
    for (const { line, row } of lines) {
      const one = rowOf(row, { file: path.basename(file), line, labelMap })
      const key = JSON.stringify([one.title, one.text])
      const why = faultOf(one) ?? contradiction(one, firstOf.get(key))
      if (why !== null) own.push({ file: one.file, line, why })
      else if (firstOf.has(key)) repeated += 1
      else firstOf.set(key, one)
    }
    faults.push(...own.sort((a, b) => a.line - b.line))
  }
  return { read, rows: [...firstOf.values()], faults, repeated, refusal }
}

function rowOf({ title = '', text, tokens = '', l1 }, { file, line, labelMap }) {
  const labelled = l1.trim()
  return { file, line, title: shortened(title.trim(), LONGEST_TITLE), text: shortened((text ?? tokens).trim(), LONGEST_TEXT), l1: labelMap.get(labelled) ?? labelled, labelled }
}

function faultOf({ title, text, l1 }) {
  if (text === '') return '没有内容'
  if (l1 === '') return '没有分类'
  if ([...l1].length > LONGEST_LABEL) return `分类超过 ${LONGEST_LABEL} 个字`
  return UNWRITABLE.test(title + text + l1) ? '含有不允许的字符' : null
}

const contradiction = (one, first) =>
  first === undefined || first.l1 === one.l1 ? null : `与${first.file === one.file ? '' : ` ${first.file} `}第 ${first.line} 行文字相同，分类却不同（${first.labelled}、${one.labelled}）`
