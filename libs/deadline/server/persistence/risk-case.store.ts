import { Inject, Injectable } from '@nestjs/common'
import type { CaseSnapshot } from '@tongban/case/contract'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'

// Primary key. In the order of ids, so that two listeners do not wait for each other in a circle.
const KEEP = statement(
  'deadline.keep_risk_cases',
  `INSERT INTO deadline_risk_case AS r (city_code, case_id, version, number, title, county_code, township_code, round, recused_unit_ids)
   SELECT $1, n.case_id, n.version, n.number, n.title, n.county_code, n.township_code, n.round, n.recused_unit_ids
   FROM jsonb_populate_recordset(null::deadline_risk_case, $2::jsonb) AS n ORDER BY n.case_id
   ON CONFLICT (city_code, case_id) DO UPDATE SET version = excluded.version, title = excluded.title, county_code = excluded.county_code,
     township_code = excluded.township_code, round = excluded.round, recused_unit_ids = excluded.recused_unit_ids
   WHERE r.version < excluded.version`,
)

@Injectable()
export class RiskCaseStore {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  async keep(tx: Tx, cases: readonly CaseSnapshot[]): Promise<void> {
    if (cases.length === 0) return
    const rows = cases.map((item) => ({
      case_id: item.id, version: item.version, number: item.number, title: item.sealed ? null : item.title, county_code: item.countyCode,
      township_code: item.townshipCode, round: item.round, recused_unit_ids: item.subjectUnitIds.length === 0 ? null : item.subjectUnitIds,
    }))
    await tx.run(KEEP, [this.config.cityCode, JSON.stringify(rows)])
  }
}
