import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FieldCipher } from './field-cipher.js'

const cipher = new FieldCipher(Buffer.alloc(32, 7))
const text = fc.string({ unit: 'grapheme', maxLength: 60 })

describe('a personal field at rest', () => {
  it('opens to what was closed, for the row it belongs to', () => {
    fc.assert(fc.property(text, text, (plain, row) => {
      expect(cipher.decrypt(cipher.encrypt(plain, row), row)).toBe(plain)
    }))
  })

  it('does not open when it was moved to another row', () => {
    fc.assert(fc.property(text, text, text, (plain, row, elsewhere) => {
      fc.pre(row !== elsewhere)
      expect(() => cipher.decrypt(cipher.encrypt(plain, row), elsewhere)).toThrow()
    }))
  })

  it('does not open when any byte of it was changed', () => {
    fc.assert(fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, where, change) => {
      const stored = cipher.encrypt(plain, 'case-1')
      const at = where % stored.length
      stored.writeUInt8(stored.readUInt8(at) ^ change, at)
      expect(() => cipher.decrypt(stored, 'case-1')).toThrow()
    }))
  })

  it('does not open with another key, nor cut short', () => {
    for (const plain of ['13847501234', '']) {
      const stored = cipher.encrypt(plain, 'case-1')
      expect(() => new FieldCipher(Buffer.alloc(32, 8)).decrypt(stored, 'case-1')).toThrow()
      for (let length = 0; length < stored.length; length += 1) expect(() => cipher.decrypt(stored.subarray(0, length), 'case-1')).toThrow()
    }
  })

  it('never looks the same twice, and never shows what it holds', () => {
    const closed = Array.from({ length: 200 }, () => cipher.encrypt('13847501234', 'case-1').toString('hex'))
    expect(new Set(closed).size).toBe(200)
    expect(closed.some((hex) => hex.includes(Buffer.from('13847501234').toString('hex')))).toBe(false)
  })

  it('is found by a hash that is the same for the same words however they are typed, and for no other words', () => {
    expect(cipher.lookupHash('１３８４７５０１２３４')).toBe(cipher.lookupHash('13847501234'))
    expect(new FieldCipher(Buffer.alloc(32, 8)).lookupHash('13847501234')).not.toBe(cipher.lookupHash('13847501234'))
    fc.assert(fc.property(text, text, (one, other) => {
      expect(cipher.lookupHash(one) === cipher.lookupHash(other)).toBe(one.normalize('NFKC') === other.normalize('NFKC'))
    }))
  })
})
