import { randomBytes } from 'node:crypto'
import { Clock, IdGen, instant, type Instant } from '@tongban/kernel/core'

/** The real present. The only `Date.now()` of the product. */
export class SystemClock extends Clock {
  override now(): Instant {
    return instant(Date.now())
  }
}

const POOL_BYTES = 4_096
let pool = Buffer.alloc(0)
let used = 0

/**
 * Random bytes, fetched from the system some thousand at a time: a call for 16 costs nearly as much as one for thousands (7 % of a filing's
 * processor time before). Every byte is given out once, and a buffer that was handed out is never written again.
 */
export function randomPart(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    pool = randomBytes(Math.max(bytes, POOL_BYTES))
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, 74 random bits; sorts by time, so new rows land side by side in an index. */
export class TimeOrderedIdGen extends IdGen {
  constructor(private readonly clock: Clock) {
    super()
  }

  override next(): string {
    const bytes = randomPart(16)
    bytes.writeUIntBE(this.clock.now(), 0, 6)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}

/** A secret nobody can guess, url-safe; for session tokens and CSRF tokens. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')
