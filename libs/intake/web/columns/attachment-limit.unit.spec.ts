import { describe, expect, it } from '@jest/globals'
import { kindOfFile, tooLarge } from './attachment-limit.js'

const MB = 1_048_576

describe('a file to be attached', () => {
  it.each([
    ['现场.jpg', 'image/jpeg', 'image'],
    ['来电.m4a', 'audio/x-m4a', 'audio'],
    ['现场.MP4', '', 'video'],
    ['回执.docx', '', 'document'],
    ['没有后缀', '', null],
    ['程序.exe', 'application/octet-stream', null],
  ])('%s of type “%s” is %s', (name, type, kind) => {
    expect(kindOfFile({ name, type })).toBe(kind)
  })

  it('is too large only beyond the limit of its own kind', () => {
    expect(tooLarge({ name: '现场.jpg', type: 'image/jpeg', size: 20 * MB })).toBeNull()
    expect(tooLarge({ name: '现场.jpg', type: 'image/jpeg', size: 20 * MB + 1 })).toEqual({ kind: 'image', limitMb: 20, sizeMb: 21 })
    expect(tooLarge({ name: '现场.mp4', type: 'video/mp4', size: 150 * MB })).toBeNull()
  })

  it('goes to the server when nobody here knows what it is', () => {
    expect(tooLarge({ name: '没有后缀', type: '', size: 900 * MB })).toBeNull()
  })
})
