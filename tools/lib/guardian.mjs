/**
 * Ends a run's processes when their owner dies without a chance to do it itself (`kill -9`, out of memory).
 * It sits on a pipe from the owner; the pipe ends when the owner does. Started by `watchOver`, never by hand.
 */
import fs from 'node:fs'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endLeftovers, readRun } from './run-record.mjs'

const here = fileURLToPath(import.meta.url)

/** Starts the guardian of a run. @returns {() => void} dismisses it, for the orderly end */
export function watchOver({ file, owner }) {
  const guardian = spawn(process.execPath, [here, file, owner.identity ?? ''], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  guardian.on('error', () => {})
  guardian.stdin.on('error', () => {})
  guardian.unref()
  guardian.stdin.unref()
  return () => guardian.kill('SIGKILL')
}

async function keepWatch(file, ownerIdentity) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  for await (const _ of process.stdin);
  const run = readRun(file)
  // A new run may have taken the directory over in the meantime: then it has ended the leftovers itself.
  if (run?.owner.identity !== ownerIdentity) return
  await endLeftovers(run)
  if (readRun(file)?.owner.identity === ownerIdentity) fs.rmSync(file, { force: true })
}

if (process.argv[1] === here) await keepWatch(process.argv[2], process.argv[3])
