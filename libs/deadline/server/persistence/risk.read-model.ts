import { Inject, Injectable } from '@nestjs/common'
import type { Scope } from '@tongban/access/contract'
import { assertNever, HOUR_MS, isoOf, plus, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig } from '@tongban/platform/server'
import type { ClockKind, Risk, ServiceClass } from '../../contract/index.js'

export type RiskFilter = {
  readonly now: Instant
  readonly hours: number
  readonly risk?: Risk | undefined
  readonly countyCode?: string | undefined
  readonly townshipCode?: string | undefined
  readonly unitId?: string | undefined
  readonly serviceClass?: ServiceClass | undefined
  readonly q?: string | undefined
}
export type RiskRow = {
  id: string; case_id: string; unit_id: string | null; kind: ClockKind; service_class: ServiceClass; due_at: number; warn_at: number | null; risk: Exclude<Risk, 'again'>; round: number
}
/** `after`: where the page before ended. */
export type RiskPage = { readonly limit: number; readonly after: { readonly at: Instant; readonly id: string } | null }
/** Clocks of one place and one risk; `again` of them belong to cases of round two or more. */
export type RiskCount = { county_code: string | null; township_code: string | null; risk: Exclude<Risk, 'again'>; count: number; again: number }

/** Counted exactly so far; who has more than this at risk needs no exact number. */
export const MOST_COUNTED = 10_000

/** Numbers the parameters of a statement as its text is put together. */
class Parameters {
  readonly values: unknown[] = []

  of(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** Clocks that run and threaten their cases. One predicate says what a person may see and has asked for, for the list and for the counts. */
@Injectable()
export class RiskReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** In the order of due moments. One query. */
  list(scope: Scope, filter: RiskFilter, page: RiskPage): Promise<RiskRow[]> {
    const { sql, values } = this.listStatement(scope, filter, page)
    return this.database.query<RiskRow>(sql, values)
  }

  /** Whatever the risk and the place asked for: those are chosen among the counts. One query. */
  async counts(scope: Scope, filter: RiskFilter): Promise<{ readonly rows: readonly RiskCount[]; readonly isExact: boolean }> {
    const { sql, values } = this.countStatement(scope, filter)
    const rows = await this.database.query<RiskCount>(sql, values)
    return { rows, isExact: rows.reduce((sum, { count }) => sum + count, 0) <= MOST_COUNTED }
  }

  /** @internal The text and its values; also for whoever asks PostgreSQL how it goes about it. */
  listStatement(scope: Scope, filter: RiskFilter, { limit, after }: RiskPage): { sql: string; values: unknown[] } {
    const parameters = new Parameters()
    const base = this.base(parameters, scope, filter)
    const cursor = after === null ? '' : ` AND (c.due_at, c.id) > (${parameters.of(isoOf(after.at))}::timestamptz, ${parameters.of(after.id)}::uuid)`
    const columns = `c.id, c.case_id, c.unit_id, c.kind, c.service_class, c.due_at, c.warn_at, ${base.risk} AS risk, p.round`
    const chosen = this.chosen(parameters, filter, base)
    const part = ({ from, where }: Branch, stop = ''): string => `SELECT ${columns} FROM ${from} WHERE ${where}${chosen}${cursor}${stop} ORDER BY c.due_at, c.id LIMIT ${limit}`
    return { sql: `${joinedUp(part, base.branches(filter.risk), limit)} ORDER BY due_at, id LIMIT ${limit}`, values: parameters.values }
  }

  /** @internal */
  countStatement(scope: Scope, filter: RiskFilter): { sql: string; values: unknown[] } {
    const parameters = new Parameters()
    const base = this.base(parameters, scope, filter)
    const most = MOST_COUNTED + 1
    const part = ({ from, where }: Branch, stop = ''): string => `SELECT p.county_code, p.township_code, p.round, ${base.risk} AS risk FROM ${from} WHERE ${where}${stop} LIMIT ${most}`
    const sql = `SELECT county_code, township_code, risk, count(*)::int AS count, (count(*) FILTER (WHERE round >= 2))::int AS again
      FROM (${joinedUp(part, base.branches(undefined), most)} LIMIT ${most}) AS counted GROUP BY county_code, township_code, risk`
    return { sql, values: parameters.values }
  }

  private base(parameters: Parameters, scope: Scope, { now, hours, unitId, serviceClass, q }: RiskFilter): Base {
    const city = parameters.of(this.config.cityCode)
    const at = `${parameters.of(isoOf(now))}::timestamptz`
    const horizon = `${parameters.of(isoOf(plus(now, hours * HOUR_MS)))}::timestamptz`
    const asked = [
      `c.city_code = ${city}`, `c.state = 'running'`, scopeOf(scope, parameters),
      ...(unitId === undefined ? [] : [`c.unit_id = ${parameters.of(unitId)}`]),
      ...(serviceClass === undefined ? [] : [`c.service_class = ${parameters.of(serviceClass)}`]),
      ...(q === undefined || q === '' ? [] : [worded(q, parameters)]),
    ].join(' AND ')
    const joined = `deadline_clock c JOIN deadline_risk_case p ON p.city_code = c.city_code AND p.case_id = c.case_id`
    // Index deadline_clock_due; each case by its primary key.
    const soon = { from: joined, where: `${asked} AND c.due_at <= ${horizon}` }
    // Index deadline_risk_case_again; their clocks by deadline_clock_subject. A promise stands for what is still ahead of such a case.
    const again = { from: joined, where: `${asked} AND p.city_code = ${city} AND p.round >= 2 AND c.kind = 'promise' AND c.due_at > ${horizon}` }
    const risk = `CASE WHEN c.kind = 'dispatch' THEN 'unowned' WHEN c.due_at > ${at} THEN 'near' WHEN c.kind = 'sign' THEN 'unsigned' WHEN c.kind IN ('ruling', 'adjudication') THEN 'lapsed' ELSE 'late' END`
    return { at, horizon, risk, branches: (asks) => (asks === undefined || asks === 'again' ? [soon, again] : [soon]) }
  }

  /** The place and the risk asked for; the counts leave them open. */
  private chosen(parameters: Parameters, { risk, countyCode, townshipCode }: RiskFilter, { at, horizon }: Base): string {
    const parts = [
      ...(countyCode === undefined ? [] : [`p.county_code = ${parameters.of(countyCode)}`]),
      ...(townshipCode === undefined ? [] : [`p.township_code = ${parameters.of(townshipCode)}`]),
      ...(risk === undefined ? [] : [riskCondition(risk, at, horizon)]),
    ]
    return parts.map((part) => ` AND ${part}`).join('')
  }
}

type Base = {
  readonly at: string
  readonly horizon: string
  readonly risk: string
  readonly branches: (risk: Risk | undefined) => readonly Branch[]
}
type Branch = { readonly from: string; readonly where: string }

/** What is due later is looked for only when what is due soon does not fill the answer: the gate is asked once, before the second part begins. */
function joinedUp(part: (branch: Branch, stop?: string) => string, [soon, later]: readonly Branch[], most: number): string {
  if (soon === undefined) throw new Error('Nothing is asked for')
  const more = later === undefined ? '' : ` UNION ALL (${part(later, ` AND (SELECT count(*) FROM soon) < ${most}`)})`
  return `SELECT * FROM (WITH soon AS MATERIALIZED (${part(soon)}) SELECT * FROM soon${more}) AS found`
}

function riskCondition(risk: Risk, at: string, horizon: string): string {
  switch (risk) {
    case 'unowned': return `c.kind = 'dispatch'`
    case 'near': return `c.due_at > ${at} AND c.due_at <= ${horizon} AND c.kind <> 'dispatch'`
    case 'unsigned': return `c.due_at <= ${at} AND c.kind = 'sign'`
    case 'lapsed': return `c.due_at <= ${at} AND c.kind IN ('ruling', 'adjudication')`
    case 'late': return `c.due_at <= ${at} AND c.kind NOT IN ('dispatch', 'sign', 'ruling', 'adjudication')`
    case 'again': return `p.round >= 2`
    default: return assertNever(risk)
  }
}

/**
 * A unit sees what it owes itself; a county what lies in it and what its own unit owes; nobody a matter that is about their unit. Whoever passes here
 * may also see the case: the rows of a page are looked up by reach once more.
 */
function scopeOf(scope: Scope, parameters: Parameters): string {
  if (scope.kind === 'none') return 'false'
  if (scope.unitId === null) return 'true'
  const unit = parameters.of(scope.unitId)
  const notAbout = `(p.recused_unit_ids @> ARRAY[${unit}]::text[]) IS NOT TRUE`
  if (scope.kind === 'own_unit') return `c.unit_id = ${unit} AND ${notAbout}`
  return scope.kind === 'county' ? `(p.county_code = ${parameters.of(scope.countyCode)} OR c.unit_id = ${unit}) AND ${notAbout}` : notAbout
}

/** A sealed case has no title here and is found by its number alone. */
function worded(q: string, parameters: Parameters): string {
  if (/^\d+$/.test(q)) return `starts_with(p.number, ${parameters.of(q)})`
  return `strpos(p.title, ${parameters.of(q)}) > 0`
}
