import type { Instant } from '@tongban/kernel/core'
import { evidenceOfExif, type ExifTags, type PlaceAndTime } from '../../contract/index.js'

/** Taken just now: only then is where this device is now the place of the photograph, and not where somebody sits choosing old ones. */
const JUST_TAKEN_MS = 10 * 60_000
/** A person who does not answer the browser's question must not wait for the answer. */
const PATIENCE_MS = 5_000

/** What the browser can tell; a spec hands in its own. */
export type PhotoSenses = {
  readonly tagsOf: (photo: Blob) => Promise<ExifTags | undefined>
  /** Null when it cannot or may not say. */
  readonly whereAmI: () => Promise<{ readonly latitude: number; readonly longitude: number } | null>
}

/**
 * When and where a photograph was taken, as this device has it: out of the file first, then, for one that was taken just now, from the
 * device's own position if its owner allows that. Read before the photo is made smaller, which loses it. To the server it is a claim.
 */
export async function claimOf(photo: File, now: Instant, senses: PhotoSenses = BROWSER): Promise<PlaceAndTime | null> {
  if (!photo.type.startsWith('image/') && !photo.type.startsWith('video/')) return null
  const tags = photo.type.startsWith('image/') ? await senses.tagsOf(photo).catch(() => undefined) : undefined
  const written = tags === undefined ? null : evidenceOfExif(tags, now)
  if (written !== null && written.latitude !== null) return written
  const takenAt = written?.takenAt ?? null
  const isNew = now - photo.lastModified < JUST_TAKEN_MS && (takenAt === null || now - Date.parse(takenAt) < JUST_TAKEN_MS)
  const place = isNew ? await senses.whereAmI().catch(() => null) : null
  if (place === null) return written
  return { takenAt: takenAt ?? new Date(photo.lastModified).toISOString(), ...place }
}

const BROWSER: PhotoSenses = {
  async tagsOf(photo) {
    // A quarter of the console's code for a few photos a day: loaded with the first of them.
    const { default: exifr } = await import('exifr')
    return (await exifr.parse(photo, { tiff: true, exif: true, gps: true, reviveValues: false, translateValues: false })) as ExifTags | undefined
  },
  whereAmI: () =>
    new Promise((resolve) => {
      if (!('geolocation' in navigator)) return resolve(null)
      const late = setTimeout(() => resolve(null), PATIENCE_MS)
      const answer = (place: { latitude: number; longitude: number } | null): void => {
        clearTimeout(late)
        resolve(place)
      }
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => answer({ latitude: coords.latitude, longitude: coords.longitude }),
        () => answer(null),
        { enableHighAccuracy: true, maximumAge: 60_000, timeout: PATIENCE_MS },
      )
    }),
}

/** As the upload's form says it: degrees with seven places, which the contract's pattern takes (no exponents). */
export function claimFields({ takenAt, latitude, longitude }: PlaceAndTime): Readonly<Record<string, string>> {
  return {
    ...(takenAt === null ? {} : { takenAt }),
    ...(latitude === null || longitude === null ? {} : { latitude: latitude.toFixed(7), longitude: longitude.toFixed(7) }),
  }
}
