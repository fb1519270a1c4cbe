import { randomPart } from '@tongban/platform/server'

const CODES = 1_000_000
/** The largest multiple of the number of codes in 32 bits: what lies above would make the low codes likelier. */
const FAIR = Math.floor(2 ** 32 / CODES) * CODES

/** Six digits, each code as likely as the others, `000000` included. */
export function randomCode(): string {
  for (;;) {
    const drawn = randomPart(4).readUInt32BE()
    if (drawn < FAIR) return String(drawn % CODES).padStart(6, '0')
  }
}
