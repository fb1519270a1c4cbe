import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

function sync(target) {
  const fd = fs.openSync(target, 'r')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}

/**
 * A random secret kept in a file only its owner may read; made once. It is on the disk before anything can be encrypted with it:
 * written aside, synced, then linked into place, so that neither a crash nor a second process leaves an empty or another secret.
 */
export function secretIn(file, make) {
  if (!fs.existsSync(file)) {
    const draft = `${file}.${process.pid}`
    fs.writeFileSync(draft, make(), { mode: 0o600 })
    sync(draft)
    try {
      fs.linkSync(draft, file)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    fs.rmSync(draft)
    sync(path.dirname(file))
  }
  return fs.readFileSync(file, 'utf8').trim()
}

/** Fit for a URL without escaping. */
export const newPassword = () => randomBytes(24).toString('base64url')

/** 32 random bytes, base64: the key under which names and phones are encrypted at rest. */
export const newDataKey = () => randomBytes(32).toString('base64')
