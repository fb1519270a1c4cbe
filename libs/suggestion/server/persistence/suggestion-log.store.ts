import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'

export type LogRow = {
  readonly case_id: string; readonly at: Instant; readonly text_hash: string; readonly model_id: string | null; readonly suggested: readonly { code: string; confidence: number }[]
  readonly chosen: string | null; readonly rank: number | null; readonly urgency_words: readonly string[]; readonly urgency_proposed: string; readonly urgency_chosen: string
}
export type ShareRow = { shown: number; answered: number; top1: number; top3: number }

const SHARES = `count(*) FILTER (WHERE suggested <> '[]') AS shown, count(*) FILTER (WHERE rank IS NOT NULL AND suggested <> '[]') AS answered,
  count(*) FILTER (WHERE rank = 1) AS top1, count(*) FILTER (WHERE rank BETWEEN 1 AND 3) AS top3`

// Primary key: a case is logged once.
const ADD = statement(
  'suggestion.add_log', `INSERT INTO suggestion_log SELECT r.* FROM jsonb_populate_recordset(null::suggestion_log, $1::jsonb) AS r WHERE r.city_code = $2 ON CONFLICT DO NOTHING`,
)
// Index suggestion_log_at, for these three and the next: the days asked for.
const BY_MODEL = statement<ShareRow & { model_id: string | null }>('suggestion.effect_by_model', `SELECT model_id, ${SHARES} FROM suggestion_log WHERE city_code = $1 AND at >= $2 GROUP BY model_id`)
const BY_CATEGORY = statement<Omit<ShareRow, 'shown'> & { chosen: string }>(
  'suggestion.effect_by_category',
  `SELECT chosen, count(*) AS answered, count(*) FILTER (WHERE rank = 1) AS top1, count(*) FILTER (WHERE rank BETWEEN 1 AND 3) AS top3
   FROM suggestion_log WHERE city_code = $1 AND at >= $2 AND rank IS NOT NULL AND suggested <> '[]' GROUP BY chosen ORDER BY count(*) DESC, chosen LIMIT 50`,
)
const BY_WORD = statement<{ word: string; raised: number; kept: number }>(
  'suggestion.effect_by_word',
  `SELECT word, count(*) AS raised, count(*) FILTER (WHERE urgency_chosen = urgency_proposed) AS kept
   FROM suggestion_log, unnest(urgency_words) AS word WHERE city_code = $1 AND at >= $2 GROUP BY word ORDER BY count(*) DESC, word LIMIT 50`,
)

/** What was shown and what people chose, and what that adds up to. */
@Injectable()
export class SuggestionLogStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async add(tx: Tx, rows: readonly LogRow[]): Promise<void> {
    if (rows.length === 0) return
    await tx.run(ADD, [JSON.stringify(rows.map((row) => ({ ...row, at: isoOf(row.at), city_code: this.config.cityCode }))), this.config.cityCode])
  }

  byModel(since: Instant): Promise<(ShareRow & { model_id: string | null })[]> {
    return this.database.run(BY_MODEL, [this.config.cityCode, isoOf(since)])
  }

  byCategory(since: Instant): Promise<(Omit<ShareRow, 'shown'> & { chosen: string })[]> {
    return this.database.run(BY_CATEGORY, [this.config.cityCode, isoOf(since)])
  }

  byWord(since: Instant): Promise<{ word: string; raised: number; kept: number }[]> {
    return this.database.run(BY_WORD, [this.config.cityCode, isoOf(since)])
  }
}
