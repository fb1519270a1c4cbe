import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { findCommand } from './find-command.mjs'
import { checkOwnVersion } from './node-runtime.mjs'
import { DEFAULT_DATA_DIR, ROOT } from './paths.mjs'
import { PlainError } from './plain-error.mjs'
import * as say from './say.mjs'
import { runTask } from './task.mjs'

const TRIES = 2
const LOCK = path.join(ROOT, 'package-lock.json')

/** npm's own record of what it installed. It is written last, so an interrupted installation has none. */
const RECORD = path.join(ROOT, 'node_modules/.package-lock.json')
/** The hash of the lock file that was installed. */
const STAMP = path.join(ROOT, 'node_modules/.tongban-lock')

/**
 * Why the installed packages are not those of the lock file; null when they are. Both are `packages` objects of npm's lock format.
 * Optional packages may be absent (another platform), but not in another version; extraneous ones are never installed by `npm ci`.
 */
export function differenceOf(locked, installed) {
  for (const [place, wanted] of Object.entries(locked)) {
    // '' and the workspaces' own folders are sources, not packages.
    if (!place.includes('node_modules/') || wanted.extraneous) continue
    const got = installed[place]
    if (!got) {
      if (wanted.optional || wanted.devOptional) continue
      return `${place} is missing`
    }
    if (wanted.link ? got.resolved !== wanted.resolved : got.version !== wanted.version || got.integrity !== wanted.integrity) {
      return `${place} is ${got.version ?? got.resolved} instead of ${wanted.version ?? wanted.resolved}`
    }
  }
  return null
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

function hashOfLock() {
  try {
    return createHash('sha256').update(fs.readFileSync(LOCK)).digest('hex')
  } catch {
    throw new PlainError('缺少 package-lock.json · package-lock.json is missing; restore it from git.')
  }
}

/** The stamp answers at once; without it (someone ran `npm ci` by hand) the packages are compared one by one. */
function reasonToInstall() {
  const hash = hashOfLock()
  const installed = packagesIn(RECORD)
  if (!installed) return 'nothing is installed yet'
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === hash) return null
  const difference = differenceOf(packagesIn(LOCK) ?? {}, installed)
  if (difference === null) stamp(hash)
  return difference
}

function stamp(hash) {
  try {
    fs.writeFileSync(STAMP, hash)
  } catch {
    // Installed by another user for us to use: then they are compared every time.
  }
}

/** Installs the packages of the lock file unless exactly they are there. */
export async function ensureInstalled() {
  checkOwnVersion()
  const reason = reasonToInstall()
  if (reason === null) return
  // Under `npm start` npm names itself; else it is looked for beside this Node, then on the PATH.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, process.env.npm_execpath]
    : [[path.join(path.dirname(process.execPath), 'npm')].find((file) => fs.existsSync(file)) ?? findCommand('npm')]
  if (!npm[0]) throw new PlainError('找不到 npm · npm was not found; it comes with Node (package `npm` on Debian).')
  say.note(`需要安装依赖 · packages will be installed: ${reason}`)
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=warn']
  const logFile = path.join(DEFAULT_DATA_DIR, 'logs/install.log')
  for (let attempt = 1; ; attempt++) {
    const result = await say.step('安装依赖 · Installing packages', (update) => {
      update(`npm ci${attempt > 1 ? `, attempt ${attempt}` : ''}`)
      // Killed, not asked: npm would spend half a minute on undoing what the next start does anew anyway.
      return runTask(npm[0], [...npm.slice(1), ...args], { logFile, onStop: 'kill' })
    })
    if (result.code === 0) return stamp(hashOfLock())
    if (attempt === TRIES) {
      throw new PlainError(`安装依赖失败 · npm ci failed (code ${result.code}):\n${result.tail}\n  (whole output: ${logFile})`)
    }
    say.warn(`npm ci 失败，重试 · npm ci failed (code ${result.code}), trying once more`)
  }
}
