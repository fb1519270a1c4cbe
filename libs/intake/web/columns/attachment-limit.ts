import { ATTACHMENT_KINDS, ATTACHMENT_TYPES, attachmentType, type AttachmentKind } from '@tongban/case/contract'

const BYTES_PER_MB = 1_048_576

/**
 * What this browser takes a file to be, by its media type, else by its name; null when neither says. Of a name that two kinds share, the larger
 * kind: the server judges by the content, and a file that may be small enough must reach it.
 */
export function kindOfFile({ name, type }: Pick<File, 'name' | 'type'>): AttachmentKind | null {
  const declared = attachmentType(type)
  if (declared !== null) return declared.kind
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  if (extension === undefined) return null
  const kinds = Object.values(ATTACHMENT_TYPES).filter(({ extensions }) => extensions.includes(extension)).map(({ kind }) => kind)
  return kinds.sort((a, b) => ATTACHMENT_KINDS[b].limitMb - ATTACHMENT_KINDS[a].limitMb)[0] ?? null
}

export type TooLarge = { readonly kind: AttachmentKind; readonly limitMb: number; readonly sizeMb: number }

/** Null: as far as can be seen here it may be sent. A minute of sending is saved, and the caller is still on the line to be asked for less. */
export function tooLarge(file: Pick<File, 'name' | 'type' | 'size'>): TooLarge | null {
  const kind = kindOfFile(file)
  if (kind === null) return null
  const { limitMb } = ATTACHMENT_KINDS[kind]
  return file.size > limitMb * BYTES_PER_MB ? { kind, limitMb, sizeMb: Math.ceil(file.size / BYTES_PER_MB) } : null
}
