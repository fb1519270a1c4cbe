import { describe, expect, it } from '@jest/globals'
import { sessionTokenOf } from './session-cookie.js'

const TOKEN = 'abcdefghijklmnopqrstuvwxyz_-0123456789ABCDE'

describe('the session token of a cookie header', () => {
  it.each([
    ['alone', `tongban_session=${TOKEN}`],
    ['among others', `theme=dark; tongban_session=${TOKEN}; lang=zh`],
    ['without blanks', `theme=dark;tongban_session=${TOKEN};lang=zh`],
  ])('is found %s', (_, header) => {
    expect(sessionTokenOf(header)).toBe(TOKEN)
  })

  it.each([
    ['there is no cookie', undefined],
    ['the cookie is empty', 'tongban_session='],
    ['the name only ends alike', `not_tongban_session=${TOKEN}`],
    ['the value is no token', 'tongban_session=abc%20def'],
    ['the value is endless', `tongban_session=${'a'.repeat(5_000)}`],
  ])('is none when %s', (_, header) => {
    expect(sessionTokenOf(header)).toBeNull()
  })
})
