import fs from 'node:fs'
import path from 'node:path'

// Daemons live in sbin, which an ordinary user's PATH leaves out.
const ALSO = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** The first of these commands found on the PATH, as a path; undefined when there is none. */
export function findCommand(...names) {
  const dirs = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...ALSO]
  for (const name of names) {
    for (const dir of dirs) {
      const file = path.join(dir, name)
      try {
        fs.accessSync(file, fs.constants.X_OK)
        if (fs.statSync(file).isFile()) return file
      } catch {
        // not here
      }
    }
  }
  return undefined
}
