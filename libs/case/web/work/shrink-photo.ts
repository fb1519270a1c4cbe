/** Below this a photo goes as it is. */
const SMALL_ENOUGH_BYTES = 1_500_000
const LONGEST_SIDE_PX = 2048
const JPEG_QUALITY = 0.82

/**
 * A camera's photo made fit for a poor network: at most 2048 px on its longest side. What cannot be decoded here (a PDF, an unknown
 * format) is returned as it is, and so is a result that would be bigger: the server judges it by its content.
 */
export async function shrinkPhoto(file: File): Promise<Blob> {
  if (file.size <= SMALL_ENOUGH_BYTES || !file.type.startsWith('image/') || typeof createImageBitmap === 'undefined') return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const shrunk = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY))
    return shrunk !== null && shrunk.size < file.size ? shrunk : file
  } catch {
    return file
  }
}
