import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { findCommand } from './find-command.mjs'
import { CACHE_DIR, DEFAULT_DATA_DIR } from './paths.mjs'
import * as say from './say.mjs'
import { runTask } from './task.mjs'

const LOG = path.join(DEFAULT_DATA_DIR, 'logs/apt.log')
const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }

export const hasApt = () => findCommand('apt-get') !== undefined

// Waited for even when we are asked to stop: a half-done installation would leave the system's package database broken.
const apt = async (args, cwd = '/') => (await runTask('apt-get', args, { cwd, env: ENV, logFile: LOG, onStop: 'wait' })).code === 0

/** Installs packages for the whole system (root only); the lists are brought up to date only when it does not work without. */
export function installPackages(packages) {
  const install = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...packages]
  return say.step(`安装 Debian 软件包 · Installing ${packages.join(' ')} from Debian`, async (update) => {
    if (await apt(install)) return true
    update('apt-get update')
    await apt(['update'])
    update('')
    return apt(install)
  })
}

/** The packages `apt-get --simulate install` would add. */
export const simulatedInstalls = (output) => [...output.matchAll(/^Inst (\S+)/gm)].map((match) => match[1])

/**
 * Fetches a package with whatever it needs that is not installed, and unpacks it without installing: no root needed.
 * @returns {Promise<string | null>} the directory that stands for `/`, null when it could not be had
 */
export async function unpackPackage(name) {
  const home = path.join(CACHE_DIR, 'debian', name)
  const root = path.join(home, 'root')
  if (fs.existsSync(root)) return root
  const downloads = path.join(home, 'packages')
  // Lists of our own serve where the system's were removed (container images) or are stale, which only root could mend.
  const ownLists = ['-o', `Dir::State::Lists=${path.join(home, 'lists')}`, '-o', `Dir::Cache=${path.join(home, 'cache')}`]
  return say.step(`从 Debian 取得 ${name} · Fetching ${name} from Debian, without installing it`, async (update) => {
    for (const options of [[], ownLists]) {
      fs.rmSync(downloads, { recursive: true, force: true })
      fs.mkdirSync(downloads, { recursive: true })
      if (options.length > 0) {
        update('apt-get update')
        fs.mkdirSync(path.join(home, 'lists/partial'), { recursive: true })
        fs.mkdirSync(path.join(home, 'cache/archives/partial'), { recursive: true })
        await apt([...options, 'update'])
      }
      const simulate = [...options, '--simulate', '--no-install-recommends', 'install', name]
      const plan = spawnSync('apt-get', simulate, { encoding: 'utf8', env: ENV })
      const needed = simulatedInstalls(plan.stdout ?? '')
      if (needed.length === 0 || !(await apt([...options, 'download', ...needed], downloads))) continue
      return unpackAll(downloads, root) ? root : null
    }
    return null
  })
}

function unpackAll(downloads, root) {
  const draft = `${root}.new`
  fs.rmSync(draft, { recursive: true, force: true })
  for (const file of fs.readdirSync(downloads)) {
    if (spawnSync('dpkg', ['-x', path.join(downloads, file), draft]).status !== 0) return false
  }
  fs.renameSync(draft, root)
  return true
}

/** Where the libraries of an unpacked tree lie, for LD_LIBRARY_PATH. */
export function libraryPathOf(root) {
  const dirs = []
  for (const lib of ['usr/lib', 'lib']) {
    const base = path.join(root, lib)
    if (!fs.existsSync(base)) continue
    dirs.push(base, ...fs.readdirSync(base).filter((name) => name.includes('-linux-gnu')).map((name) => path.join(base, name)))
  }
  return dirs.join(':')
}
