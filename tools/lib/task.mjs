import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import fs from 'node:fs'
import { atStop, isStopping } from './lifecycle.mjs'
import { openLog } from './log-file.mjs'
import { PlainError } from './plain-error.mjs'
import { endProcess, identityOf } from './process-identity.mjs'
import { ROOT } from './paths.mjs'

const KEPT_LINES = 25

/**
 * Runs a command to its end, in a process group of its own, which is ended when we are asked to stop.
 * @param {string} file
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd] the checkout by default
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.logFile] output is appended here; without it the output goes straight to the terminal
 * @param {(line: string) => void} [options.onLine] called with every line of output (only with a log file)
 * @param {import('./run-record.mjs').RunRecord} [options.record] so that the guardian knows it
 * @param {'terminate' | 'kill' | 'wait'} [options.onStop] what becomes of it when we are asked to stop
 * @returns {Promise<{ code: number, tail: string }>} code 128+n when ended by a signal; the last lines of its output
 */
export async function runTask(file, args, { cwd = ROOT, env = process.env, logFile, onLine, record, onStop = 'terminate' } = {}) {
  if (isStopping()) throw new PlainError('已中断 · interrupted')
  const log = logFile && openLog(logFile)
  const lines = []
  const child = spawn(file, args, { cwd, env, detached: true, stdio: log ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'] })
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new PlainError(`${file}: ${error.message}`)))
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (text) => {
      fs.writeSync(log, `${text}\n`)
      lines.push(text)
      if (lines.length > KEPT_LINES) lines.shift()
      onLine?.(text)
    })
  }
  const running = { pid: child.pid, identity: child.pid === undefined ? null : identityOf(child.pid), group: true }
  if (child.pid !== undefined) record?.addChild({ name: file, pid: child.pid, group: true })
  const forget = atStop(() => (onStop === 'wait' ? ended.catch(() => {}) : endProcess(running, onStop === 'kill' ? 'SIGKILL' : 'SIGTERM')))
  try {
    return { code: await ended, tail: lines.join('\n') }
  } finally {
    forget()
    if (child.pid !== undefined) record?.removeChild(child.pid)
    if (log) fs.closeSync(log)
  }
}

/** Like `runTask`, with output kept in a log; a failure ends everything with what the command said last. */
export async function runOrFail(name, file, args, options) {
  const { code, tail } = await runTask(file, args, options)
  if (code !== 0) throw new PlainError(`${name} 失败 · ${name} failed (code ${code})${tail ? `:\n${tail}` : ''}`)
}
