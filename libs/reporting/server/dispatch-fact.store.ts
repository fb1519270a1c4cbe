import { Inject, Injectable } from '@nestjs/common'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { DispatchFactJson, WrongDispatch } from './dispatch-fact.mapper.js'

// Primary key (city_code, assignment_id). An older reading changes nothing, and a judgement is never taken back by one that knows of none.
const UPSERT = statement(
  'reporting.upsert_dispatches',
  `INSERT INTO reporting_dispatch AS d
   SELECT r.* FROM jsonb_populate_recordset(null::reporting_dispatch, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, assignment_id) DO UPDATE SET version = excluded.version, category_code = excluded.category_code, county_code = excluded.county_code,
     township_code = excluded.township_code, unit_ids = excluded.unit_ids, recused_unit_ids = excluded.recused_unit_ids,
     wrong_because = coalesce(d.wrong_because, excluded.wrong_because)
   WHERE d.version < excluded.version`,
)
// Primary key.
const JUDGE = statement(
  'reporting.judge_dispatches',
  `UPDATE reporting_dispatch AS d SET wrong_because = r.because
   FROM jsonb_to_recordset($1::jsonb) AS r(assignment_id uuid, because text) WHERE d.city_code = $2 AND d.assignment_id = r.assignment_id`,
)

/** The only writer of reporting_dispatch; in the transaction that keeps the facts. */
@Injectable()
export class DispatchFactStore {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  /** The judged ones are among the facts or were written before: what judged them was committed with them. */
  async apply(tx: Tx, facts: readonly DispatchFactJson[], judged: readonly WrongDispatch[]): Promise<void> {
    const { cityCode } = this.config
    const ordered = [...facts].sort((a, b) => (a.assignment_id < b.assignment_id ? -1 : 1))
    if (ordered.length > 0) await tx.run(UPSERT, [JSON.stringify(ordered), cityCode])
    if (judged.length > 0) await tx.run(JUDGE, [JSON.stringify(judged), cityCode])
  }
}
