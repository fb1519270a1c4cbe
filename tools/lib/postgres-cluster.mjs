import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from './plain-error.mjs'
import { endProcess, identityOf } from './process-identity.mjs'
import * as say from './say.mjs'
import { newPassword, secretIn } from './secrets.mjs'
import { makeServiceDir } from './service-home.mjs'

export const DATABASE = 'tongban'
export const SUPERUSER = 'postgres'

/** The major version existing data were written by; null when there are none. */
export function majorOfData(home) {
  try {
    return Number(fs.readFileSync(path.join(home.dir, 'postgres/PG_VERSION'), 'utf8').trim())
  } catch {
    return null
  }
}

/** The fields of `postmaster.pid` that matter here: line 1 the pid, line 8 the status (miscadmin.h). */
export function readPidFile(text) {
  const lines = text.split('\n')
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
}

export function pidFileOf(dataDir) {
  try {
    return readPidFile(fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8'))
  } catch {
    return null
  }
}

/**
 * Makes the cluster unless it exists: UTF-8, C collation, password authentication with a random password kept in `postgres-password` (0600)
 * beside it. It is made aside and renamed when complete: an interrupted first start leaves nothing half done.
 * @returns {Promise<{ dataDir: string, password: string }>}
 */
export async function prepareCluster(binaries, home, durable) {
  const dataDir = path.join(home.dir, 'postgres')
  const passwordFile = path.join(home.dir, 'postgres-password')
  const passwordKnown = fs.existsSync(passwordFile)
  const password = secretIn(passwordFile, newPassword)
  if (!fs.existsSync(dataDir)) {
    await say.step(`建立数据库 · Creating a PostgreSQL ${binaries.major} database`, () => create(binaries, home, password, durable))
    fs.renameSync(path.join(home.dir, 'postgres.new'), dataDir)
  } else if (!passwordKnown) {
    // Someone removed the file; whoever may read the data directory may set a new password.
    await endLeftoverPostmaster(dataDir)
    runSingleUser(binaries, home, dataDir, `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'`)
  }
  return { dataDir, password }
}

function create(binaries, home, password, durable) {
  fs.rmSync(path.join(home.dir, 'postgres.new'), { recursive: true, force: true })
  const draft = makeServiceDir(home, 'postgres.new')
  const passwordForInit = path.join(home.dir, 'postgres-password.init')
  fs.writeFileSync(passwordForInit, `${password}\n`, { mode: 0o600 })
  if (home.user) fs.chownSync(passwordForInit, home.user.uid, home.user.gid)
  try {
    run(binaries, home, 'initdb', [
      '-D', draft, '-U', SUPERUSER, `--pwfile=${passwordForInit}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8',
      '--data-checksums', ...(durable ? [] : ['--no-sync']),
    ])
  } finally {
    fs.rmSync(passwordForInit, { force: true })
  }
  runSingleUser(binaries, home, draft, `CREATE DATABASE ${DATABASE}`)
}

/** One statement without a server, for the programs from npm come without psql. */
const runSingleUser = (binaries, home, dataDir, statement) =>
  run(binaries, home, 'postgres', ['--single', '-D', dataDir, 'postgres'], `${statement}\n`)

function run(binaries, home, command, args, input) {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const result = spawnSync(path.join(binaries.bin, command), args, { ...home.user, cwd: '/', encoding: 'utf8', input, env })
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? result.error.message : ''}`
  // Single-user mode reports a failed statement but ends with 0.
  if (result.status !== 0 || /(ERROR|FATAL|PANIC):/.test(said)) throw new PlainError(`${command} 失败 · ${command} failed:\n${said.trim()}`)
}

/**
 * Before a start: a server that a killed run left on this data directory is stopped; a `postmaster.pid` whose pid now belongs to
 * another program is removed (PostgreSQL itself only sees that some process has that pid, and refuses).
 */
export async function endLeftoverPostmaster(dataDir) {
  const earlier = pidFileOf(dataDir)
  if (!earlier) return
  const identity = identityOf(earlier.pid)
  if (identity !== null && isPostmasterOf(earlier.pid, dataDir)) {
    say.note(`停止上次遗留的 PostgreSQL · stopping the PostgreSQL an earlier run left (pid ${earlier.pid})`)
    await endProcess({ pid: earlier.pid, identity }, 'SIGINT', 30_000)
  } else {
    fs.rmSync(path.join(dataDir, 'postmaster.pid'), { force: true })
  }
}

function isPostmasterOf(pid, dataDir) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir)
  } catch {
    return false
  }
}
