import { Inject, Injectable } from '@nestjs/common'
import type { Page } from '@tongban/kernel/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor, statement, type Tx } from '@tongban/platform/server'
import type { ProposalCause, ProposalKind, ProposalStatus } from '../../contract/catalogue-proposal.schema.js'
import type { Lesson } from '../../domain/index.js'

export type ProposalRow = {
  id: string; subject: string; claim: string; because: ProposalCause; principle: string; legal_basis: string; precedent_dispute_id: string | null; times: number; against: number
  case_ids: string[]; status: ProposalStatus; first_at: number; last_at: number; decided_at: number | null; decided_by: string | null; decided_reason: string | null
  accepted_content: object | null
} & { [K in ProposalKind]: { kind: K; content: Extract<Lesson, { kind: K }>['content'] } }[ProposalKind]

const COLUMNS = `id, kind, subject, claim, content, because, principle, legal_basis, precedent_dispute_id, times, against, case_ids, status, first_at, last_at, decided_at, decided_by,
  decided_reason, accepted_content`
const AFTER = `($3::timestamptz IS NULL OR (last_at, id) < ($3, $4::uuid)) ORDER BY last_at DESC, id DESC LIMIT $5`

// Index dispatch_proposal_status: newest first.
const LIST = statement<ProposalRow>('dispatch.list_proposals', `SELECT ${COLUMNS} FROM dispatch_proposal WHERE city_code = $1 AND status = $2 AND ${AFTER}`)
// Index dispatch_proposal_kind.
const LIST_KIND = statement<ProposalRow>('dispatch.list_proposals_of_kind', `SELECT ${COLUMNS} FROM dispatch_proposal WHERE city_code = $1 AND status = $2 AND kind = $6 AND ${AFTER}`)
// Primary key.
const BY_ID = statement<ProposalRow>('dispatch.proposal', `SELECT ${COLUMNS} FROM dispatch_proposal WHERE city_code = $1 AND id = $2`)
// Index dispatch_lesson_claim: all that say so and are not settled, as many as one training takes in.
const VOICES = statement<{ case_id: string }>(
  'dispatch.voices_of_proposal',
  `SELECT case_id FROM dispatch_lesson WHERE city_code = $1 AND kind = $2 AND subject = $3 AND claim = $4 AND settled_by IS NULL ORDER BY at DESC, case_id LIMIT 5000`,
)
const DECIDE = statement<{ id: string }>(
  'dispatch.decide_proposal',
  `UPDATE dispatch_proposal SET status = $3, decided_at = $4, decided_by = $5, decided_reason = $6, accepted_content = $7 WHERE city_code = $1 AND id = $2 AND status = 'proposed'
   RETURNING id`,
)

export type Decision = { readonly status: 'accepted' | 'rejected'; readonly at: Instant; readonly by: string; readonly reason: string; readonly changedTo: object | null }

/** Proposals as they are read and decided on; what they say comes from the lessons alone. */
@Injectable()
export class ProposalStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async list({ status, kind, limit, cursor }: { status: ProposalStatus; kind?: ProposalKind | undefined; limit: number; cursor?: string | undefined }): Promise<Page<ProposalRow>> {
    const after = readCursor(cursor)
    const values = [this.config.cityCode, status, after ? isoOf(after.at) : null, after?.id ?? null, limit + 1]
    const rows = kind === undefined ? await this.database.run(LIST, values) : await this.database.run(LIST_KIND, [...values, kind])
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last !== undefined ? cursorOf(instant(last.last_at), last.id) : null }
  }

  async byId(tx: Tx, id: string): Promise<ProposalRow | null> {
    const [row] = await tx.run(BY_ID, [this.config.cityCode, id])
    return row ?? null
  }

  async voicesOf(tx: Tx, { kind, subject, claim }: ProposalRow): Promise<string[]> {
    return (await tx.run(VOICES, [this.config.cityCode, kind, subject, claim])).map((row) => row.case_id)
  }

  /** False: somebody else has decided, or nobody says so any more. */
  async decide(tx: Tx, id: string, { status, at, by, reason, changedTo }: Decision): Promise<boolean> {
    const rows = await tx.run(DECIDE, [this.config.cityCode, id, status, isoOf(at), by, reason, changedTo === null ? null : JSON.stringify(changedTo)])
    return rows.length > 0
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  one(id: string): Promise<ProposalRow | null> {
    return this.byId(this.database, id)
  }
}
