import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { addDays, Clock, isoOf, startOfDay, type PlainDate } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { DuplicateChoices, type DuplicateChoiceMade } from '../../contract/index.js'

/** As it is shown, and no smaller than a `real` can hold. */
const rounded = (similarity: number): number => Math.round(similarity * 10_000) / 10_000

const RECORD = statement(
  'duplicate.record_choice',
  `INSERT INTO duplicate_choice (city_code, actor_id, draft_key, at, choice, chosen_case_id, filed_case_id, top_similarity, shown)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   ON CONFLICT (city_code, actor_id, draft_key) DO UPDATE SET at = excluded.at, choice = excluded.choice, chosen_case_id = excluded.chosen_case_id,
     filed_case_id = excluded.filed_case_id, top_similarity = excluded.top_similarity, shown = excluded.shown`,
)
type BandRow = { band: number | null; choice: DuplicateChoiceMade['choice']; count: number }
// Index duplicate_choice_at.
const FIGURES = statement<BandRow>(
  'duplicate.figures',
  `SELECT least(9, floor(top_similarity * 10))::int AS band, choice, count(*) AS count FROM duplicate_choice WHERE city_code = $1 AND at >= $2 AND at < $3 GROUP BY 1, 2`,
)

export type DuplicateFigures = {
  shown: number; urged: number; joined: number; filedNew: number; takenShare: number | null
  bands: { from: number; to: number; shown: number; taken: number }[]
}

/** What operators chose for cases that were shown to them: one choice a draft. */
@Injectable()
export class ChoiceStore extends DuplicateChoices {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override async record(made: DuplicateChoiceMade, { userId }: Principal): Promise<void> {
    const similarities = made.shown.flatMap(({ similarity }) => similarity ?? [])
    await this.database.run(RECORD, [
      this.config.cityCode, userId, made.draftKey, isoOf(this.clock.now()), made.choice, made.chosenCaseId, made.filedCaseId,
      similarities.length === 0 ? null : rounded(Math.max(...similarities)), JSON.stringify(made.shown),
    ])
  }

  /** Days of the city, both included. */
  async figures(from: PlainDate, to: PlainDate): Promise<DuplicateFigures> {
    const rows = await this.database.run(FIGURES, [this.config.cityCode, isoOf(startOfDay(from)), isoOf(startOfDay(addDays(to, 1)))])
    const count = (matches: (row: BandRow) => boolean): number => rows.filter(matches).reduce((sum, row) => sum + row.count, 0)
    const urged = count(({ choice }) => choice === 'urge')
    const joined = count(({ choice }) => choice === 'join')
    const shown = count(() => true)
    return {
      shown, urged, joined, filedNew: count(({ choice }) => choice === 'new'), takenShare: shown === 0 ? null : (urged + joined) / shown,
      bands: [...new Set(rows.flatMap(({ band }) => band ?? []))].sort((a, b) => a - b).map((band) => ({
        from: band / 10, to: (band + 1) / 10, shown: count((row) => row.band === band), taken: count((row) => row.band === band && row.choice !== 'new'),
      })),
    }
  }
}
