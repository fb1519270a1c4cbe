import { isoField } from '@tongban/kernel/contract'
import { z } from 'zod'

/**
 * When and where a photograph was taken. `exif`: read by the server out of the file itself, as the camera wrote it. `client`: said by the
 * uploader's device beside the file. Neither is proof: both can be made up by who wants to, the second more easily. What is of both kinds
 * bears the weaker name. Latitude and longitude in degrees, WGS 84; both or none.
 */
export const attachmentEvidenceSchema = z.object({
  takenAt: isoField.nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  source: z.enum(['exif', 'client']),
})
export type AttachmentEvidence = z.output<typeof attachmentEvidenceSchema>
export type PlaceAndTime = Omit<AttachmentEvidence, 'source'>

const degrees = (name: string, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,12})?$/, { message: `${name}应为小数表示的度数` })
    .transform(Number)
    .refine((value) => Math.abs(value) <= most, { message: `${name}应在 -${most} 到 ${most} 之间` })

/** Fields of the upload's form beside `file`, as text. */
export const attachmentClaimSchema = z
  .strictObject({ takenAt: isoField.optional(), latitude: degrees('纬度', 90).optional(), longitude: degrees('经度', 180).optional() })
  .refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), { path: ['longitude'], message: '经度和纬度要一起填' })
export type AttachmentClaim = z.output<typeof attachmentClaimSchema>

/** EXIF tags as written: texts and numbers, not revived. */
export type ExifTags = {
  readonly DateTimeOriginal?: unknown
  readonly CreateDate?: unknown
  readonly OffsetTimeOriginal?: unknown
  readonly OffsetTime?: unknown
  readonly latitude?: unknown
  readonly longitude?: unknown
}

/** Cameras write local time, and few of them the zone: without one it is the city's. */
const CITY_OFFSET = '+08:00'
/** A camera whose clock was never set says 1970 or 2000; one that runs ahead by more than a day says nothing either. */
const FIRST_YEAR = 2005
const DAY_MS = 86_400_000

/** Null when the tags say neither when nor where. `now` in epoch ms. */
export function evidenceOfExif(tags: ExifTags, now: number): PlaceAndTime | null {
  const takenAt = momentOf(tags.DateTimeOriginal ?? tags.CreateDate, tags.OffsetTimeOriginal ?? tags.OffsetTime, now)
  const [latitude, longitude] = placeOf(tags.latitude, tags.longitude)
  return takenAt === null && latitude === null ? null : { takenAt, latitude, longitude }
}

function momentOf(written: unknown, offset: unknown, now: number): string | null {
  const match = typeof written === 'string' ? /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(written) : null
  if (match === null || Number(match[1]) < FIRST_YEAR) return null
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset.trim()) ? offset.trim() : CITY_OFFSET
  const at = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}${zone}`)
  return Number.isNaN(at) || at > now + DAY_MS ? null : new Date(at).toISOString()
}

/** A receiver that has no fix writes zeros. */
function placeOf(latitude: unknown, longitude: unknown): [number, number] | [null, null] {
  if (typeof latitude !== 'number' || typeof longitude !== 'number' || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return [null, null]
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0)) return [null, null]
  return [rounded(latitude), rounded(longitude)]
}

/** Seven places are a centimetre. */
const rounded = (degreesOf: number): number => Math.round(degreesOf * 1e7) / 1e7
