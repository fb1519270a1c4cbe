import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isStopping } from './lifecycle.mjs'
import { openLog, tailOf } from './log-file.mjs'
import { PlainError } from './plain-error.mjs'
import { endProcess, identityOf } from './process-identity.mjs'
import * as say from './say.mjs'

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000
/** A process that ran this long before it died begins again with the shortest delay. */
const HEALTHY_AFTER_MS = 60_000
const POLL_MS = 25

/** How long to wait before the restart that follows `failures` quick deaths in a row: 0.5, 1, 2, … 30 s. */
export const restartDelayMs = (failures) => Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 16))

/** @typedef {{ file: string, args: string[], options?: import('node:child_process').SpawnOptions }} Launch */

/**
 * Keeps one long-lived process running: starts it, waits until it is ready, starts it again when it dies unasked, ends it when told.
 * It leads a process group of its own, so that Ctrl-C at the terminal reaches only us and we can stop things in order.
 *
 * @param {object} spec
 * @param {string} spec.name
 * @param {() => Promise<Launch>} spec.launch asked before every start
 * @param {(pid: number) => Promise<boolean> | boolean} spec.isReady polled until true
 * @param {string} spec.logFile
 * @param {import('./run-record.mjs').RunRecord} spec.record
 * @param {number} [spec.readyWithinMs]
 * @param {NodeJS.Signals} [spec.stopSignal]
 * @param {number} [spec.stopWithinMs] after that it is killed
 */
export function supervise(spec) {
  const { name, launch, isReady, logFile, record, readyWithinMs = 60_000, stopSignal = 'SIGTERM', stopWithinMs = 20_000 } = spec
  let current = null
  let stopping = false
  const abort = new AbortController()

  async function spawnOnce() {
    const { file, args, options } = await launch()
    if (stopping || isStopping()) throw new PlainError(`${name}: 已中断 · interrupted`)
    const log = openLog(logFile)
    const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log, log] })
    fs.closeSync(log)
    const ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
    })
    const identity = child.pid === undefined ? null : identityOf(child.pid)
    current = { pid: child.pid, identity, ended, end: null, begin: performance.now() }
    const self = current
    if (child.pid !== undefined) record.addChild({ name, pid: child.pid, signal: stopSignal })
    void ended.then((end) => {
      self.end = end
      if (child.pid !== undefined && !stopping) record.removeChild(child.pid)
    })
    return self
  }

  /** @returns {Promise<boolean>} false when it ended or took too long */
  async function becomesReady(self) {
    const deadline = performance.now() + readyWithinMs
    while (self.end === null && performance.now() < deadline) {
      if (await isReady(self.pid)) return self.end === null
      await sleep(POLL_MS)
    }
    return false
  }

  async function keepAlive(first) {
    let self = first
    let failures = 0
    for (;;) {
      const end = await self.ended
      if (stopping) return
      if (performance.now() - self.begin > HEALTHY_AFTER_MS) failures = 0
      const delay = restartDelayMs(failures++)
      say.warn(`${name} 意外退出 (${end})，${delay / 1_000} 秒后重启 · ended unexpectedly, restarting in ${delay / 1_000} s (log: ${logFile})`)
      try {
        await sleep(delay, undefined, { signal: abort.signal })
        self = await spawnOnce()
      } catch (error) {
        if (stopping) return
        say.warn(`${name}: ${error instanceof Error ? error.message : error}`)
        continue
      }
      void becomesReady(self).then((ready) => {
        if (ready) say.note(`${name} 已恢复 · is back (pid ${self.pid})`)
      })
    }
  }

  return {
    name,
    /** The process id now; it changes with every restart. */
    pid: () => (current && current.end === null ? current.pid : null),
    /** Starts it and waits until it is ready. Throws, with the end of its log, when it does not become so. */
    async start() {
      const self = await spawnOnce()
      if (await becomesReady(self)) {
        void keepAlive(self)
        return
      }
      const reason = self.end ?? `not ready within ${say.duration(readyWithinMs)}`
      await endProcess(self, stopSignal, stopWithinMs)
      throw new PlainError(`${name} 启动失败 · ${name} did not start (${reason}); the end of ${logFile}:\n${tailOf(logFile)}`)
    },
    async stop() {
      stopping = true
      abort.abort()
      const self = current
      if (!self || self.end !== null) return
      await endProcess(self, stopSignal, stopWithinMs)
      await self.ended
      record.removeChild(self.pid)
    },
  }
}

/** @typedef {ReturnType<typeof supervise>} SupervisedProcess */
