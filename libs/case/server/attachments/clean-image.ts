import exifr from 'exifr'
import sharp, { type Sharp } from 'sharp'
import { KEPT_IMAGE_SIDE_PX, MAX_IMAGE_PIXELS } from '../../contract/attachment-policy.js'
import { evidenceOfExif, type ExifTags, type PlaceAndTime } from '../../contract/attachment-evidence.js'

// Nothing but the three decoders that are needed: the others are code that hostile files could reach.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })
sharp.cache(false)

const TIMEOUT_SECONDS = 20
const FORMATS = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' } as const

/** The picture cannot be decoded, is broken, too large in pixels, or takes too long. */
export class ImageUnreadable extends Error {}

/**
 * Writes the picture anew to `target`: turned upright, at most 2560 px on its longest side, its pixels and nothing else. EXIF, GPS, colour
 * profiles, comments, thumbnails and whatever was hung behind the picture are not carried over; place and time are read out first and
 * returned. Of an animation the first picture is kept. Runs outside the event loop, four at a time.
 */
export async function cleanImage(source: string, target: string, mediaType: string, now: number): Promise<PlaceAndTime | null> {
  const format = FORMATS[mediaType as keyof typeof FORMATS]
  try {
    const picture = sharp(source, { limitInputPixels: MAX_IMAGE_PIXELS, failOn: 'error', sequentialRead: true }).timeout({ seconds: TIMEOUT_SECONDS })
    const metadata = await picture.metadata()
    if (metadata.format !== format) throw new ImageUnreadable(`${metadata.format} inside ${mediaType}`)
    const upright = picture.rotate().resize({ width: KEPT_IMAGE_SIDE_PX, height: KEPT_IMAGE_SIDE_PX, fit: 'inside', withoutEnlargement: true })
    await encoded(upright, format).toFile(target)
    return await evidenceIn(metadata.exif, now)
  } catch (error) {
    // sharp throws its findings about a file as plain errors; disks that are full are told apart by their code
    if (error !== null && typeof error === 'object' && 'code' in error && error.code === 'ENOSPC') throw error
    throw error instanceof ImageUnreadable ? error : new ImageUnreadable('the picture cannot be decoded', { cause: error })
  }
}

const encoded = (picture: Sharp, format: 'jpeg' | 'png' | 'webp'): Sharp => {
  switch (format) {
    case 'jpeg':
      return picture.jpeg({ quality: 85 })
    case 'png':
      return picture.png()
    case 'webp':
      return picture.webp({ quality: 85 })
  }
}

const HEADER = 'Exif\0\0'

/** Tags that cannot be read are no reason to refuse a picture. */
async function evidenceIn(exif: Buffer | undefined, now: number): Promise<PlaceAndTime | null> {
  if (exif === undefined) return null
  const tiff = exif.subarray(0, HEADER.length).toString('latin1') === HEADER ? exif.subarray(HEADER.length) : exif
  try {
    const options = { tiff: true, ifd0: {}, exif: true, gps: true, reviveValues: false, translateValues: false, mergeOutput: true }
    const tags = (await exifr.parse(tiff, options)) as ExifTags | undefined
    return tags === undefined ? null : evidenceOfExif(tags, now)
  } catch {
    return null
  }
}
