import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import type { Page, QueryOf } from '@tongban/kernel/contract'
import { Clock } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor, statement } from '@tongban/platform/server'
import type { CaseFlag, listCases } from '../../contract/case-endpoints.js'
import { CaseLookup, type CaseSnapshot } from '../../contract/ports.js'
import type { CaseStatus } from '../../contract/states.js'
import { caseStateOf, type AssignmentJson, type CaseRow } from './case-row.mapper.js'
import { snapshotOf } from '../../domain/index.js'
import { CASE_WITH_ASSIGNMENTS } from './case.store.js'

type LoadedRow = CaseRow & { assignments: AssignmentJson[] }
const SCOPE_COLUMNS = { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }
const stateOf = (row: LoadedRow) => caseStateOf(row, row.assignments)

/** Each flag is a partial index: case_case_problem, case_case_shelved, case_case_disputed, case_case_urged; merged: case_case_parent and case_case_parents. */
const FLAGGED: Record<CaseFlag, string> = {
  problem: 'c.problem_at IS NOT NULL', shelved: 'c.shelved_until IS NOT NULL', disputed: 'c.disputed_at IS NOT NULL', urged: 'c.last_urged_at IS NOT NULL',
  merged: `c.parent_id IS NOT NULL OR c.procedures -> 'children' <> '[]'::jsonb`,
}

const SNAPSHOTS = statement<LoadedRow>('case.snapshots', `${CASE_WITH_ASSIGNMENTS} WHERE c.city_code = $1 AND c.id = ANY($2::uuid[])`)

/** Lists of cases: one query each, within the person's scope, keyset pages. */
@Injectable()
export class CaseListReadModel extends CaseLookup {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  /** Newest first. Indexes: case_case_filed, case_case_county, case_case_units (units), case_case_words (text), case_case_number (number). */
  async list(principal: Principal, query: QueryOf<typeof listCases>): Promise<Page<CaseSnapshot>> {
    const filter = new Conditions(this.config.cityCode)
    filter.addScope(principal)
    if (query.status) filter.add('c.status = ANY(?)', query.status)
    if (query.caseType) filter.add('c.case_type = ANY(?)', query.caseType)
    if (query.unitId) filter.add('c.lead_unit_id = ?', query.unitId)
    if (query.countyCode) filter.add('c.county_code = ?', query.countyCode)
    if (query.townshipCode) filter.add('c.township_code = ?', query.townshipCode)
    if (query.categoryCode) filter.add(`c.category_code LIKE ? || '%'`, query.categoryCode)
    if (query.filedFrom) filter.add('c.filed_at >= ?', query.filedFrom)
    if (query.filedTo) filter.add('c.filed_at < ?', query.filedTo)
    if (query.overdue !== undefined) {
      const late = `(c.status IN ('in_progress', 'awaiting_review', 'awaiting_callback') AND c.promise_due_at <= ? AND c.shelved_until IS NULL AND (c.replied_at IS NULL OR c.replied_at >= c.promise_due_at))`
      filter.add(query.overdue ? late : `NOT coalesce(${late}, false)`, isoOf(this.clock.now()))
    }
    if (query.flag) filter.add(`(${query.flag.map((flag) => FLAGGED[flag]).join(' OR ')})`)
    if (query.q) {
      // Numbers have 14 digits: a range of them reads the index of case_case_number in any collation, which LIKE does not.
      if (/^\d{6,14}$/.test(query.q)) filter.add('c.number BETWEEN ? AND ?', query.q.padEnd(14, '0'), query.q.padEnd(14, '9'))
      else filter.add(`(c.title || ' ' || c.description) LIKE '%' || ? || '%'`, query.q.replace(/[\\%_]/g, '\\$&'))
    }
    const after = readCursor(query.cursor)
    if (after) filter.add('(c.filed_at, c.id) < (?, ?::uuid)', isoOf(after.at), after.id)
    const rows = await this.database.query<LoadedRow>(
      `${CASE_WITH_ASSIGNMENTS} WHERE ${filter.sql} ORDER BY c.filed_at DESC, c.id DESC LIMIT ${query.limit + 1}`,
      filter.params,
    )
    return pageOfRows(rows, query.limit, (row) => cursorOf(instant(row.filed_at), row.id))
  }

  override async snapshots(caseIds: readonly string[]): Promise<CaseSnapshot[]> {
    if (caseIds.length === 0) return []
    if (caseIds.length > 1_000) throw new Error('snapshots takes up to 1,000 cases')
    return (await this.database.run(SNAPSHOTS, [this.config.cityCode, [...caseIds]])).map((row) => snapshotOf(stateOf(row)))
  }

  override async visibleTo(principal: Principal, caseId: string): Promise<CaseSnapshot | null> {
    return (await this.visibleAmong(principal, [caseId]))[0] ?? null
  }

  override async visibleAmong(principal: Principal, caseIds: readonly string[]): Promise<CaseSnapshot[]> {
    const filter = new Conditions(this.config.cityCode)
    filter.add('c.id = ANY(?::uuid[])', [...caseIds])
    filter.addScope(principal)
    const rows = await this.database.query<LoadedRow>(`${CASE_WITH_ASSIGNMENTS} WHERE ${filter.sql} LIMIT 1000`, filter.params)
    return rows.map((row) => snapshotOf(stateOf(row)))
  }

  /** Index case_case_waiting. */
  override async waiting(
    principal: Principal,
    statuses: readonly CaseStatus[],
    page: { limit: number; after: { since: Instant; id: string } | null },
  ): Promise<CaseSnapshot[]> {
    const filter = new Conditions(this.config.cityCode)
    filter.add('c.status = ANY(?)', [...statuses])
    filter.addScope(principal)
    if (page.after) filter.add('(c.status_since, c.id) > (?, ?::uuid)', isoOf(page.after.since), page.after.id)
    const rows = await this.database.query<LoadedRow>(
      `${CASE_WITH_ASSIGNMENTS} WHERE ${filter.sql} ORDER BY c.status_since, c.id LIMIT ${Math.min(page.limit, 101)}`,
      filter.params,
    )
    return rows.map((row) => snapshotOf(stateOf(row)))
  }
}

/** Conditions with numbered parameters; the city comes first in every statement. */
class Conditions {
  readonly params: unknown[]
  private readonly parts = ['c.city_code = $1']

  constructor(cityCode: string) {
    this.params = [cityCode]
  }

  /** Each `?` of the condition takes the next value. */
  add(condition: string, ...values: unknown[]): void {
    const names = values.map((value) => `$${this.params.push(value)}`)
    this.parts.push(condition.replace(/\?/g, () => (names.length > 1 ? (names.shift() ?? '') : (names[0] ?? ''))))
  }

  addScope(principal: Principal): void {
    const { sql, params } = scopePredicate(principal.scope, SCOPE_COLUMNS, this.params.length + 1)
    this.parts.push(sql)
    this.params.push(...params)
  }

  get sql(): string {
    return this.parts.join(' AND ')
  }
}

const pageOfRows = (rows: readonly LoadedRow[], limit: number, cursor: (row: LoadedRow) => string): Page<CaseSnapshot> => {
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit).map((row) => snapshotOf(stateOf(row))), nextCursor: rows.length > limit && last ? cursor(last) : null }
}
