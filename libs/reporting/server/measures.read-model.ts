import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'
import type { QueryOf } from '@tongban/kernel/contract'
import { Clock, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Database, PlatformConfig } from '@tongban/platform/server'
import {
  callbackCountsOf,
  firstDispatchOf,
  FORMULAS,
  measureIdSchema,
  NO_GROUP,
  onTimeOf,
  ratesOf,
  type GroupBy,
  type MeasureId,
  type MeasureRow,
  type MeasuresTable,
  type readMeasures,
} from '@tongban/reporting/contract'
import { rankWithinPeers } from '../domain/index.js'
import { SCOPE_COLUMNS } from './measure-cases.read-model.js'
import { anyMeasure, countColumns } from './measure-predicates.js'

const GROUP_COLUMN: Readonly<Record<GroupBy, string>> = {
  unit: 'f.lead_unit_id',
  county: 'f.county_code',
  township: 'f.township_code',
  city: 'f.city_code',
}

type CountRow = { group_id: string | null } & Record<MeasureId, number>

/** Counts and rates of a period, in one statement, by whatever the rows stand for. */
@Injectable()
export class MeasuresReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async read(principal: Principal, query: QueryOf<typeof readMeasures>): Promise<MeasuresTable> {
    const formula = FORMULAS[query.formula]
    const rows = (await this.counts(principal, query))
      .map((row) => this.rowOf(query.by, row))
      .filter((row) => query.peerClass === undefined || row.peerClass === query.peerClass)
      .map((row) => ({ ...row, rates: ratesOf(formula, callbackCountsOf(row.counts)) }))
    const standings = rankWithinPeers(
      rows.map(({ peerClass, counts, rates }) => ({
        peerClass,
        validCallbacks: counts.callback_valid,
        value: rates.score ?? rates.satisfaction,
      })),
      formula.minimumValidCallbacks,
    )
    const { minimumValidCallbacks, zh, version, source } = formula
    return {
      from: query.from,
      to: query.to,
      by: query.by,
      formula: { id: query.formula, zh, version, source, minimumValidCallbacks },
      rows: rows.map((row, index) => ({ ...row, rank: standings[index]?.rank ?? null })),
    }
  }

  /** Indexes reporting_case_fact_filed, _closed, _callback and _open, joined by a bitmap: the rest of the history is not touched. */
  async counts(principal: Principal, query: Pick<QueryOf<typeof readMeasures>, 'from' | 'to' | 'by' | 'countyCode'>): Promise<CountRow[]> {
    const moments = { from: '$2::timestamptz', to: '$3::timestamptz', now: '$4::timestamptz' }
    const params: unknown[] = [this.config.cityCode, query.from, query.to, isoOf(this.clock.now())]
    const scope = scopePredicate(principal.scope, SCOPE_COLUMNS, params.length + 1)
    params.push(...scope.params)
    const county = query.countyCode === undefined ? 'true' : `f.county_code = $${params.push(query.countyCode)}`
    return this.database.query<CountRow>(
      `SELECT ${GROUP_COLUMN[query.by]} AS group_id, ${countColumns(measureIdSchema.options, moments)}
       FROM reporting_case_fact f WHERE f.city_code = $1 AND ${anyMeasure(moments)} AND ${scope.sql} AND ${county}
       GROUP BY 1 ORDER BY 1`,
      params,
    )
  }

  private rowOf(by: GroupBy, { group_id: id, ...counts }: CountRow): MeasureRow {
    return {
      id: id ?? NO_GROUP,
      ...this.nameOf(by, id),
      counts,
      rates: { response: null, resolution: null, satisfaction: null, score: null },
      onTime: onTimeOf(counts),
      firstDispatch: firstDispatchOf(counts),
      rank: null,
    }
  }

  private nameOf(by: GroupBy, id: string | null): { name: string; peerClass: string | null } {
    if (id === null) return { name: by === 'unit' ? '（还没有主办单位）' : '（地点还没有弄清）', peerClass: null }
    if (by === 'unit') {
      const unit = this.org.unit(idOf(id))
      return { name: unit?.name ?? id, peerClass: unit?.peerClass ?? null }
    }
    const name = this.org.division(idOf(id))?.name ?? id
    if (by === 'county') return { name, peerClass: 'county' }
    return { name, peerClass: by === 'township' ? (this.org.townshipUnit(idOf(id))?.peerClass ?? null) : null }
  }
}
