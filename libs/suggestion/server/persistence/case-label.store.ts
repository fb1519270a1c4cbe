import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'

/** As many as a training reads; the newest word on a case is the one that counts. */
const MOST_LABELS = 50_000

const PUT = statement(
  'suggestion.put_case_labels',
  `INSERT INTO suggestion_case_label AS l (city_code, case_id, category_code, decided_by, decided_at)
   SELECT $1, r.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS r
   ON CONFLICT (city_code, case_id) DO UPDATE SET category_code = excluded.category_code, decided_by = excluded.decided_by, decided_at = excluded.decided_at
   WHERE l.decided_at <= excluded.decided_at`,
)
const ALL = statement<{ case_id: string; category_code: string }>(
  'suggestion.case_labels',
  `SELECT case_id, category_code FROM suggestion_case_label WHERE city_code = $1 ORDER BY decided_at DESC LIMIT ${MOST_LABELS}`,
)

export type CaseLabel = { readonly caseId: string; readonly categoryCode: string; readonly by: string; readonly at: Instant }

/** What people said a case was about, when it was filed as something else. By the case's id: its text stays where it is. */
@Injectable()
export class CaseLabelStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** A case named twice keeps what was said last. By ascending id: two processes that are told of the same cases wait for each other, and never both. */
  async put(tx: Tx, labels: readonly CaseLabel[]): Promise<void> {
    const last = new Map<string, CaseLabel>()
    for (const label of labels) if ((last.get(label.caseId)?.at ?? -Infinity) <= label.at) last.set(label.caseId, label)
    const rows = [...last.values()].sort((a, b) => (a.caseId < b.caseId ? -1 : 1))
    if (rows.length === 0) return
    await tx.run(PUT, [this.config.cityCode, rows.map(({ caseId }) => caseId), rows.map(({ categoryCode }) => categoryCode), rows.map(({ by }) => by), rows.map(({ at }) => isoOf(at))])
  }

  async all(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.database.run(ALL, [this.config.cityCode])).map((row) => [row.case_id, row.category_code]))
  }
}
