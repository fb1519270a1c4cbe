import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, type Tx } from '@tongban/platform/server'
import type { PoolFilters, PoolReason } from '../../contract/pool.schema.js'
import { claimOf, type Claim, type ClaimRow } from './claim.store.js'

/** A line of the pool: which case, why it is there, and who is at it. */
export type PoolLine = { readonly caseId: string; readonly dueAt: Instant; readonly reasons: readonly PoolReason[]; readonly chosenUnitId: string | null; readonly trailLeadId: string | null; readonly claim: Claim | null }
export type PoolTally = { readonly facet: 'all' | 'urgency' | 'county' | 'category' | 'reason'; readonly code: string | null; readonly count: number }
export type PoolTotals = { readonly overdue: number; readonly mine: number; readonly heldByOthers: number; readonly tallies: readonly PoolTally[] }

type LineRow = Partial<ClaimRow> & { id: string; due_at: number; reasons: PoolReason[]; chosen_unit_id: string | null; trail_lead_id: string | null }
type TallyRow = { facet: PoolTally['facet'] | 'overdue' | 'mine' | 'others'; code: string | null; count: number }

const SCOPE = { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }
const REASONS = 'dispatch_pool_reasons(c.dispatch_trail, c.dispatched_at)'
/** More than a hall can have waiting; a count beyond it is no use to anybody. */
const MOST_COUNTED = 20_000

/** Conditions with numbered parameters; the city comes first in every statement. */
class Conditions {
  readonly params: unknown[]
  private readonly parts = ['c.city_code = $1', `c.status = 'awaiting_dispatch'`, '$3::text IS NOT NULL']

  /** `$2` and `$3`: now, and who asks. */
  constructor(cityCode: string, principal: Principal, at: Instant) {
    this.params = [cityCode, isoOf(at), principal.userId]
    const scope = scopePredicate(principal.scope, SCOPE, this.params.length + 1)
    this.parts.push(scope.sql)
    this.params.push(...scope.params)
  }

  param(value: unknown): string {
    return `$${this.params.push(value)}`
  }

  add(condition: string): void {
    this.parts.push(condition)
  }

  filter({ urgency, countyCode, categoryCode, reason, holder }: PoolFilters): void {
    if (urgency !== undefined) this.add(`c.urgency = ${this.param(urgency)}`)
    if (countyCode !== undefined) this.add(`c.county_code = ${this.param(countyCode)}`)
    if (categoryCode !== undefined) this.add(`c.category_code LIKE ${this.param(categoryCode)} || '%'`)
    if (reason !== undefined) this.add(`${REASONS} @> ARRAY[${this.param(reason)}]::text[]`)
    if (holder === 'me') this.add('k.claimed_by = $3')
    if (holder === 'nobody') this.add('k.claimed_by IS NULL')
    if (holder === 'others') this.add('k.claimed_by <> $3')
  }

  get sql(): string {
    return this.parts.join(' AND ')
  }
}

const FROM = 'FROM case_case c LEFT JOIN dispatch_claim k ON k.city_code = c.city_code AND k.case_id = c.id AND k.until_at > $2'
const SELECT = `SELECT c.id, c.dispatch_due_at AS due_at, ${REASONS} AS reasons, c.dispatch_trail ->> 'chosenUnitId' AS chosen_unit_id,
  c.dispatch_trail #>> '{lead,id}' AS trail_lead_id, k.case_id, k.claimed_by, k.claimed_at, k.until_at, k.taken_from, k.taken_reason`

/**
 * The pool in the order of its dispatch clocks. Indexes: case_case_pool, of one county case_case_pool_county. Read from the cases themselves: whatever
 * brings a case into the pool or takes it out, there is no second list that could say otherwise.
 */
@Injectable()
export class PoolReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async page(principal: Principal, filters: PoolFilters, { after, limit, at }: { after: { at: Instant; id: string } | null; limit: number; at: Instant }): Promise<PoolLine[]> {
    const where = this.conditions(principal, at)
    where.filter(filters)
    if (after !== null) where.add(`(c.dispatch_due_at, c.id) > (${where.param(isoOf(after.at))}, ${where.param(after.id)}::uuid)`)
    return (await this.database.query<LineRow>(`${SELECT} ${FROM} WHERE ${where.sql} ORDER BY c.dispatch_due_at, c.id LIMIT ${limit}`, where.params)).map(lineOf)
  }

  /** The lines of these cases, as far as they wait and the person sees them. */
  async lines(principal: Principal, caseIds: readonly string[], at: Instant): Promise<PoolLine[]> {
    const where = this.conditions(principal, at)
    where.add(`c.id = ANY(${where.param([...caseIds])}::uuid[])`)
    return (await this.database.query<LineRow>(`${SELECT} ${FROM} WHERE ${where.sql}`, where.params)).map(lineOf)
  }

  /** The first that nobody is at, and that is not among those to skip. */
  async firstFree(tx: Tx, principal: Principal, filters: PoolFilters, skipCaseIds: readonly string[], at: Instant): Promise<string | null> {
    const where = this.conditions(principal, at)
    where.filter({ ...filters, holder: 'nobody' })
    if (skipCaseIds.length > 0) where.add(`c.id <> ALL(${where.param([...skipCaseIds])}::uuid[])`)
    const [row] = await tx.query<{ id: string }>(`SELECT c.id ${FROM} WHERE ${where.sql} ORDER BY c.dispatch_due_at, c.id LIMIT 1`, where.params)
    return row?.id ?? null
  }

  /** Same category and place, or the same unit by the plan it was filed with; the ones due first. */
  async like(principal: Principal, to: { caseId: string; categoryCode: string | null; divisionCode: string | null; leadUnitId: string | null }, at: Instant, limit: number): Promise<(PoolLine & { matter: boolean })[]> {
    const where = this.conditions(principal, at)
    where.add(`c.id <> ${where.param(to.caseId)}::uuid`)
    const matter = `(c.category_code = ${where.param(to.categoryCode)} AND c.division_code = ${where.param(to.divisionCode)})`
    where.add(`(${matter} OR c.dispatch_trail #>> '{lead,id}' = ${where.param(to.leadUnitId)})`)
    const rows = await this.database.query<LineRow & { matter: boolean | null }>(
      `${SELECT}, ${matter} AS matter ${FROM} WHERE ${where.sql} ORDER BY c.dispatch_due_at, c.id LIMIT ${limit}`,
      where.params,
    )
    return rows.map((row) => ({ ...lineOf(row), matter: row.matter === true }))
  }

  /** One query over what the person sees. */
  async totals(principal: Principal, at: Instant): Promise<PoolTotals> {
    const where = this.conditions(principal, at)
    const rows = await this.database.query<TallyRow>(
      `WITH pool AS MATERIALIZED (
         SELECT c.urgency, c.county_code, left(c.category_code, 2) AS category, c.dispatch_due_at <= $2 AS overdue, k.claimed_by, ${REASONS} AS reasons
         ${FROM} WHERE ${where.sql} ORDER BY c.dispatch_due_at, c.id LIMIT ${MOST_COUNTED})
       SELECT 'all' AS facet, NULL AS code, count(*)::int AS count FROM pool
       UNION ALL SELECT 'overdue', NULL, count(*)::int FROM pool WHERE overdue
       UNION ALL SELECT 'mine', NULL, count(*)::int FROM pool WHERE claimed_by = $3
       UNION ALL SELECT 'others', NULL, count(*)::int FROM pool WHERE claimed_by <> $3
       UNION ALL SELECT 'urgency', urgency, count(*)::int FROM pool GROUP BY urgency
       UNION ALL SELECT 'county', county_code, count(*)::int FROM pool GROUP BY county_code
       UNION ALL SELECT 'category', category, count(*)::int FROM pool GROUP BY category
       UNION ALL SELECT 'reason', reason, count(*)::int FROM pool, unnest(reasons) AS reason GROUP BY reason
       ORDER BY 1, 3 DESC, 2`,
      where.params,
    )
    const one = (facet: TallyRow['facet']): number => rows.find((row) => row.facet === facet)?.count ?? 0
    const tallies = rows.flatMap(({ facet, ...row }) => (facet === 'overdue' || facet === 'mine' || facet === 'others' ? [] : [{ facet, ...row }]))
    return { overdue: one('overdue'), mine: one('mine'), heldByOthers: one('others'), tallies }
  }

  private conditions(principal: Principal, at: Instant): Conditions {
    return new Conditions(this.config.cityCode, principal, at)
  }
}

const lineOf = (row: LineRow): PoolLine => ({
  caseId: row.id, dueAt: instant(row.due_at), reasons: row.reasons, chosenUnitId: row.chosen_unit_id, trailLeadId: row.trail_lead_id,
  claim: row.case_id === null || row.case_id === undefined ? null : claimOf(row as ClaimRow),
})
