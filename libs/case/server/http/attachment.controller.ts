import { Controller, Inject, Req, Res } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, ObjectStorage, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { openFile, readAttachment, uploadAttachment } from '../../contract/case-endpoints.js'
import type { AttachmentView } from '../../contract/views.js'
import { AttachmentLinks } from '../attachments/attachment-links.js'
import { ReceiveAttachment } from '../attachments/receive-attachment.use-case.js'
import { sendFile } from '../attachments/send-file.js'
import type { UploadRequest } from '../attachments/upload-form.js'
import { AttachmentStore, type AttachmentRow } from '../persistence/attachment.store.js'
import { CaseListReadModel } from '../persistence/case-list.read-model.js'

@Controller()
export class AttachmentController {
  constructor(
    @Inject(ReceiveAttachment) private readonly uploads: ReceiveAttachment,
    @Inject(AttachmentStore) private readonly attachments: AttachmentStore,
    @Inject(AttachmentLinks) private readonly links: AttachmentLinks,
    @Inject(CaseListReadModel) private readonly cases: CaseListReadModel,
    @Inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  @HttpEndpoint(uploadAttachment)
  async upload(@Input() _input: InputOf<typeof uploadAttachment>, @Req() request: FastifyRequest, @Caller() { principal }: RequestContext<Principal>): Promise<AttachmentView> {
    return this.links.viewOf(await this.uploads.receive(request as UploadRequest, principal.userId), principal.userId)
  }

  /** Scoped anew at every request: works as long as the case may be seen. */
  @HttpEndpoint(readAttachment)
  async download(
    @Input() { params }: InputOf<typeof readAttachment>, @Caller() { principal }: RequestContext<Principal>, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.attachments.read(params.attachmentId)
    if (row === null || !(await this.maySee(principal, row))) throw new Refused({ code: 'NOT_FOUND', params: {} })
    await sendFile(this.storage, row, request, reply)
  }

  /** The link was made for who could see the case at that moment; here only the link is judged. */
  @HttpEndpoint(openFile)
  async open(
    @Input() { params, query }: InputOf<typeof openFile>, @Caller() { principal }: RequestContext<Principal>, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    const verdict = this.links.judge(params.attachmentId, principal.userId, query.e, query.s)
    if (verdict === 'expired') throw new Refused({ code: 'ATTACHMENT_LINK_EXPIRED', params: {} })
    const row = verdict === 'good' ? await this.attachments.read(params.attachmentId) : null
    if (row === null) throw new Refused({ code: 'NOT_FOUND', params: {} })
    await sendFile(this.storage, row, request, reply)
  }

  private async maySee(principal: Principal, row: AttachmentRow): Promise<boolean> {
    return row.case_id === null ? row.uploaded_by === principal.userId : (await this.cases.visibleTo(principal, row.case_id)) !== null
  }
}
