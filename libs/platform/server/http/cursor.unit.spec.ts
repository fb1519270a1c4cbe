import { describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import { START } from '@tongban/testing/server'
import fc from 'fast-check'
import { cursorOf, readCursor } from './cursor.js'
import { InputRefused } from './http-endpoint.js'

const ID = '0199a000-0000-7000-8000-000000000001'
const encoded = (text: string): string => Buffer.from(text).toString('base64url')

describe('where a page ended', () => {
  it('is read as it was written', () => {
    expect(readCursor(cursorOf(START, ID))).toEqual({ at: START, id: ID })
    expect(readCursor(cursorOf(instant(0), ID))).toEqual({ at: 0, id: ID })
    expect(readCursor(undefined)).toBeNull()
  })

  it('travels in an address as it is', () => {
    expect(encodeURIComponent(cursorOf(START, ID))).toBe(cursorOf(START, ID))
  })

  it.each([
    '',
    'x',
    '!!!',
    encoded(''),
    encoded(`${START}`),
    encoded(`${START}.`),
    encoded(`${START}.${ID}x`),
    encoded(`-1.${ID}`),
    encoded(`1.5.${ID}`),
    encoded(`${START}.${'-'.repeat(36)}`),
    encoded(`${START}.${'a'.repeat(36)}`),
    encoded(`999999999999999.${ID}`),
    encoded(`${START}.${ID}' OR true --`),
  ])('is refused, by its field, when it reads %j', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(InputRefused)
    try {
      readCursor(cursor)
    } catch (error) {
      expect((error as InputRefused).errors).toMatchObject([{ field: 'query.cursor', rule: 'cursor' }])
    }
  })

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(() => readCursor(text)).toThrow(InputRefused)
      }),
    )
  })
})
