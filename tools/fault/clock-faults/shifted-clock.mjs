/**
 * Loaded before everything else (`node --import`) by a process whose wall clock is to jump: `Date` tells the time of the machine plus what stands in the
 * file TONGBAN_FAULT_CLOCK names, in ms. Timers do not jump, as they do not when a machine's clock is set. Never part of the product.
 */
import fs from 'node:fs'

const FILE = process.env.TONGBAN_FAULT_CLOCK
const LOOK_MS = 20
const TrueDate = Date
const trueNow = Date.now.bind(Date)

if (FILE !== undefined) {
  let offset = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  const offsetNow = () => {
    if (performance.now() - lookedAt < LOOK_MS) return offset
    lookedAt = performance.now()
    try {
      offset = Number(fs.readFileSync(FILE, 'utf8')) || 0
    } catch {
      offset = 0
    }
    return offset
  }
  const now = () => trueNow() + offsetNow()
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new TrueDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  })
}
