import { describe, expect, it } from '@jest/globals'
import { attachmentClaimSchema, evidenceOfExif } from './attachment-evidence.js'
import { ATTACHMENT_ACCEPT, ATTACHMENT_KINDS, ATTACHMENT_LIMITS_ZH, ATTACHMENT_TYPES, attachmentType, MAX_IMAGE_PIXELS } from './attachment-policy.js'
import { CASE_REFUSALS } from './refusals.js'
import { refusalText } from '@tongban/kernel/contract'

const NOW = Date.parse('2026-11-21T02:00:00Z')
const at = (DateTimeOriginal: unknown, OffsetTimeOriginal?: unknown) => evidenceOfExif({ DateTimeOriginal, OffsetTimeOriginal }, NOW)?.takenAt ?? null
const place = (latitude: unknown, longitude: unknown) => {
  const found = evidenceOfExif({ latitude, longitude }, NOW)
  return found === null ? null : [found.latitude, found.longitude]
}

describe('the moment in a photograph', () => {
  it.each([
    ['in the city when no zone is written', '2026:11:20 09:30:15', undefined, '2026-11-20T01:30:15.000Z'],
    ['in the zone that is written', '2026:11:20 09:30:15', '+09:00', '2026-11-20T00:30:15.000Z'],
    ['in the city when the zone is nonsense', '2026:11:20 09:30:15', 'CST', '2026-11-20T01:30:15.000Z'],
    ['nothing when the camera’s clock was never set', '2000:01:01 00:00:00', undefined, null],
    ['nothing when it lies ahead by more than a day', '2026:11:23 09:00:00', undefined, null],
    ['nothing when there is no such day', '2026:13:40 09:00:00', undefined, null],
    ['nothing when it is blank', '    :  :     :  :  ', undefined, null],
    ['nothing when it is no text', 20261120, undefined, null],
  ])('is %s', (_, written, zone, wanted) => {
    expect(at(written, zone)).toBe(wanted)
  })

  it('is the one of its making when that of its taking is missing', () => {
    expect(evidenceOfExif({ CreateDate: '2026:11:20 09:30:15' }, NOW)).toEqual({ takenAt: '2026-11-20T01:30:15.000Z', latitude: null, longitude: null })
  })
})

describe('the place in a photograph', () => {
  it.each([
    [43.652251234567, 122.2435, [43.6522512, 122.2435]],
    [-33.9, -70.6, [-33.9, -70.6]],
    [0, 0, null],
    [0, 10, [0, 10]],
    [91, 10, null],
    [10, 181, null],
    [NaN, 10, null],
    ['43', '122', null],
    [43, undefined, null],
  ])('%j, %j is %j', (latitude, longitude, wanted) => {
    expect(place(latitude, longitude)).toEqual(wanted)
  })
})

describe('what may be uploaded', () => {
  it('is said in one list: each type has a kind, each refusal speaks of the same', () => {
    for (const { kind, extensions } of Object.values(ATTACHMENT_TYPES)) expect([kind in ATTACHMENT_KINDS, extensions.length > 0]).toEqual([true, true])
    for (const name of ['image/heic', 'image/svg+xml', 'image/gif', 'application/zip', 'application/x-cfb', 'text/html', 'constructor', '']) expect(attachmentType(name)).toBeNull()
    expect(ATTACHMENT_LIMITS_ZH).toBe('图片 20 MB、录音 30 MB、视频 200 MB、文件 20 MB')
    expect(ATTACHMENT_ACCEPT.split(',')).toEqual(expect.arrayContaining(['image/jpeg', 'video/mp4', '.docx', '.amr']))
    expect(refusalText(CASE_REFUSALS.ATTACHMENT_UNREADABLE)?.zh).toContain(`${MAX_IMAGE_PIXELS / 10_000} 万像素`)
  })

  it('may say where it was taken in degrees, both or neither', () => {
    expect(attachmentClaimSchema.parse({ latitude: '-33.9', longitude: '151.25' })).toEqual({ latitude: -33.9, longitude: 151.25 })
    for (const claim of [{ latitude: '1' }, { latitude: 'NaN', longitude: '1' }, { latitude: '0x1', longitude: '1' }, { latitude: '90.1', longitude: '1' }])
      expect([claim, attachmentClaimSchema.safeParse(claim).success]).toEqual([claim, false])
  })
})
