import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import type { QueryOf } from '@tongban/kernel/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor } from '@tongban/platform/server'
import type { readShelvingLedger } from '../../contract/request-endpoints.js'
import type { CaseStatus } from '../../contract/states.js'
import type { ShelvingState } from '../../domain/index.js'

/** A row of `case_shelving` with its case: timestamptz as epoch ms. `shelving`: what the case itself knows of it, when it is still this one. */
export type ShelvingLedgerRow = {
  id: string; unit_id: string | null; county_code: string | null; reason: string; leader: string; public_note: string; since_at: number; until_at: number
  next_review_at: number; ended_at: number | null; case_id: string; number: string; title: string; version: number; case_status: CaseStatus; shelving: ShelvingState | null
}

/** 挂账台账: what is due for review first. One query for a page. */
@Injectable()
export class ShelvingLedgerReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Indexes: case_shelving_next for what is shelved, case_shelving_ended for what was. */
  async read(principal: Principal, query: QueryOf<typeof readShelvingLedger>): Promise<{ rows: readonly ShelvingLedgerRow[]; nextCursor: string | null }> {
    const column = query.open ? 'next_review_at' : 'ended_at'
    const params: unknown[] = [this.config.cityCode]
    const param = (value: unknown): string => `$${params.push(value)}`
    const where = [query.open ? 's.ended_at IS NULL' : 's.ended_at IS NOT NULL']
    if (query.countyCode !== undefined) where.push(`s.county_code = ${param(query.countyCode)}`)
    if (query.unitId !== undefined) where.push(`s.unit_id = ${param(query.unitId)}`)
    const after = readCursor(query.cursor)
    if (after) where.push(`(s.${column}, s.id) ${query.open ? '>' : '<'} (${param(isoOf(after.at))}, ${param(after.id)}::uuid)`)
    const scope = scopePredicate(principal.scope, { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }, params.length + 1)
    params.push(...scope.params)
    const direction = query.open ? 'ASC' : 'DESC'
    const found = await this.database.query<ShelvingLedgerRow>(
      `SELECT s.id, s.unit_id, s.county_code, s.reason, s.leader, s.public_note, s.since_at, s.until_at, s.next_review_at, s.ended_at,
         c.id AS case_id, c.number, c.title, c.version, c.status AS case_status,
         CASE WHEN c.procedures #>> '{shelving,requestId}' = s.id::text THEN c.procedures -> 'shelving' END AS shelving
       FROM case_shelving s JOIN case_case c ON c.city_code = s.city_code AND c.id = s.case_id
       WHERE s.city_code = $1 AND ${where.join(' AND ')} AND ${scope.sql}
       ORDER BY s.${column} ${direction}, s.id ${direction} LIMIT ${query.limit + 1}`,
      params,
    )
    const rows = found.slice(0, query.limit)
    const last = rows.at(-1)
    return { rows, nextCursor: found.length > query.limit && last ? cursorOf(instant(last[column] ?? 0), last.id) : null }
  }
}
