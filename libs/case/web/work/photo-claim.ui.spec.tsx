import { describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import { attachmentClaimSchema } from '../../contract/index.js'
import { claimFields, claimOf, type PhotoSenses } from './photo-claim.js'

const NOW = instant(Date.parse('2026-11-21T02:00:00Z'))
const HERE = { latitude: 43.6175, longitude: 122.2651 }
const photo = (minutesAgo: number, type = 'image/jpeg'): File => new File(['x'], '现场.jpg', { type, lastModified: NOW - minutesAgo * 60_000 })
const senses = (tags: object | null, place: typeof HERE | null = HERE): PhotoSenses & { asked: number } => {
  const self = {
    asked: 0,
    tagsOf: () => (tags === null ? Promise.reject(new Error('no tags')) : Promise.resolve(tags)),
    whereAmI: () => {
      self.asked += 1
      return Promise.resolve(place)
    },
  }
  return self
}

describe('what a device says of a photograph', () => {
  it('is what the file says, when it names the place; the device is not asked where it is', async () => {
    const given = senses({ DateTimeOriginal: '2026:11:20 09:30:15', latitude: 44.5, longitude: 121.25 })
    expect(await claimOf(photo(1), NOW, given)).toEqual({ takenAt: '2026-11-20T01:30:15.000Z', latitude: 44.5, longitude: 121.25 })
    expect(given.asked).toBe(0)
  })

  it('is the device’s own place for one taken just now', async () => {
    expect(await claimOf(photo(2), NOW, senses(null))).toEqual({ takenAt: '2026-11-21T01:58:00.000Z', ...HERE })
    const timed = senses({ DateTimeOriginal: '2026:11:21 09:57:00' })
    expect(await claimOf(photo(1), NOW, timed)).toEqual({ takenAt: '2026-11-21T01:57:00.000Z', ...HERE })
    expect(await claimOf(photo(1, 'video/mp4'), NOW, senses(null))).toMatchObject(HERE)
  })

  it('is never where somebody sits choosing an old one', async () => {
    for (const given of [senses(null), senses({ DateTimeOriginal: '2026:10:01 08:00:00' })]) {
      const claim = await claimOf(photo(60 * 24 * 30), NOW, given)
      expect([claim?.latitude ?? null, given.asked]).toEqual([null, 0])
    }
    // copied to this device just now, taken last month
    expect(await claimOf(photo(0), NOW, senses({ DateTimeOriginal: '2026:10:01 08:00:00' }))).toEqual({
      takenAt: '2026-10-01T00:00:00.000Z', latitude: null, longitude: null,
    })
  })

  it('is nothing when nobody knows, and never of a document', async () => {
    expect(await claimOf(photo(1), NOW, senses(null, null))).toBeNull()
    const given = senses({ latitude: 44, longitude: 121 })
    expect([await claimOf(photo(1, 'application/pdf'), NOW, given), given.asked]).toEqual([null, 0])
  })

  it('goes on the wire as the contract takes it', () => {
    for (const place of [HERE, { latitude: -1e-7, longitude: 0.0000001 }, { latitude: -90, longitude: 180 }]) {
      const parsed = attachmentClaimSchema.safeParse(claimFields({ takenAt: '2026-11-20T01:30:15.000Z', ...place }))
      expect([parsed.error, parsed.data]).toEqual([undefined, { takenAt: '2026-11-20T01:30:15.000Z', ...place }])
    }
    expect(claimFields({ takenAt: null, latitude: null, longitude: null })).toEqual({})
  })
})
