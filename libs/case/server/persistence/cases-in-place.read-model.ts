import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Principal } from '@tongban/access/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig } from '@tongban/platform/server'
import { CasesInPlace, type CaseSnapshot } from '../../contract/ports.js'
import { snapshotOf } from '../../domain/index.js'
import { caseStateOf, type AssignmentJson, type CaseRow } from './case-row.mapper.js'
import { CASE_WITH_ASSIGNMENTS } from './case.store.js'

type LoadedRow = CaseRow & { assignments: AssignmentJson[] }
const SCOPE_COLUMNS = { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }
const MOST = 101

/** Cases that may belong to one cause, within the person's scope. */
@Injectable()
export class CasesInPlaceReadModel extends CasesInPlace {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  /** Index case_case_filed: from the newest back to `since`, which is hours or days away. */
  override async filedSince(
    principal: Principal,
    { divisionCodes, categoryPrefixes, since, limit }: { divisionCodes: readonly string[]; categoryPrefixes: readonly string[]; since: Instant; limit: number },
  ): Promise<CaseSnapshot[]> {
    const { sql, params } = scopePredicate(principal.scope, SCOPE_COLUMNS, 5)
    const rows = await this.database.query<LoadedRow>(
      `${CASE_WITH_ASSIGNMENTS} WHERE c.city_code = $1 AND c.filed_at >= $2
         AND (c.county_code = ANY($3::text[]) OR c.township_code = ANY($3::text[]) OR c.division_code = ANY($3::text[]))
         AND ($4::text[] = '{}' OR EXISTS (SELECT 1 FROM unnest($4::text[]) AS prefix WHERE starts_with(c.category_code, prefix))) AND ${sql}
       ORDER BY c.filed_at DESC, c.id DESC LIMIT ${Math.min(limit, MOST)}`,
      [this.config.cityCode, isoOf(since), [...divisionCodes], [...categoryPrefixes], ...params],
    )
    return rows.map((row) => snapshotOf(caseStateOf(row, row.assignments)))
  }

  /** Primary key of case_case. */
  override async idsAmong(principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (caseIds.length === 0) return new Set()
    const { sql, params } = scopePredicate(principal.scope, SCOPE_COLUMNS, 3)
    const rows = await this.database.query<{ id: string }>(
      `SELECT c.id FROM case_case c WHERE c.city_code = $1 AND c.id = ANY($2::uuid[]) AND ${sql}`, [this.config.cityCode, [...caseIds], ...params],
    )
    return new Set(rows.map(({ id }) => id))
  }
}
