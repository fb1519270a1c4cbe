import path from 'node:path'
import { PlainError } from '../../lib/plain-error.mjs'
import * as say from '../../lib/say.mjs'

/** Of a file more of whose lines are broken than this, the rest is not what somebody meant to measure. */
const MOST_BROKEN = 0.05
const MOST_NAMED = 10

/** What people are told of the lines that were left out: the first ten, and how many more. @param {readonly { file: string, line: number, why: string }[]} faults */
export const namedFaults = (faults) => [
  ...faults.slice(0, MOST_NAMED).map(({ file, line, why }) => `  ${file} 第 ${line} 行：${why}`),
  ...(faults.length > MOST_NAMED ? [`  …… 还有 ${faults.length - MOST_NAMED} 行 · and ${faults.length - MOST_NAMED} more`] : []),
]

/** Why a file is refused as a whole; null when enough of it can be read. */
export const tooBroken = (file, broken, read, lenient) =>
  lenient || broken <= read * MOST_BROKEN
    ? null
    : `${path.basename(file)}：${read} 行里有 ${broken} 行不合格，超过 ${MOST_BROKEN * 100}%；请改正，或加 --lenient 只用其余的行 · ${broken} of ${read} lines are broken: mend them, or pass --lenient to use the others`

/** Lines of a run's files that could not be used: named on stderr, counted in the result; a file with too many of them is refused. */
export class SkippedRows {
  #reasons = {}
  #lenient

  /** @param {{ lenient?: boolean }} [options] */
  constructor({ lenient = false } = {}) {
    this.#lenient = lenient
  }

  /** Broken lines of one file. @param {readonly { line: number, reason: string, why: string }[]} faults @param {number} read how many rows it has, with these */
  take(file, faults, read) {
    if (faults.length === 0) return
    say.warn(`${path.basename(file)}：${read} 行里有 ${faults.length} 行不合格，略过 · ${faults.length} of ${read} lines are broken and left out`)
    for (const line of namedFaults(faults.map((fault) => ({ file: path.basename(file), ...fault })))) say.line(line)
    for (const { reason } of faults) this.count(reason)
    const refusal = tooBroken(file, faults.length, read, this.#lenient)
    if (refusal !== null) throw new PlainError(refusal)
  }

  /** Rows that are whole and yet of no use here, e.g. without a label. */
  count(reason, rows = 1) {
    if (rows > 0) this.#reasons[reason] = (this.#reasons[reason] ?? 0) + rows
  }

  /** For the result. @returns {{ rows: number, reasons: Record<string, number> }} */
  get summary() {
    return { rows: Object.values(this.#reasons).reduce((sum, rows) => sum + rows, 0), reasons: { ...this.#reasons } }
  }
}
