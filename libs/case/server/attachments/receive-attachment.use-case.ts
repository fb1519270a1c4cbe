import { join } from 'node:path'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, IdGen } from '@tongban/kernel/core'
import { inputProblem, InputRefused, PlatformConfig, Refused } from '@tongban/platform/server'
import { attachmentClaimSchema, type AttachmentClaim, type AttachmentEvidence, type PlaceAndTime } from '../../contract/attachment-evidence.js'
import { ATTACHMENT_KINDS, attachmentType } from '../../contract/attachment-policy.js'
import { AttachmentStore, type AttachmentRow } from '../persistence/attachment.store.js'
import { cleanImage, ImageUnreadable } from './clean-image.js'
import { IncomingFile, KIND_LIMITS, sweepIncoming, type Arrived, type KindLimits } from './incoming-file.js'
import { formParts, type UploadRequest } from './upload-form.js'

/** Sizes each kind may have; a test gives small ones. */
export class AttachmentLimits {
  constructor(readonly kinds: KindLimits = KIND_LIMITS) {}
}

/**
 * One upload: off the line onto the disk, judged by its bytes, a picture written anew without what the camera hid in it, then stored. The
 * original bytes of a picture are not kept; what was in them about place and time is, as evidence.
 */
@Injectable()
export class ReceiveAttachment implements OnModuleInit {
  private readonly directory: string

  constructor(
    @Inject(AttachmentStore) private readonly store: AttachmentStore,
    @Inject(AttachmentLimits) private readonly limits: AttachmentLimits,
    @Inject(PlatformConfig) config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {
    this.directory = join(config.dataDir, 'incoming')
  }

  onModuleInit(): Promise<void> {
    return sweepIncoming(this.directory, this.clock.now())
  }

  /** Throws what the uploader did wrong as a refusal; then nothing of it is left on the disk. */
  async receive(request: UploadRequest, uploadedBy: string): Promise<AttachmentRow> {
    const incoming = await IncomingFile.create(this.directory, this.ids.next())
    try {
      const form = await formParts(request, (stream) => incoming.receive(stream, this.limits.kinds), Math.max(...Object.values(this.limits.kinds)))
      const claim = attachmentClaimSchema.safeParse(form.fields)
      if (!claim.success) throw new InputRefused(inputProblem('body', claim.error))
      return await this.keep(form.file.content, form.file.name, evidenceOfClaim(claim.data), incoming, uploadedBy)
    } finally {
      await incoming.discard()
    }
  }

  private async keep(arrived: Arrived, given: string, claimed: AttachmentEvidence | null, incoming: IncomingFile, uploadedBy: string): Promise<AttachmentRow> {
    if (arrived.kind === 'too_large') {
      const { zh, en } = ATTACHMENT_KINDS[arrived.of]
      throw new Refused({ code: 'ATTACHMENT_TOO_LARGE', params: { kindZh: zh, kindEn: en, limitMb: Math.floor(this.limits.kinds[arrived.of] / 1_048_576) } })
    }
    const type = arrived.kind === 'forbidden' ? null : attachmentType(arrived.mediaType)
    if (arrived.kind === 'forbidden' || type === null) throw new Refused({ code: 'ATTACHMENT_TYPE_FORBIDDEN', params: {} })
    const { mediaType } = arrived
    const file = { name: nameFor(given, type.extensions), mediaType }
    if (type.kind !== 'image') return this.store.putFile({ ...file, path: arrived.path, evidence: claimed }, uploadedBy)
    const found = await cleanImage(arrived.path, incoming.cleaned, mediaType, this.clock.now()).catch((error: unknown) => {
      throw error instanceof ImageUnreadable ? new Refused({ code: 'ATTACHMENT_UNREADABLE', params: {} }) : error
    })
    return this.store.putFile({ ...file, path: incoming.cleaned, evidence: evidenceFrom(found, claimed) }, uploadedBy)
  }
}

/** The file before the device. Where the file knows the time only and the device the place, both are kept under the weaker name. */
function evidenceFrom(found: PlaceAndTime | null, claimed: AttachmentEvidence | null): AttachmentEvidence | null {
  if (found === null) return claimed
  if (found.latitude !== null || claimed === null || claimed.latitude === null) return { ...found, source: 'exif' }
  return { ...claimed, takenAt: found.takenAt ?? claimed.takenAt }
}

const evidenceOfClaim = ({ takenAt, latitude, longitude }: AttachmentClaim): AttachmentEvidence | null =>
  takenAt === undefined && latitude === undefined ? null : { takenAt: takenAt ?? null, latitude: latitude ?? null, longitude: longitude ?? null, source: 'client' }

const LONGEST_NAME = 100

/** A name that leads nowhere and ends as its content does: a picture sent as `notice.exe` is saved as `notice.exe.png`. */
export function nameFor(given: string, extensions: readonly [string, ...string[]]): string {
  const plain = [...given.replace(/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069/\\]/gu, '').replace(/^[.\s]+/, '')]
  const text = plain.join('')
  const [first] = extensions
  if (text === '') return `附件.${first}`
  if (extensions.some((extension) => text.toLowerCase().endsWith(`.${extension}`))) return plain.slice(-LONGEST_NAME).join('')
  return `${plain.slice(-(LONGEST_NAME - first.length - 1)).join('')}.${first}`
}
