import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PlainError } from './plain-error.mjs'
import * as say from './say.mjs'
import { chooseServiceUser, isRoot, userCan } from './unprivileged-user.mjs'

/** Where durable data lies when root's checkout is closed to the unprivileged user. */
const OUTSIDE = '/var/lib/tongban'
/** What a home may hold; ports are chosen anew. */
const CONTENTS = ['postgres', 'postgres-password', 'redis', 'redis-password']

/**
 * Where PostgreSQL and Redis keep their files, and as whom they run.
 * @typedef {{ dir: string, user: import('./unprivileged-user.mjs').ServiceUser | null, temporary: boolean }} ServiceHome
 *   user null: as ourselves; temporary: to be removed when the run ends
 */

/** Makes the data directory: its owner's alone, except that root lets the services pass through to their own folders. */
export function makeDataDir(dataDir) {
  try {
    fs.mkdirSync(dataDir, { recursive: true })
    fs.chmodSync(dataDir, isRoot() ? 0o711 : 0o700)
    fs.accessSync(dataDir, fs.constants.W_OK)
  } catch (error) {
    throw new PlainError(`数据目录不可写 · cannot write to ${dataDir} (${error.code}). Choose another with --data-dir.`)
  }
}

/**
 * Usually the data directory itself. Started by root in a place the unprivileged user cannot enter (a 0700 home), durable data goes to
 * `/var/lib/tongban/<id>` instead and the link `services` in the data directory leads there; throw-away data goes to the temporary
 * directory.
 * @returns {ServiceHome}
 */
export function prepareHome({ dataDir, durable }) {
  const link = path.join(dataDir, 'services')
  const linked = fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? fs.readlinkSync(link) : null
  if (!isRoot()) {
    const owner = fs.statSync(path.join(dataDir, 'postgres'), { throwIfNoEntry: false })?.uid ?? process.getuid()
    if (linked || owner !== process.getuid()) {
      throw new PlainError(`数据属于其他用户 · the data in ${dataDir} belong to another user. Start as that user, or pass another --data-dir.`)
    }
    return { dir: dataDir, user: null, temporary: false }
  }

  const user = chooseServiceUser(path.join(linked ?? dataDir, 'postgres'))
  if (linked) {
    makeOpenDir(linked)
    return { dir: linked, user, temporary: false }
  }
  if (userCan(user, '-x', dataDir)) return { dir: dataDir, user, temporary: false }
  if (!durable) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tongban-test-'))
    fs.chmodSync(dir, 0o711)
    return { dir, user, temporary: true }
  }
  const dir = path.join(OUTSIDE, randomBytes(6).toString('hex'))
  makeOpenDir(OUTSIDE)
  makeOpenDir(dir)
  moveEarlierData(dataDir, dir)
  fs.symlinkSync(dir, link)
  say.note(`数据库文件存于 ${dir} · the data directory is closed to the unprivileged user PostgreSQL runs as; its files are there (link: ${link})`)
  return { dir, user, temporary: false }
}

/** The modes are set apart from the making, which the umask would narrow. */
function makeOpenDir(dir) {
  fs.mkdirSync(dir, { recursive: true })
  fs.chmodSync(dir, 0o711)
}

/** A place that was open before and has been closed since holds data already. `mv` keeps owners, also across file systems. */
function moveEarlierData(from, to) {
  for (const name of CONTENTS) {
    const earlier = path.join(from, name)
    if (!fs.existsSync(earlier)) continue
    if (spawnSync('mv', [earlier, path.join(to, name)]).status !== 0) throw new PlainError(`无法移动数据 · cannot move ${earlier} to ${to}`)
  }
}

/** A folder in the home that only the service's user may enter. */
export function makeServiceDir({ dir, user }, name) {
  const made = path.join(dir, name)
  fs.mkdirSync(made, { recursive: true })
  fs.chmodSync(made, 0o700)
  if (user) fs.chownSync(made, user.uid, user.gid)
  return made
}
