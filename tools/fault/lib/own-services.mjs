import { PlainError } from '../../lib/plain-error.mjs'

/** Throws unless the data services are ones this run starts itself. */
export function refuseOthersServices() {
  if (process.env.DATABASE_URL || process.env.REDIS_URL) {
    throw new PlainError('只能用自带的数据服务 · unset DATABASE_URL and REDIS_URL: other services are not ours to break')
  }
}

/** A whole number among the options. */
export function wholeOption(values, name, { from, to }) {
  const value = Number(values[name])
  if (!Number.isInteger(value) || value < from || value > to) throw new PlainError(`--${name}: ${from}…${to}`)
  return value
}
