import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, IdGen, isoOf, ok, refuse, type BatchWrite, type Result } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'

export type AttachmentRow = { id: string; case_id: string | null; uploaded_by: string; file_name: string; media_type: string; bytes: number; sha256: string }

const INSERT = statement(
  'case.insert_attachment',
  `INSERT INTO case_attachment (city_code, id, case_id, uploaded_by, uploaded_at, file_name, media_type, bytes, sha256) VALUES ($1, $2, null, $3, $4, $5, $6, $7, $8)`,
)
const READ = statement<AttachmentRow>('case.read_attachments', `SELECT * FROM case_attachment WHERE city_code = $1 AND id = ANY($2::uuid[])`)
const LINK = statement(
  'case.link_attachments',
  `UPDATE case_attachment AS a SET case_id = r.case_id FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, case_id uuid)
   WHERE a.city_code = $2 AND a.id = r.id AND (a.case_id IS NULL OR a.case_id = r.case_id)`,
)

/** Files on disk under their content's hash, rows in PostgreSQL. A file is written before its row: a crash leaves at most an unused file. */
@Injectable()
export class AttachmentStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  async put(file: { name: string; mediaType: string; content: Buffer }, uploadedBy: string): Promise<AttachmentRow> {
    const sha256 = createHash('sha256').update(file.content).digest('hex')
    const directory = join(this.config.dataDir, 'attachments', sha256.slice(0, 2))
    const id = this.ids.next()
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await writeFile(join(directory, `${sha256}.${id}.part`), file.content, { mode: 0o600, flush: true })
    await rename(join(directory, `${sha256}.${id}.part`), join(directory, sha256))
    const row: AttachmentRow = { id, case_id: null, uploaded_by: uploadedBy, file_name: file.name, media_type: file.mediaType, bytes: file.content.length, sha256 }
    await this.database.run(INSERT, [this.config.cityCode, id, uploadedBy, isoOf(this.clock.now()), row.file_name, row.media_type, row.bytes, sha256])
    return row
  }

  async read(id: string): Promise<AttachmentRow | null> {
    return (await this.database.run(READ, [this.config.cityCode, [id]]))[0] ?? null
  }

  open(row: AttachmentRow): NodeJS.ReadableStream {
    return createReadStream(join(this.config.dataDir, 'attachments', row.sha256.slice(0, 2), row.sha256))
  }

  /** The writes that tie uploads to a case; refuses one that is not there, is somebody else's, or belongs to another case. No round trip without ids. */
  async claim(ids: readonly string[], caseId: string, userId: string): Promise<Result<BatchWrite[]>> {
    if (ids.length === 0) return ok([])
    const rows = new Map((await this.database.run(READ, [this.config.cityCode, [...ids]])).map((row) => [row.id, row]))
    for (const id of ids) {
      const row = rows.get(id)
      if (!row || row.uploaded_by !== userId || (row.case_id !== null && row.case_id !== caseId)) return refuse('ATTACHMENT_UNKNOWN', { attachmentId: id })
    }
    return ok(ids.map((id) => ({ statement: LINK, row: { id, case_id: caseId } })))
  }
}
