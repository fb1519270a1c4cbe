import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, isoOf, instant } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import type { AttachmentEvidence } from '../../contract/attachment-evidence.js'
import type { AttachmentView } from '../../contract/views.js'
import type { AttachmentRow } from '../persistence/attachment.store.js'

const LIFETIME_MS = 5 * 60_000
/** Links made within one minute are the same, so that a page read again does not load its pictures again. */
const STEP_MS = 60_000

/**
 * Links to files that hold for at most five minutes and for one person. They are made where a view is made, and views are scoped: who may
 * not see the case never gets one. A link is no bearer's right: it opens only in a session of the person it was made for, so one that is
 * forwarded, logged by a proxy or found in a history opens nothing. What it spares is the look at the case for every thumbnail.
 */
@Injectable()
export class AttachmentLinks {
  private readonly key: KeyObject

  constructor(
    @Inject(PlatformConfig) config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.key = createSecretKey(Buffer.from(hkdfSync('sha256', config.dataKey, 'tongban', 'attachment-link/1', 32)))
  }

  urlFor(attachmentId: string, userId: string): string {
    const until = Math.floor(this.clock.now() / STEP_MS) * STEP_MS + LIFETIME_MS
    const expiry = Math.floor(until / 1_000)
    return `/api/v1/files/${attachmentId}?e=${expiry}&s=${this.signature(attachmentId, userId, expiry).toString('base64url')}`
  }

  /** `expiry` in epoch seconds, as the link says it. Only a link that was ours is called expired. */
  judge(attachmentId: string, userId: string, expiry: number, signature: string): 'good' | 'expired' | 'wrong' {
    const given = Buffer.from(signature, 'base64url')
    const wanted = this.signature(attachmentId, userId, expiry)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'wrong'
    return this.clock.now() < expiry * 1_000 ? 'good' : 'expired'
  }

  viewOf(row: AttachmentRow, userId: string): AttachmentView {
    return { id: row.id, fileName: row.file_name, mediaType: row.media_type, bytes: row.bytes, url: this.urlFor(row.id, userId), evidence: evidenceOf(row) }
  }

  private signature(attachmentId: string, userId: string, expiry: number): Buffer {
    return createHmac('sha256', this.key).update(JSON.stringify([attachmentId, userId, expiry])).digest()
  }
}

const evidenceOf = ({ taken_at: takenAt, latitude, longitude, evidence_source: source }: AttachmentRow): AttachmentEvidence | null =>
  source === null
    ? null
    : { takenAt: takenAt === null ? null : isoOf(instant(typeof takenAt === 'number' ? takenAt : Date.parse(takenAt))), latitude, longitude, source }
