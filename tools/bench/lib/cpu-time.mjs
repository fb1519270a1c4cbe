import fs from 'node:fs'

/** Linux counts in hundredths of a second everywhere we run (USER_HZ; `getconf CLK_TCK`). */
const TICK_MS = 10

/** Fields of `/proc/<pid>/stat` after the command's name, which may hold blanks: state is [0], parent [1], utime [11], stime [12] (proc(5)). */
function statOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Processor time in ms a process and its children alive now have used, user and system. Null pid is no process: 0. */
export function cpuMsOf(pid) {
  if (pid === null) return 0
  let ticks = 0
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(name)
    if (stat && (Number(name) === pid || Number(stat[1]) === pid)) ticks += Number(stat[11]) + Number(stat[12])
  }
  return ticks * TICK_MS
}
