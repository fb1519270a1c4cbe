import { Inject, Injectable } from '@nestjs/common'
import type { Page } from '@tongban/kernel/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor, statement, type Tx } from '@tongban/platform/server'
import type { AnsweringScope } from '../../contract/catalogue.schema.js'
import type { ProposalCause, ProposalStatus } from '../../contract/catalogue-proposal.schema.js'
import type { ProposedRow } from './proposed-row.js'

export type ProposalRow = {
  id: string; category_code: string; place_code: string | null; scope: AnsweringScope; function_code: string | null; lead_unit_id: string; because: ProposalCause
  principle: string; legal_basis: string; case_ids: string[]; precedent_dispute_id: string | null; times: number; status: ProposalStatus; first_at: number; last_at: number
}

export type ProposalFound = {
  readonly id: string
  readonly row: ProposedRow
  readonly because: ProposalCause
  readonly caseId: string
  readonly disputeId: string | null
  readonly principle: string
  readonly legalBasis: string
  readonly at: Instant
}

/** How many cases a proposal remembers by name; it goes on counting beyond. */
const CASES_KEPT = 50

// Index dispatch_catalogue_proposal_same. A case counts once, whatever happens to it twice; a ruling says more than a return and is not unsaid by one.
const PROPOSE = statement(
  'dispatch.propose_catalogue_row',
  `INSERT INTO dispatch_catalogue_proposal AS p (city_code, id, category_code, place_code, scope, function_code, lead_unit_id, because, principle, legal_basis, case_ids,
     precedent_dispute_id, times, status, first_at, last_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, ARRAY[$11::uuid], $12, 1, 'proposed', $13, $13)
   ON CONFLICT (city_code, category_code, coalesce(place_code, ''), lead_unit_id) WHERE status = 'proposed' DO UPDATE SET
     because = CASE WHEN excluded.because = 'ruling' THEN 'ruling' ELSE p.because END,
     principle = CASE WHEN excluded.principle <> '' THEN excluded.principle ELSE p.principle END,
     legal_basis = CASE WHEN excluded.principle <> '' THEN excluded.legal_basis ELSE p.legal_basis END,
     precedent_dispute_id = coalesce(excluded.precedent_dispute_id, p.precedent_dispute_id),
     times = p.times + CASE WHEN p.case_ids @> excluded.case_ids THEN 0 ELSE 1 END,
     case_ids = CASE WHEN p.case_ids @> excluded.case_ids THEN p.case_ids ELSE (p.case_ids || excluded.case_ids)[greatest(1, cardinality(p.case_ids) + 2 - ${CASES_KEPT}):] END,
     last_at = greatest(p.last_at, excluded.last_at)`,
)

// Index dispatch_catalogue_proposal_status: newest first.
const LIST = statement<ProposalRow>(
  'dispatch.list_catalogue_proposals',
  `SELECT * FROM dispatch_catalogue_proposal WHERE city_code = $1 AND status = $2 AND ($3::timestamptz IS NULL OR (last_at, id) < ($3, $4::uuid))
   ORDER BY last_at DESC, id DESC LIMIT $5`,
)

/** Changes to the catalogue that cases have asked for; nothing here touches the catalogue itself. */
@Injectable()
export class CatalogueProposalStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async propose(tx: Tx, { id, row, because, caseId, disputeId, principle, legalBasis, at }: ProposalFound): Promise<void> {
    await tx.run(PROPOSE, [
      this.config.cityCode, id, row.categoryCode, row.placeCode, row.scope, row.functionCode, row.leadUnitId, because, principle, legalBasis, caseId, disputeId, isoOf(at),
    ])
  }

  async list({ status, limit, cursor }: { status: ProposalStatus; limit: number; cursor?: string | undefined }): Promise<Page<ProposalRow>> {
    const after = readCursor(cursor)
    const rows = await this.database.run(LIST, [this.config.cityCode, status, after ? isoOf(after.at) : null, after?.id ?? null, limit + 1])
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last !== undefined ? cursorOf(instant(last.last_at), last.id) : null }
  }
}
