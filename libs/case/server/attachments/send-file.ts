import { ObjectMissing, Refused, type ByteRange, type ObjectStorage } from '@tongban/platform/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachmentType } from '../../contract/attachment-policy.js'
import { keyOf, type AttachmentRow } from '../persistence/attachment.store.js'

/**
 * A file as an answer: the browser guesses nothing and runs nothing, documents are saved and not opened, and a part may be asked for, as
 * players of sound and film do.
 */
export async function sendFile(storage: ObjectStorage, row: AttachmentRow, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const range = rangeOf(request.headers.range, row.bytes)
  if (range === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${row.bytes}`)
    throw new Refused({ code: 'RANGE_NOT_SATISFIABLE', params: { bytes: row.bytes } })
  }
  const body = await storage.open(keyOf(row.sha256), range ?? undefined).catch((error: unknown) => {
    throw error instanceof ObjectMissing ? new Refused({ code: 'NOT_FOUND', params: {} }) : error
  })
  if (range !== null) void reply.status(206).header('content-range', `bytes ${range.start}-${range.end - 1}/${row.bytes}`)
  const disposition = attachmentType(row.media_type)?.kind === 'document' ? 'attachment' : 'inline'
  await reply
    .header('content-type', row.media_type)
    .header('content-length', range === null ? row.bytes : range.end - range.start)
    .header('accept-ranges', 'bytes')
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(row.file_name)}`)
    .header('cache-control', 'private, max-age=300')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(body)
}

/** One range of bytes; null for none, for several, and for what is no range (RFC 9110: such a header is as good as absent). */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return null
  const [, first = '', last = ''] = match
  if (first === '') return last === '0' || bytes === 0 ? 'unsatisfiable' : { start: Math.max(0, bytes - Number(last)), end: bytes }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return null
  if (start >= bytes) return 'unsatisfiable'
  return { start, end: last === '' ? bytes : Math.min(bytes, Number(last) + 1) }
}
