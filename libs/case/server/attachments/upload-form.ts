import { InputRefused, Refused } from '@tongban/platform/server'
import type { FastifyRequest } from 'fastify'

/** A part as the parser gives it. */
type Part =
  | { readonly type: 'field'; readonly fieldname: string; readonly value: unknown }
  | { readonly type: 'file'; readonly fieldname: string; readonly filename?: string | undefined; readonly file: AsyncIterable<Buffer> & { resume(): void } }

type PartsOptions = { readonly limits: Readonly<Record<string, number>>; readonly throwFileSizeLimit: boolean }
export type UploadRequest = Pick<FastifyRequest, 'headers'> & { parts?(options: PartsOptions): AsyncIterable<Part> }

export type UploadForm<Content> = { readonly file: { readonly name: string; readonly content: Content }; readonly fields: Readonly<Record<string, string>> }

const MAX_FIELDS = 3

/**
 * One part `file`, up to three short fields, and nothing else. The parser throws errors of many kinds at a form that is none; all of them mean
 * that no whole file has come. `take` reads the file's stream to its end while it comes in.
 */
export async function formParts<Content>(
  request: UploadRequest,
  take: (stream: AsyncIterable<Buffer>) => Promise<Content>,
  largest: number,
): Promise<UploadForm<Content>> {
  if (!String(request.headers['content-type'] ?? '').startsWith('multipart/form-data') || request.parts === undefined)
    throw new Refused({ code: 'MEDIA_TYPE_UNSUPPORTED', params: {} })
  const fields: Record<string, string> = {}
  const files: { name: string; content: Content }[] = []
  let thrown: { error: unknown } | null = null
  try {
    // A byte more than the largest kind may have: then it is our own count that says so.
    const limits = { fileSize: largest + 1, files: 1, fields: MAX_FIELDS, parts: MAX_FIELDS + 1, fieldSize: 100 }
    for await (const part of request.parts({ limits, throwFileSizeLimit: false })) {
      if (part.type === 'field') {
        if (part.fieldname in fields || typeof part.value !== 'string') throw new BrokenForm()
        fields[part.fieldname] = part.value
      } else if (part.fieldname === 'file' && part.filename !== undefined) {
        const content = await take(part.file).catch((error: unknown) => {
          // What the disk says is no fault of the form.
          if (!isOfTheForm(error)) thrown = { error }
          throw error
        })
        files.push({ name: part.filename, content })
      } else {
        part.file.resume()
        throw new BrokenForm()
      }
    }
  } catch {
    files.length = 0
  }
  // Widened: the assignment above happens inside a callback, which the compiler does not follow.
  const failed = thrown as { error: unknown } | null
  if (failed !== null) throw failed.error
  const [only] = files
  if (only === undefined || files.length > 1) throw new InputRefused([{ field: 'body.file', rule: 'multipart', message: '没有收到完整的文件，或不止一个；请逐个上传' }])
  return { file: only, fields }
}

class BrokenForm extends Error {}

const isOfTheForm = (error: unknown): boolean => {
  const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : ''
  return !/^E[A-Z]+$/.test(code) || code === 'EPIPE' || code === 'ECONNRESET'
}
