import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The start moment in `/proc/<pid>/stat` (ticks since boot), or null for a zombie. The command name in it may hold blanks and brackets,
 * so fields are counted after the last bracket: state is field 3, start time field 22 (proc(5)).
 */
export function startTicksOf(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
}

/**
 * A name for a running process that no later process can have: pids come round again, above all in containers.
 * @returns {string | null} null when no such process runs
 */
export function identityOf(pid) {
  try {
    const ticks = startTicksOf(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
    return ticks && `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${pid}:${ticks}`
  } catch {
    return null
  }
}

export const isRunning = ({ pid, identity }) => identity !== null && identityOf(pid) === identity

/** Signals a process (or, as `group`, the process group it leads); a process that is gone already is no failure. */
export function signalProcess({ pid, group = false }, signal) {
  try {
    process.kill(group ? -pid : pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Asks a process to end, insists after `withinMs`. */
export async function endProcess(running, signal, withinMs = 15_000) {
  if (!isRunning(running)) return
  signalProcess(running, signal)
  const deadline = performance.now() + withinMs
  while (isRunning(running)) {
    if (performance.now() > deadline) signalProcess(running, 'SIGKILL')
    await sleep(20)
  }
}
