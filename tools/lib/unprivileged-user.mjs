import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { PlainError } from './plain-error.mjs'

/** PostgreSQL refuses to run as root; `postgres` exists where Debian's package was installed, `nobody` everywhere. */
const NAMES = ['postgres', 'nobody']

/** @typedef {{ uid: number, gid: number }} ServiceUser */

export const isRoot = () => process.getuid() === 0

/** The user from the lines of a passwd file, null when it is not there. @returns {ServiceUser | null} */
export function userIn(passwd, name) {
  for (const entry of passwd.split('\n')) {
    const [user, , uid, gid] = entry.split(':')
    if (user === name) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

/** Whom services run as when we are root: the owner of data that exists already, else the first of the known names. */
export function chooseServiceUser(existingDataDir) {
  const owner = existingDataDir && fs.statSync(existingDataDir, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const passwd = fs.readFileSync('/etc/passwd', 'utf8')
  for (const name of NAMES) {
    const user = userIn(passwd, name)
    if (user) return user
  }
  throw new PlainError(`没有普通用户 · PostgreSQL must not run as root, and no user ${NAMES.join(' or ')} exists. Start as an ordinary user.`)
}

/** Asks the system itself (permissions of every parent directory, ACLs) whether a user passes `test <flag> <path>`. */
export function userCan(user, flag, target) {
  return spawnSync('test', [flag, target], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}
