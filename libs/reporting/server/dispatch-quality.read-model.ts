import { Inject, Injectable } from '@nestjs/common'
import { UserNames, scopePredicate, type Principal } from '@tongban/access/contract'
import { CaseListViews, CaseLookup, type casePageSchema } from '@tongban/case/contract'
import type { QueryOf } from '@tongban/kernel/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor } from '@tongban/platform/server'
import {
  MAX_QUALITY_ROWS, NO_QUALITY_GROUP, wrongCauseSchema, type DispatchQuality, type QualityBy, type WrongCause, type listDispatchQualityCases, type readDispatchQuality,
} from '@tongban/reporting/contract'
import type { z } from 'zod'
import { DispatchQualityNames } from './dispatch-quality-names.js'

const SCOPE_COLUMNS = { countyCode: 'd.county_code', unitIds: 'd.unit_ids', recusedUnitIds: 'd.recused_unit_ids' }
const GROUP_COLUMN: Readonly<Record<QualityBy, string>> = {
  rule: 'rule_id', category: 'category_code', county: 'county_code', township: 'township_code', author: 'author_id',
}
/** `d` is the row that is counted or listed; `n` a newer one of the same case. */
type Alias = 'd' | 'n'
/** A rule answers for what went out by it; a dispatcher's choice is the dispatcher's. */
const counted = (t: Alias, by: QualityBy): string => (by === 'rule' ? `${t}.author_kind = 'system'` : 'true')
const inPeriod = (t: Alias): string => `${t}.city_code = $1 AND ${t}.dispatched_at >= $2::timestamptz AND ${t}.dispatched_at < $3::timestamptz`

type GroupRow = { id: string | null; version: string | null; dispatched: number; wrong: number } & Record<WrongCause, number>
/** The same in each row: what all groups come to, also those beyond the last that is read. */
type OverAll = { readonly groups: number; readonly all_dispatched: number; readonly all_wrong: number }
const NOTHING: OverAll = { groups: 0, all_dispatched: 0, all_wrong: 0 }

/** How often a dispatch was wrong, counted and opened by the same conditions. */
@Injectable()
export class DispatchQualityReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(DispatchQualityNames) private readonly names: DispatchQualityNames,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
  ) {}

  /** Index reporting_dispatch_at: a period costs what it holds. One query, and one for the names of people. */
  async read(principal: Principal, query: QueryOf<typeof readDispatchQuality>): Promise<DispatchQuality> {
    const rows = await this.groups(principal, query)
    const people = query.by === 'author' ? await this.users.namesOf(rows.flatMap(({ id }) => id ?? [])) : new Map<string, string>()
    const part = (wrong: number, dispatched: number): number | null => (dispatched === 0 ? null : wrong / dispatched)
    const { groups, all_dispatched: dispatchedInAll, all_wrong: wrongInAll } = rows[0] ?? NOTHING
    return {
      from: query.from, to: query.to, by: query.by,
      total: { dispatched: dispatchedInAll, wrong: wrongInAll, rate: part(wrongInAll, dispatchedInAll) },
      rows: rows.map(({ id, version, dispatched, wrong, ...row }) => ({
        id: id ?? NO_QUALITY_GROUP, name: this.names.nameOf(query.by, id, people), version, dispatched, wrong, causes: causesOf(row), rate: part(wrong, dispatched),
      })),
      rowCount: groups,
    }
  }

  /** The first of them, and what all come to. */
  async groups(principal: Principal, { from, to, by }: QueryOf<typeof readDispatchQuality>): Promise<(GroupRow & OverAll)[]> {
    const params: unknown[] = [this.config.cityCode, from, to]
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const causes = wrongCauseSchema.options.map((cause) => `count(*) FILTER (WHERE d.wrong_because = '${cause}')::int AS "${cause}"`).join(', ')
    return this.database.query<GroupRow & OverAll>(
      `SELECT d.${GROUP_COLUMN[by]} AS id, ${by === 'rule' ? 'd.rule_version' : 'NULL::text'} AS version, count(*)::int AS dispatched, count(d.wrong_because)::int AS wrong, ${causes},
         (count(*) OVER ())::int AS groups, (sum(count(*)) OVER ())::int AS all_dispatched, (sum(count(d.wrong_because)) OVER ())::int AS all_wrong
       FROM reporting_dispatch d WHERE ${inPeriod('d')} AND ${counted('d', by)} AND ${scope.sql}
       GROUP BY 1, 2 ORDER BY count(d.wrong_because) DESC, count(*) DESC, 1, 2 LIMIT ${MAX_QUALITY_ROWS}`,
      params,
    )
  }

  /** Two round trips: which cases, and the cases. */
  async list(principal: Principal, query: QueryOf<typeof listDispatchQualityCases>): Promise<z.output<typeof casePageSchema>> {
    const { caseIds, nextCursor } = await this.caseIds(principal, query)
    const byId = new Map((await this.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    const items = caseIds.flatMap((id) => {
      const snapshot = byId.get(id)
      // The facts may be a moment behind a recusal; the case itself is not.
      return snapshot === undefined || snapshot.subjectUnitIds.includes(principal.unitId) ? [] : [this.views.listItem(snapshot)]
    })
    return { items, nextCursor }
  }

  /**
   * Indexes reporting_dispatch_wrong, _rule, _author or _at, backwards. A case stands where its newest such dispatch stands: an older one of the same
   * case is passed over, whatever page it falls on.
   */
  async caseIds(principal: Principal, query: QueryOf<typeof listDispatchQualityCases>): Promise<{ caseIds: string[]; nextCursor: string | null }> {
    const params: unknown[] = [this.config.cityCode, query.from, query.to]
    const value = (item: unknown): string => `$${params.push(item)}`
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const id = query.id === undefined || query.id === NO_QUALITY_GROUP ? null : value(query.id)
    const version = query.version === undefined ? null : value(query.version)
    const alike = (t: Alias): string[] => [
      inPeriod(t),
      counted(t, query.by),
      ...(query.id === undefined ? [] : [`${t}.${GROUP_COLUMN[query.by]} ${id === null ? 'IS NULL' : `= ${id}`}`]),
      ...(version === null ? [] : [`${t}.rule_version = ${version}`]),
      ...(query.only === 'wrong' ? [`${t}.wrong_because IS NOT NULL`] : []),
    ]
    const after = readCursor(query.cursor)
    const beyond = after === null ? [] : [`(d.dispatched_at, d.assignment_id) < (${value(isoOf(after.at))}::timestamptz, ${value(after.id)}::uuid)`]
    const rows = await this.database.query<{ case_id: string; assignment_id: string; at: number }>(
      `SELECT d.case_id, d.assignment_id, d.dispatched_at AS at FROM reporting_dispatch d
       WHERE ${[...alike('d'), scope.sql, ...beyond].join(' AND ')} AND NOT EXISTS (
         SELECT 1 FROM reporting_dispatch n WHERE n.case_id = d.case_id AND (n.dispatched_at, n.assignment_id) > (d.dispatched_at, d.assignment_id) AND ${alike('n').join(' AND ')})
       ORDER BY d.dispatched_at DESC, d.assignment_id DESC LIMIT ${query.limit + 1}`,
      params,
    )
    const last = rows[query.limit - 1]
    return {
      caseIds: rows.slice(0, query.limit).map((row) => row.case_id),
      nextCursor: rows.length > query.limit && last !== undefined ? cursorOf(instant(last.at), last.assignment_id) : null,
    }
  }
}

const causesOf = (row: Record<WrongCause, number>): Record<WrongCause, number> => ({ return: row.return, ruling: row.ruling, reassign: row.reassign, recall: row.recall })
