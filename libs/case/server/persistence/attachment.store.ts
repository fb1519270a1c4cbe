import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, IdGen, isoOf, ok, refuse, type BatchWrite, type Result } from '@tongban/kernel/core'
import { Database, ObjectStorage, PlatformConfig, statement } from '@tongban/platform/server'
import type { AttachmentEvidence } from '../../contract/attachment-evidence.js'
import { factsOfFile } from '../attachments/incoming-file.js'

/** `taken_at` as epoch ms, or as ISO text where the row came inside another's JSON. */
export type AttachmentRow = {
  id: string; case_id: string | null; uploaded_by: string; file_name: string; media_type: string; bytes: number; sha256: string
  taken_at: number | string | null; latitude: number | null; longitude: number | null; evidence_source: AttachmentEvidence['source'] | null
}

const INSERT = statement(
  'case.insert_attachment',
  `INSERT INTO case_attachment (city_code, id, case_id, uploaded_by, uploaded_at, file_name, media_type, bytes, sha256, taken_at, latitude, longitude, evidence_source)
   VALUES ($1, $2, null, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const READ = statement<AttachmentRow>('case.read_attachments', `SELECT * FROM case_attachment WHERE city_code = $1 AND id = ANY($2::uuid[])`)
/** Two cases may claim one upload at the same moment: one of them changes the row, and the other's commit is refused. */
const LINK = statement<{ key: string }>(
  'case.link_attachments',
  `UPDATE case_attachment AS a SET case_id = r.case_id FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, case_id uuid)
   WHERE a.city_code = $2 AND a.id = r.id AND (a.case_id IS NULL OR a.case_id = r.case_id) RETURNING a.id || ' ' || a.case_id AS key`,
)

/** Where a content lies: equal files are kept once. */
export const keyOf = (sha256: string): string => `attachments/${sha256.slice(0, 2)}/${sha256}`

type File = { readonly name: string; readonly mediaType: string; readonly evidence?: AttachmentEvidence | null }
type Body = { readonly bytes: number; readonly sha256: string; readonly open: () => Readable }

/** Files in object storage under their content's hash, rows in PostgreSQL. A file is stored before its row: a crash leaves at most an unused file. */
@Injectable()
export class AttachmentStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ObjectStorage) private readonly storage: ObjectStorage,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  /** For what we have made ourselves: nothing is judged and nothing taken out. */
  async put(file: File & { readonly content: Buffer }, uploadedBy: string): Promise<AttachmentRow> {
    const sha256 = createHash('sha256').update(file.content).digest('hex')
    return this.store(file, { bytes: file.content.length, sha256, open: () => Readable.from(file.content.length === 0 ? [] : [file.content]) }, uploadedBy)
  }

  /** A file that lies on this machine's disk; the caller removes it afterwards. */
  async putFile(file: File & { readonly path: string }, uploadedBy: string): Promise<AttachmentRow> {
    return this.store(file, { ...(await factsOfFile(file.path)), open: () => createReadStream(file.path) }, uploadedBy)
  }

  async read(id: string): Promise<AttachmentRow | null> {
    return (await this.database.run(READ, [this.config.cityCode, [id]]))[0] ?? null
  }

  /** The writes that tie uploads to a case; refuses one that is not there, is somebody else's, or belongs to another case. No round trip without ids. */
  async claim(ids: readonly string[], caseId: string, userId: string): Promise<Result<BatchWrite[]>> {
    if (ids.length === 0) return ok([])
    const rows = new Map((await this.database.run(READ, [this.config.cityCode, [...ids]])).map((row) => [row.id, row]))
    for (const id of ids) {
      const row = rows.get(id)
      if (!row || row.uploaded_by !== userId || (row.case_id !== null && row.case_id !== caseId)) return refuse('ATTACHMENT_UNKNOWN', { attachmentId: id })
    }
    return ok(ids.map((id) => ({ statement: LINK, row: { id, case_id: caseId }, mustAffect: `${id.toLowerCase()} ${caseId}` })))
  }

  private async store({ name, mediaType, evidence = null }: File, { bytes, sha256, open }: Body, uploadedBy: string): Promise<AttachmentRow> {
    const id = this.ids.next()
    await this.storage.put(keyOf(sha256), open(), { bytes, sha256, mediaType })
    const takenAt = evidence?.takenAt ?? null
    const row: AttachmentRow = {
      id, case_id: null, uploaded_by: uploadedBy, file_name: name, media_type: mediaType, bytes, sha256,
      taken_at: takenAt === null ? null : Date.parse(takenAt), latitude: evidence?.latitude ?? null, longitude: evidence?.longitude ?? null,
      evidence_source: evidence?.source ?? null,
    }
    await this.database.run(INSERT, [
      this.config.cityCode, id, uploadedBy, isoOf(this.clock.now()), name, mediaType, bytes, sha256, takenAt, row.latitude, row.longitude, row.evidence_source,
    ])
    return row
  }
}
