import { constants } from 'node:os'
import * as say from './say.mjs'
import { PlainError } from './plain-error.mjs'

/** Undo steps of what this process started; the last registered runs first. */
const undoSteps = []
let stopped = null
let interruptedBy = null

/** True from the moment the end has begun: nothing new may be started then. */
export const isStopping = () => stopped !== null

/** Registers what to do at the end. Returns a function that takes it back. */
export function atStop(undo) {
  undoSteps.push(undo)
  return () => {
    const index = undoSteps.indexOf(undo)
    if (index >= 0) undoSteps.splice(index, 1)
  }
}

/** Undoes everything, once; a second call waits for the first. */
export function stopAll() {
  stopped ??= (async () => {
    while (undoSteps.length > 0) {
      try {
        await undoSteps.pop()()
      } catch (error) {
        say.warn(error instanceof Error ? error.message : String(error))
      }
    }
  })()
  return stopped
}

/**
 * Runs a tool: reports failures, and on Ctrl-C, SIGTERM or the loss of the terminal stops everything in order before it exits.
 * @param {() => Promise<number | void>} work answers the exit code
 * @param {{ interruptedExitCode?: () => number | undefined }} [options] for a server, being stopped is success
 */
export async function main(work, { interruptedExitCode } = {}) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void interrupt(signal, interruptedExitCode))
  let exitCode = 1
  try {
    exitCode = (await work()) ?? 0
  } catch (error) {
    if (interruptedBy) return
    say.line(error instanceof PlainError ? `✗ ${error.message}` : `✗ ${error?.stack ?? error}`)
  }
  // After a signal the handler below ends the process; work that fails because it was interrupted has nothing to add.
  if (interruptedBy) return
  await stopAll()
  process.exit(exitCode)
}

async function interrupt(signal, exitCodeOf) {
  if (interruptedBy) return
  interruptedBy = signal
  say.line(`\n■ 正在停止… · Stopping (${signal})`)
  const code = exitCodeOf?.() ?? 128 + constants.signals[signal]
  await stopAll()
  say.line('■ 已停止 · Stopped')
  process.exit(code)
}
