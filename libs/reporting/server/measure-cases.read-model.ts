import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import { CaseListViews, CaseLookup, type casePageSchema } from '@tongban/case/contract'
import type { QueryOf } from '@tongban/kernel/contract'
import { Clock, instant, isoOf } from '@tongban/kernel/core'
import { cursorOf, Database, PlatformConfig, readCursor } from '@tongban/platform/server'
import { MEASURES, NO_GROUP, type listMeasureCases, type MeasureId } from '@tongban/reporting/contract'
import type { z } from 'zod'
import { MEASURE_PREDICATES } from './measure-predicates.js'

export const SCOPE_COLUMNS = { countyCode: 'f.county_code', unitIds: 'f.unit_ids', recusedUnitIds: 'f.recused_unit_ids' }

/** What is late or about to be is read from the most pressing on; everything else from the newest. */
const ORDER: Readonly<Partial<Record<MeasureId, 'promise_due_at'>>> = {
  due_soon: 'promise_due_at',
  overdue: 'promise_due_at',
  still_overdue: 'promise_due_at',
}

const BASIS_COLUMN = {
  filed_at: 'f.filed_at',
  closed_at: 'f.closed_at',
  first_callback_at: 'f.first_callback_at',
  promise_due_at: 'f.promise_due_at',
  now: 'f.filed_at',
} as const

const orderOf = (measure: MeasureId): { column: string; direction: 'ASC' | 'DESC'; beyond: '<' | '>' } =>
  ORDER[measure] !== undefined
    ? { column: 'f.promise_due_at', direction: 'ASC', beyond: '>' }
    : { column: BASIS_COLUMN[MEASURES[measure].basis], direction: 'DESC', beyond: '<' }

/** Opens a number: the same predicate, scope and period that counted it. Two round trips: which cases, and the cases. */
@Injectable()
export class MeasureCasesReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
  ) {}

  async list(principal: Principal, measure: MeasureId, query: QueryOf<typeof listMeasureCases>): Promise<z.output<typeof casePageSchema>> {
    const { caseIds, nextCursor } = await this.caseIds(principal, measure, query)
    const byId = new Map((await this.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    const items = caseIds.flatMap((id) => {
      const snapshot = byId.get(id)
      // The facts may be a moment behind a recusal; the case itself is not.
      return snapshot === undefined || snapshot.subjectUnitIds.includes(principal.unitId) ? [] : [this.views.listItem(snapshot)]
    })
    return { items, nextCursor }
  }

  /** Indexes reporting_case_fact_filed, _closed, _callback or _open, in their order: a page never sorts the rest. */
  async caseIds(
    principal: Principal,
    measure: MeasureId,
    query: QueryOf<typeof listMeasureCases>,
  ): Promise<{ caseIds: string[]; nextCursor: string | null }> {
    const params: unknown[] = [this.config.cityCode, query.from, query.to, isoOf(this.clock.now())]
    const moments = { from: '$2::timestamptz', to: '$3::timestamptz', now: '$4::timestamptz' }
    const value = (item: unknown): string => `$${params.push(item)}`
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const conditions = [
      'f.city_code = $1',
      '$2::timestamptz < $3::timestamptz',
      '$4::timestamptz IS NOT NULL',
      MEASURE_PREDICATES[measure](moments),
      scope.sql,
    ]
    const addGroup = (column: string, wanted: string | undefined): void => {
      if (wanted !== undefined) conditions.push(wanted === NO_GROUP ? `${column} IS NULL` : `${column} = ${value(wanted)}`)
    }
    addGroup('f.lead_unit_id', query.unitId)
    addGroup('f.county_code', query.countyCode)
    addGroup('f.township_code', query.townshipCode)
    addGroup('f.channel', query.channel)
    addGroup('f.case_type', query.caseType)
    if (query.categoryCode !== undefined) conditions.push(`f.category_code LIKE ${value(query.categoryCode)} || '%'`)
    const { column, direction, beyond } = orderOf(measure)
    const after = readCursor(query.cursor)
    if (after) conditions.push(`(${column}, f.case_id) ${beyond} (${value(isoOf(after.at))}::timestamptz, ${value(after.id)}::uuid)`)
    const rows = await this.database.query<{ case_id: string; at: number }>(
      `SELECT f.case_id, ${column} AS at FROM reporting_case_fact f WHERE ${conditions.map((part) => `(${part})`).join(' AND ')}
       ORDER BY ${column} ${direction}, f.case_id ${direction} LIMIT ${query.limit + 1}`,
      params,
    )
    const last = rows[query.limit - 1]
    return {
      caseIds: rows.slice(0, query.limit).map((row) => row.case_id),
      nextCursor: rows.length > query.limit && last ? cursorOf(instant(last.at), last.case_id) : null,
    }
  }
}
