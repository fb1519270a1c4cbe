import { Inject, Injectable } from '@nestjs/common'
import { UserNames, scopePredicate, type Principal } from '@tongban/access/contract'
import { CaseListViews, CaseLookup, type casePageSchema } from '@tongban/case/contract'
import type { QueryOf } from '@tongban/kernel/contract'
import { idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Database, PlatformConfig, cursorOf, readCursor } from '@tongban/platform/server'
import { MAX_ACT_ROWS, type ActKind, type ActRow, type listActCases, type readActs } from '@tongban/reporting/contract'
import type { z } from 'zod'

const SCOPE_COLUMNS = { countyCode: 'a.county_code', unitIds: 'a.unit_ids', recusedUnitIds: 'a.recused_unit_ids' }

type CountRow = { kind: ActKind; author_kind: ActRow['author']['kind']; author_id: string; count: number; on_time: number; timed: number }

/** Who answers for what, counted and opened by the same conditions. */
@Injectable()
export class ActsReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
  ) {}

  /** Index reporting_act_at: a period costs what it holds. One query, and one for names of people that are not in memory. */
  async counts(principal: Principal, query: QueryOf<typeof readActs>): Promise<{ rows: ActRow[] }> {
    const params: unknown[] = [this.config.cityCode, query.from, query.to]
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const kind = query.kind === undefined ? 'true' : `a.kind = $${params.push(query.kind)}`
    const rows = await this.database.query<CountRow>(
      `SELECT a.kind, a.author_kind, a.author_id, count(*)::int AS count, count(*) FILTER (WHERE a.on_time)::int AS on_time, count(a.on_time)::int AS timed
       FROM reporting_act a WHERE a.city_code = $1 AND a.at >= $2::timestamptz AND a.at < $3::timestamptz AND ${scope.sql} AND ${kind}
       GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 2, 3 LIMIT ${MAX_ACT_ROWS}`,
      params,
    )
    const people = await this.users.namesOf(rows.filter((row) => row.author_kind === 'person').map((row) => row.author_id))
    return {
      rows: rows.map((row) => ({
        kind: row.kind,
        author: { kind: row.author_kind, id: row.author_id, name: this.nameOf(row, people) },
        count: row.count,
        onTime: row.timed === 0 ? null : row.on_time,
      })),
    }
  }

  /** Index reporting_act_author. Two round trips: which cases, and the cases. */
  async list(principal: Principal, kind: ActKind, query: QueryOf<typeof listActCases>): Promise<z.output<typeof casePageSchema>> {
    const params: unknown[] = [this.config.cityCode, query.from, query.to, kind, query.authorKind, query.authorId]
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const after = readCursor(query.cursor)
    const value = (item: unknown): string => `$${params.push(item)}`
    const timed = query.onTime === undefined ? 'true' : `a.on_time = ${value(query.onTime)}`
    // A case may carry the same act twice (two rounds): the newest stands for it.
    const rows = await this.database.query<{ case_id: string; at: number }>(
      `SELECT a.case_id, max(a.at) AS at FROM reporting_act a
       WHERE a.city_code = $1 AND a.at >= $2::timestamptz AND a.at < $3::timestamptz AND a.kind = $4 AND a.author_kind = $5 AND a.author_id = $6 AND ${scope.sql} AND ${timed}
       GROUP BY a.case_id ${after === null ? '' : `HAVING (max(a.at), a.case_id) < (${value(isoOf(after.at))}::timestamptz, ${value(after.id)}::uuid)`}
       ORDER BY max(a.at) DESC, a.case_id DESC LIMIT ${query.limit + 1}`,
      params,
    )
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    const byId = new Map((await this.cases.snapshots(page.map((row) => row.case_id))).map((snapshot) => [snapshot.id, snapshot]))
    const items = page.flatMap((row) => {
      const snapshot = byId.get(row.case_id)
      return snapshot === undefined || snapshot.subjectUnitIds.includes(principal.unitId) ? [] : [this.views.listItem(snapshot)]
    })
    return { items, nextCursor: rows.length > query.limit && last ? cursorOf(instant(last.at), last.case_id) : null }
  }

  private nameOf({ author_kind: kind, author_id: id }: CountRow, people: ReadonlyMap<string, string>): string {
    switch (kind) {
      case 'unit':
        return this.org.unit(idOf(id))?.name ?? id
      case 'person':
        return people.get(id) ?? id
      case 'rule':
        return `派单规则 ${id}`
      case 'hotline':
        return '热线中心'
    }
  }
}
