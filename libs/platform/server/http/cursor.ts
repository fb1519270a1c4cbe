import { instant, type Instant } from '@tongban/kernel/core'
import { InputRefused } from './http-endpoint.js'

/** Where a page ended: a moment and an id, opaque to whoever carries it. */
export const cursorOf = (at: Instant, id: string): string => Buffer.from(`${at}.${id}`).toString('base64url')

/** A cursor that was not made by `cursorOf` is bad input. */
export function readCursor(cursor: string | undefined): { at: Instant; id: string } | null {
  if (cursor === undefined) return null
  const match = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new InputRefused([{ field: 'query.cursor', rule: 'cursor', message: '翻页位置无效，请从第一页重新查看' }])
  }
  return { at: instant(Number(match[1])), id: match[2] }
}
