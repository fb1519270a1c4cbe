import fs from 'node:fs'

/** Linux counts in hundredths of a second everywhere we run (USER_HZ; `getconf CLK_TCK`). */
const TICK_MS = 10

/**
 * Fields of `/proc/<pid>/stat` after the command's name, which may hold blanks (proc(5)): state is [0], parent [1], own time [11] user and
 * [12] system, that of children which have ended [13] and [14].
 */
function statOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Processor time in ms a process and its children, ended ones too, have used; user and system. Null pid is no process: 0. */
export function cpuMsOf(pid) {
  if (pid === null) return 0
  let ticks = 0
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(name)
    if (!stat || (Number(name) !== pid && Number(stat[1]) !== pid)) continue
    const ended = Number(name) === pid ? Number(stat[13]) + Number(stat[14]) : 0
    ticks += Number(stat[11]) + Number(stat[12]) + ended
  }
  return ticks * TICK_MS
}
