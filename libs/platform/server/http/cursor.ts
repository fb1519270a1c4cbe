import { instant, type Instant } from '@tongban/kernel/core'
import { Refused } from '../refused.js'

/** Where a page ended: a moment and an id, opaque to whoever carries it. */
export const cursorOf = (at: Instant, id: string): string => Buffer.from(`${at}.${id}`).toString('base64url')

/** A cursor that was not made by `cursorOf` is bad input. */
export function readCursor(cursor: string | undefined): { at: Instant; id: string } | null {
  if (cursor === undefined) return null
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (match?.[1] === undefined || match[2] === undefined) throw new Refused({ code: 'INPUT_INVALID', params: { count: 1 } })
  return { at: instant(Number(match[1])), id: match[2] }
}
