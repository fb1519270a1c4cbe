import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import type { Page, QueryOf } from '@tongban/kernel/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor } from '@tongban/platform/server'
import type { listDisputes, listPrecedents } from '../../contract/dispute-endpoints.js'
import type { DisputeCause } from '../../contract/procedures.js'
import type { CaseStatus } from '../../contract/states.js'
import type { DisputeState } from '../../domain/index.js'

/** A dispute and the columns of its case that a queue shows. */
export type DisputeRow = {
  dispute_id: string; sort_at: number; case_id: string; number: string; version: number; title: string; status: CaseStatus; place_text: string
  category_code: string | null; county_code: string | null; lead_unit_id: string | null; dispute: DisputeState
}

export type PrecedentRow = {
  dispute_id: string; ruled_at: number; case_id: string; number: string; title: string; category_code: string | null; cause: DisputeCause; unit_ids: string[]
  ruled_unit_id: string; principle: string; reasons: string; legal_basis: string
}

const SCOPE_COLUMNS = { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }

/** Settled disputes are looked through from the newest; a city has a few hundred a year, so this is many years, and the worst search ends. */
const LOOKED_THROUGH = 2_000

/** Disputes across cases: the panel's queue, and rulings as precedents. One query each. */
@Injectable()
export class DisputeReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /**
   * Open: soonest due first, so that what has lapsed leads; index case_dispute_open, of a unit case_dispute_units. Settled: newest first; index
   * case_dispute_ruled. Within the person's reach; a unit sees those it is party to, not every one it assists in.
   */
  async list(principal: Principal, { tab, limit, cursor }: QueryOf<typeof listDisputes>): Promise<Page<DisputeRow>> {
    const open = tab === 'open'
    const sort = open ? 'd.due_at' : 'd.ruled_at'
    const direction = open ? 'ASC' : 'DESC'
    const after = readCursor(cursor)
    const params: unknown[] = [this.config.cityCode]
    const parts = ['d.city_code = $1', open ? 'd.ruled_at IS NULL' : 'd.ruled_at IS NOT NULL']
    if (after) parts.push(`(${sort}, d.id) ${open ? '>' : '<'} ($${params.push(isoOf(after.at))}, $${params.push(after.id)}::uuid)`)
    // Of open ones there is an index by party; of settled ones the newest are looked through.
    const party = principal.scope.kind === 'own_unit' ? `d.unit_ids @> ARRAY[$${params.push(principal.scope.unitId)}]::text[]` : 'true'
    if (open) parts.push(party)
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const rows = await this.database.query<DisputeRow>(
      `SELECT d.id AS dispute_id, d.sort_at, c.id AS case_id, c.number, c.version, c.title, c.status, c.place_text, c.category_code, c.county_code, c.lead_unit_id,
         (SELECT x FROM jsonb_array_elements(c.procedures -> 'disputes') x WHERE x ->> 'id' = d.id::text) AS dispute
       FROM (SELECT d.id, d.case_id, d.unit_ids, ${sort} AS sort_at FROM case_dispute d WHERE ${parts.join(' AND ')} ORDER BY ${sort} ${direction}, d.id ${direction} LIMIT ${LOOKED_THROUGH}) d
       JOIN case_case c ON c.city_code = $1 AND c.id = d.case_id
       WHERE ${open ? 'true' : party} AND ${scope.sql}
       ORDER BY d.sort_at ${direction}, d.id ${direction} LIMIT ${limit + 1}`,
      params,
    )
    return pageOfRows(rows, limit, (row) => cursorOf(instant(row.sort_at), row.dispute_id))
  }

  /**
   * Newest first. Indexes: case_dispute_ruled; with a category case_dispute_category (a range in the order of that index, which LIKE with a
   * parameter would not read). Precedents are for everybody who may read disputes, but never of a sealed case, nor to the unit a case is about.
   */
  async precedents(principal: Principal, { q, categoryCode, limit, cursor }: QueryOf<typeof listPrecedents>): Promise<Page<PrecedentRow>> {
    const after = readCursor(cursor)
    const params: unknown[] = [this.config.cityCode, principal.unitId]
    const parts = ['d.city_code = $1', 'd.ruled_at IS NOT NULL', 'd.principle IS NOT NULL']
    if (categoryCode !== undefined) {
      // ':' comes right after '9': everything that begins with the code.
      parts.push(`d.category_code ~>=~ $${params.push(categoryCode)} AND d.category_code ~<~ $${params.push(`${categoryCode}:`)}`)
    }
    if (after) parts.push(`(d.ruled_at, d.id) < ($${params.push(isoOf(after.at))}, $${params.push(after.id)}::uuid)`)
    const said = q === undefined ? 'true' : `(d.principle || ' ' || d.reasons || ' ' || d.legal_basis || ' ' || d.title) ILIKE '%' || $${params.push(q.replace(/[\\%_]/g, '\\$&'))} || '%'`
    const rows = await this.database.query<PrecedentRow>(
      `SELECT d.id AS dispute_id, d.ruled_at, c.id AS case_id, c.number, c.title, d.category_code, d.cause, d.unit_ids, d.ruled_unit_id, d.principle, d.reasons, d.legal_basis
       FROM (SELECT * FROM case_dispute d WHERE ${parts.join(' AND ')} ORDER BY d.ruled_at DESC, d.id DESC LIMIT ${LOOKED_THROUGH}) d
       JOIN case_case c ON c.city_code = $1 AND c.id = d.case_id
       WHERE NOT c.sealed AND (c.subject_unit_ids @> ARRAY[$2]::text[]) IS NOT TRUE AND ${said}
       ORDER BY d.ruled_at DESC, d.id DESC LIMIT ${limit + 1}`,
      params,
    )
    return pageOfRows(rows, limit, (row) => cursorOf(instant(row.ruled_at), row.dispute_id))
  }
}

const pageOfRows = <Row>(rows: readonly Row[], limit: number, cursor: (row: Row) => string): Page<Row> => {
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last !== undefined ? cursor(last) : null }
}
