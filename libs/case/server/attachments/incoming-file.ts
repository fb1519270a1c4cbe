import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'
import { ATTACHMENT_KINDS, attachmentType, type AttachmentKind } from '../../contract/attachment-policy.js'

/** As much of a file as its type is first guessed from. */
const HEAD_BYTES = 4_100
const MEGABYTE = 1024 * 1024
/** Nobody uploads for this long: what is older was left by a process that died. */
const FORGOTTEN_MS = 86_400_000

/** Sizes in bytes a file of that kind may have; tests inject small ones. */
export type KindLimits = Readonly<Record<AttachmentKind, number>>
export const KIND_LIMITS = Object.fromEntries(Object.entries(ATTACHMENT_KINDS).map(([kind, { limitMb }]) => [kind, limitMb * MEGABYTE])) as KindLimits

/** What arrived, on disk; or why not all of it was written there. */
export type Arrived =
  | { readonly kind: 'whole'; readonly path: string; readonly mediaType: string; readonly bytes: number }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'too_large'; readonly of: AttachmentKind }

/**
 * Takes a file off the line into a directory, chunk by chunk: nothing is ever whole in memory. Its first bytes say which limit it has, and
 * what goes beyond, or cannot be allowed at all, is read from the line and thrown away, so that its sender hears the answer.
 */
export class IncomingFile {
  private constructor(readonly path: string) {}

  static async create(directory: string, name: string): Promise<IncomingFile> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return new IncomingFile(join(directory, name))
  }

  async receive(stream: AsyncIterable<Buffer>, limits: KindLimits): Promise<Arrived> {
    const file = await open(this.path, 'w', 0o600)
    let bytes = 0
    let head: Buffer | null = Buffer.alloc(0)
    let guess: Guess = { kind: 'audio', allowed: true }
    let over = false
    try {
      for await (const chunk of stream) {
        if (head !== null) {
          head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)])
          guess = await guessed(head)
          if (head.length >= HEAD_BYTES) head = null
        }
        bytes += chunk.length
        over ||= !guess.allowed || bytes > limits[guess.kind]
        if (!over) await file.write(chunk)
      }
    } finally {
      await file.close()
    }
    if (!guess.allowed) return { kind: 'forbidden' }
    if (over) return { kind: 'too_large', of: guess.kind }
    return this.judged(bytes, limits)
  }

  /** The whole file decides. */
  private async judged(bytes: number, limits: KindLimits): Promise<Arrived> {
    const mediaType = plainType((await fileTypeFromFile(this.path))?.mime)
    const type = attachmentType(mediaType)
    if (type === null) return { kind: 'forbidden' }
    if (bytes > limits[type.kind]) return { kind: 'too_large', of: type.kind }
    return { kind: 'whole', path: this.path, mediaType, bytes }
  }

  /** Where this file is written anew. */
  get cleaned(): string {
    return `${this.path}.clean`
  }

  async discard(): Promise<void> {
    await Promise.all([rm(this.path, { force: true }), rm(this.cleaned, { force: true })])
  }
}

type Guess = { readonly kind: AttachmentKind; readonly allowed: boolean }

/** A recording behind a long cover picture and a document in a zip show what they are only later: until then they have their kind's limit. */
async function guessed(head: Buffer): Promise<Guess> {
  const mime = plainType((await fileTypeFromBuffer(head))?.mime)
  const type = attachmentType(mime)
  if (type !== null) return { kind: type.kind, allowed: true }
  if (mime === 'application/zip') return { kind: 'document', allowed: true }
  return { kind: 'audio', allowed: mime === '' }
}

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
const plainType = (mime: string | undefined): string => mime?.split(';')[0]?.trim() ?? ''

export async function factsOfFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

/** Removes what a process that died left in the directory. */
export async function sweepIncoming(directory: string, now: number): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && found.mtimeMs < now - FORGOTTEN_MS) await rm(path, { force: true })
  }
}
