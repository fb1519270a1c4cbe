import { Inject, Injectable } from '@nestjs/common'
import { UserNames, may, scopePredicate, type Principal } from '@tongban/access/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor } from '@tongban/platform/server'
import type { RequestDetails, RequestKind, RequestStatus } from '../../contract/procedures.js'
import type { RequestTab } from '../../contract/request-endpoints.js'
import { kindsRuledBy } from '../../contract/request-policies.js'
import type { CaseStatus } from '../../contract/states.js'

/** A row of `case_request` with its case: timestamptz as epoch ms. */
export type RequestQueueRow = {
  id: string; kind: RequestKind; status: RequestStatus; unit_id: string; reason: string; details: RequestDetails; asked_at: number; asked_by: string
  ruling_due_at: number | null; ruled_at: number | null; ruling: string | null
  case_id: string; number: string; title: string; version: number; case_status: CaseStatus; round: number; place_text: string; urgency: string; promise_due_at: number | null
}

/** Sorted by, and in which direction; the moment of the last row is where the next page begins. */
type Order = { readonly column: 'ruling_due_at' | 'asked_at'; readonly descending: boolean }

const ORDERS: Record<RequestTab, Order> = {
  // Index case_request_to_rule: the ruling that is due first comes first.
  to_rule: { column: 'ruling_due_at', descending: false },
  // Index case_request_to_endorse.
  to_endorse: { column: 'asked_at', descending: false },
  // Index case_request_unit.
  mine: { column: 'asked_at', descending: true },
}

export type RequestQueue = { readonly rows: readonly RequestQueueRow[]; readonly nextCursor: string | null; readonly names: ReadonlyMap<string, string> }

/** Requests across cases. One query for a page; the names of people are asked for once, and mostly in memory. */
@Injectable()
export class RequestQueueReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  async read(principal: Principal, { tab, limit, cursor }: { tab: RequestTab; limit: number; cursor?: string | undefined }): Promise<RequestQueue> {
    const { column, descending } = ORDERS[tab]
    const params: unknown[] = [this.config.cityCode]
    const param = (value: unknown): string => `$${params.push(value)}`
    const where = [...conditionsOf(tab, principal, param)]
    const after = readCursor(cursor)
    if (after) where.push(`(r.${column}, r.id) ${descending ? '<' : '>'} (${param(isoOf(after.at))}, ${param(after.id)}::uuid)`)
    const scope = scopePredicate(principal.scope, { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }, params.length + 1)
    params.push(...scope.params)
    const direction = descending ? 'DESC' : 'ASC'
    const found = await this.database.query<RequestQueueRow>(
      `SELECT r.id, r.kind, r.status, r.unit_id, r.reason, r.details, r.asked_at, r.asked_by, r.ruling_due_at, r.ruled_at, r.ruling,
         c.id AS case_id, c.number, c.title, c.version, c.status AS case_status, c.round, c.place_text, c.urgency, c.promise_due_at
       FROM case_request r JOIN case_case c ON c.city_code = r.city_code AND c.id = r.case_id
       WHERE r.city_code = $1 AND ${where.join(' AND ')} AND ${scope.sql}
       ORDER BY r.${column} ${direction}, r.id ${direction} LIMIT ${limit + 1}`,
      params,
    )
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      rows,
      nextCursor: found.length > limit && last ? cursorOf(instant(last[column] ?? 0), last.id) : null,
      names: await this.users.namesOf([...new Set(rows.map((row) => row.asked_by))]),
    }
  }
}

function conditionsOf(tab: RequestTab, principal: Principal, param: (value: unknown) => string): readonly string[] {
  switch (tab) {
    case 'to_rule': {
      const kinds = kindsRuledBy((permission) => may(principal, permission))
      // What a panel rules on has no ruling due and is not here; nor is what one's own unit asked, which another rules on.
      return [`r.status = 'pending'`, 'r.ruling_due_at IS NOT NULL', `r.kind = ANY(${param([...kinds])})`, `r.unit_id <> ${param(principal.unitId)}`]
    }
    case 'to_endorse':
      return [`r.status = 'awaiting_endorsement'`, `r.unit_id = ${param(principal.unitId)}`]
    case 'mine':
      return [`r.unit_id = ${param(principal.unitId)}`]
  }
}
