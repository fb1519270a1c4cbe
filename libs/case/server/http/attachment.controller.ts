import { Controller, Inject, Req, Res } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, InputRefused, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileTypeFromBuffer } from 'file-type'
import { readAttachment, uploadAttachment } from '../../contract/case-endpoints.js'
import type { AttachmentView } from '../../contract/views.js'
import { AttachmentStore } from '../persistence/attachment.store.js'
import { CaseListReadModel } from '../persistence/case-list.read-model.js'
import { attachmentViewOf } from './case-view.mapper.js'

const ALLOWED = new Set(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])
const MAX_MB = 10

type Part = { filename: string; toBuffer: () => Promise<Buffer>; file: { truncated: boolean } }

/** One file and nothing else. The parser throws errors of many kinds at a form that is none; only “too large” is told as what it is. */
async function readPart(request: FastifyRequest): Promise<{ part: Part; content: Buffer }> {
  const read: { part: Part; content: Buffer }[] = []
  try {
    for await (const part of (request as FastifyRequest & { files: () => AsyncIterable<Part> }).files()) read.push({ part, content: await part.toBuffer() })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE') throw error
    read.length = 0
  }
  const [only] = read
  if (only === undefined || read.length > 1) {
    throw new InputRefused([{ field: 'body.file', rule: 'multipart', message: '没有收到完整的文件，或不止一个；请逐个上传' }])
  }
  return only
}

@Controller()
export class AttachmentController {
  constructor(
    @Inject(AttachmentStore) private readonly attachments: AttachmentStore,
    @Inject(CaseListReadModel) private readonly cases: CaseListReadModel,
  ) {}

  /** Judged by its bytes: the name and the declared type are only what somebody says. */
  @HttpEndpoint(uploadAttachment)
  async upload(@Input() _input: InputOf<typeof uploadAttachment>, @Req() request: FastifyRequest, @Caller() { principal }: RequestContext<Principal>): Promise<AttachmentView> {
    if (!String(request.headers['content-type'] ?? '').startsWith('multipart/form-data')) throw new Refused({ code: 'MEDIA_TYPE_UNSUPPORTED', params: {} })
    const { part, content } = await readPart(request)
    if (part.file.truncated) throw new Refused({ code: 'INPUT_TOO_LARGE', params: { limitMb: MAX_MB } })
    const type = await fileTypeFromBuffer(content)
    if (!type || !ALLOWED.has(type.mime)) throw new Refused({ code: 'ATTACHMENT_TYPE_FORBIDDEN', params: {} })
    const name = [...part.filename.replace(/[\u0000-\u001f/\\]/g, '')].slice(-100).join('') || `附件.${type.ext}`
    return attachmentViewOf(await this.attachments.put({ name, mediaType: type.mime, content }, principal.userId))
  }

  @HttpEndpoint(readAttachment)
  async download(@Input() { params }: InputOf<typeof readAttachment>, @Caller() { principal }: RequestContext<Principal>, @Res() reply: FastifyReply): Promise<void> {
    const row = await this.attachments.read(params.attachmentId)
    const visible = row !== null && (row.case_id === null ? row.uploaded_by === principal.userId : (await this.cases.visibleTo(principal, row.case_id)) !== null)
    if (!visible) throw new Refused({ code: 'NOT_FOUND', params: {} })
    await reply
      .header('content-type', row.media_type)
      .header('content-disposition', `${row.media_type === 'application/pdf' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(row.file_name)}`)
      .header('cache-control', 'private, max-age=300')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(this.attachments.open(row))
  }
}
