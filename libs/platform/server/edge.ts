import { randomBytes } from 'node:crypto'
import { Clock, IdGen, instant, type Instant } from '@tongban/kernel/core'

/** The real present. The only `Date.now()` of the product. */
export class SystemClock extends Clock {
  override now(): Instant {
    return instant(Date.now())
  }
}

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, 74 random bits; sorts by time, so new rows land side by side in an index. */
export class TimeOrderedIdGen extends IdGen {
  constructor(private readonly clock: Clock) {
    super()
  }

  override next(): string {
    const bytes = randomBytes(16)
    bytes.writeUIntBE(this.clock.now(), 0, 6)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}

/** A secret nobody can guess, url-safe; for session tokens and CSRF tokens. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')
