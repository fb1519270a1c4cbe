import fs from 'node:fs'
import path from 'node:path'
import { DEFAULT_DATA_DIR } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { isRunning } from '../../lib/process-identity.mjs'
import { endLeftovers, readRun, recordFileOf } from '../../lib/run-record.mjs'

/**
 * An empty data directory `.tongban/<name>` for a run that must not depend on the runs before it. Logs and profiles of the last run are
 * kept until then, to look into.
 * @returns {Promise<string>} absolute
 */
export async function freshDataDir(name) {
  const dir = path.join(DEFAULT_DATA_DIR, name)
  const run = readRun(recordFileOf(dir))
  if (run && isRunning(run.owner)) throw new PlainError(`${dir} 正在使用 · is in use by process ${run.owner.pid}`)
  if (run) await endLeftovers(run)
  // Where root's checkout is closed to the unprivileged user, the services keep their files outside (service-home.mjs).
  const link = path.join(dir, 'services')
  if (fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) fs.rmSync(fs.readlinkSync(link), { recursive: true, force: true })
  fs.rmSync(dir, { recursive: true, force: true })
  return dir
}
