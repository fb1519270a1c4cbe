import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from './plain-error.mjs'

const MAX_BYTES = 10 * 1024 * 1024
const KEPT = 3

/** Opens a log for appending; one that has grown past 10 MiB is first moved to `.1` (three are kept). Answers the file descriptor. */
export function openLog(file, maxBytes = MAX_BYTES) {
  try {
    return open(file, maxBytes)
  } catch (error) {
    throw new PlainError(`无法写日志 · cannot write ${file} (${error.code}); does it belong to another user?`)
  }
}

function open(file, maxBytes) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  if (fs.statSync(file, { throwIfNoEntry: false })?.size > maxBytes) {
    for (let age = KEPT - 1; age >= 0; age--) {
      const from = age === 0 ? file : `${file}.${age}`
      if (fs.existsSync(from)) fs.renameSync(from, `${file}.${age + 1}`)
    }
  }
  return fs.openSync(file, 'a', 0o600)
}

/** The last lines of a log, for an error message. */
export function tailOf(file, lines = 15) {
  try {
    return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).map((text) => `    ${text.slice(0, 400)}`).join('\n')
  } catch {
    return '    (empty)'
  }
}
