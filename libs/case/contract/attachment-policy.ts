/** What may be uploaded. Limits and types are data: the server judges by it, forms and refusals speak from it. */
export const ATTACHMENT_KINDS = {
  image: { zh: '图片', en: 'An image', limitMb: 20 },
  audio: { zh: '录音', en: 'A recording', limitMb: 30 },
  video: { zh: '视频', en: 'A video', limitMb: 200 },
  document: { zh: '文件', en: 'A document', limitMb: 20 },
} as const
export type AttachmentKind = keyof typeof ATTACHMENT_KINDS

export type AttachmentType = { readonly kind: AttachmentKind; readonly extensions: readonly [string, ...string[]] }

/**
 * By the media type the bytes themselves show. Left out on purpose: HEIC (cannot be decoded here, so not be cleaned; phones send JPEG when a
 * form asks for it), DOC and XLS (their container is the one of installers, and holds macros), plain text and HTML (nothing shows what they
 * are), SVG and GIF, archives.
 */
export const ATTACHMENT_TYPES: Readonly<Record<string, AttachmentType>> = {
  'image/jpeg': { kind: 'image', extensions: ['jpg', 'jpeg'] },
  'image/png': { kind: 'image', extensions: ['png'] },
  'image/webp': { kind: 'image', extensions: ['webp'] },
  'audio/mpeg': { kind: 'audio', extensions: ['mp3'] },
  'audio/x-m4a': { kind: 'audio', extensions: ['m4a'] },
  'audio/mp4': { kind: 'audio', extensions: ['m4a', 'm4b', 'mp4'] },
  'audio/aac': { kind: 'audio', extensions: ['aac'] },
  'audio/wav': { kind: 'audio', extensions: ['wav'] },
  'audio/ogg': { kind: 'audio', extensions: ['ogg', 'oga', 'opus'] },
  'audio/amr': { kind: 'audio', extensions: ['amr'] },
  'video/mp4': { kind: 'video', extensions: ['mp4', 'm4v'] },
  'video/quicktime': { kind: 'video', extensions: ['mov', 'qt'] },
  'video/webm': { kind: 'video', extensions: ['webm'] },
  'application/pdf': { kind: 'document', extensions: ['pdf'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { kind: 'document', extensions: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { kind: 'document', extensions: ['xlsx'] },
}

/** Null: not something that may be uploaded. */
export const attachmentType = (mediaType: string): AttachmentType | null => (Object.hasOwn(ATTACHMENT_TYPES, mediaType) ? (ATTACHMENT_TYPES[mediaType] ?? null) : null)

/** What a file chooser offers; the server judges by content whatever was chosen. */
export const ATTACHMENT_ACCEPT = [
  ...Object.keys(ATTACHMENT_TYPES),
  ...new Set(Object.values(ATTACHMENT_TYPES).flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))),
].join(',')

/** `图片 20 MB、录音 30 MB、视频 200 MB、文件 20 MB` */
export const ATTACHMENT_LIMITS_ZH = Object.values(ATTACHMENT_KINDS).map(({ zh, limitMb }) => `${zh} ${limitMb} MB`).join('、')

/** Pixels of one image: a phone's largest photograph, and no more memory than the server has for it. */
export const MAX_IMAGE_PIXELS = 64_000_000
/** Longest side of an image as it is kept. */
export const KEPT_IMAGE_SIDE_PX = 2_560
