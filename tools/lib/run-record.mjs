import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from './plain-error.mjs'
import { endProcess, identityOf, isRunning } from './process-identity.mjs'

/**
 * `run.json` in a data directory: who runs it and which processes belong to that run, in the order they were started.
 * It keeps two runs out of one directory, and lets the next run (or the guardian) end what a killed run left behind.
 *
 * @typedef {{ name: string, pid: number, identity: string | null, signal: string, group: boolean }} RunningChild
 * @typedef {{ pid: number, identity: string | null }} Owner
 * @typedef {{ owner: Owner, address: string | null, children: RunningChild[], temporaryDirs: string[] }} Run
 */

export const recordFileOf = (dataDir) => path.join(dataDir, 'run.json')

/** @returns {Run | null} */
export function readRun(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Ends the processes of a run that lost its owner, the last started first, and removes its temporary directories. */
export async function endLeftovers(run) {
  for (const child of run.children.toReversed()) await endProcess(child, child.signal)
  for (const dir of run.temporaryDirs) fs.rmSync(dir, { recursive: true, force: true })
}

/**
 * Takes a data directory for this process. Refuses while another run has it; ends what a dead one left.
 * @param {string} dataDir
 * @param {(leftovers: string[]) => void} [onLeftovers] called before processes of a killed run are ended
 */
export async function openRunRecord(dataDir, onLeftovers = () => {}) {
  const file = recordFileOf(dataDir)
  const earlier = readRun(file)
  if (earlier && isRunning(earlier.owner)) {
    throw new PlainError(
      `此数据目录正在使用 · ${dataDir} is in use by process ${earlier.owner.pid}${earlier.address ? ` (${earlier.address})` : ''}. ` +
        'Stop it first, or pass another --data-dir.',
    )
  }
  if (earlier) {
    const alive = earlier.children.filter(isRunning).map((child) => child.name)
    if (alive.length > 0) onLeftovers(alive)
    await endLeftovers(earlier)
  }

  /** @type {Run} */
  const run = { owner: { pid: process.pid, identity: identityOf(process.pid) }, address: null, children: [], temporaryDirs: [] }
  const write = () => {
    fs.writeFileSync(`${file}.new`, JSON.stringify(run, null, 2), { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
  }
  write()
  return {
    file,
    owner: run.owner,
    addChild({ name, pid, signal = 'SIGTERM', group = false }) {
      run.children.push({ name, pid, identity: identityOf(pid), signal, group })
      write()
    },
    removeChild(pid) {
      run.children = run.children.filter((child) => child.pid !== pid)
      write()
    },
    addTemporaryDir(dir) {
      run.temporaryDirs.push(dir)
      write()
    },
    setAddress(address) {
      run.address = address
      write()
    },
    /** Ends what is still running, whoever started it. */
    endRemaining: () => endLeftovers(run),
    close() {
      fs.rmSync(file, { force: true })
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof openRunRecord>>} RunRecord */
