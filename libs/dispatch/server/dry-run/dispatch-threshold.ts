import { Inject, Injectable } from '@nestjs/common'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { SETTING_HISTORY_MOST } from '../../contract/pool-endpoints.js'
import { DEFAULT_DISPATCH_THRESHOLDS } from '../../domain/index.js'

export type ThresholdRead = { readonly automatic: number; readonly revision: number; readonly reason: string; readonly changedBy: string | null; readonly changedAt: number | null }
type ThresholdRow = { automatic: number; revision: number; reason: string; author_id: string; at: number }

// Primary key, backwards: the newest.
const READ = statement<ThresholdRow>('dispatch.threshold', `SELECT automatic, revision, reason, author_id, at FROM dispatch_threshold WHERE city_code = $1 ORDER BY revision DESC LIMIT 1`)
const HISTORY = statement<ThresholdRow>('dispatch.threshold_history', `SELECT automatic, revision, reason, author_id, at FROM dispatch_threshold WHERE city_code = $1 ORDER BY revision DESC LIMIT $2`)
// Primary key: whoever was quicker has this revision.
const ADD = statement<{ revision: number }>(
  'dispatch.add_threshold',
  `INSERT INTO dispatch_threshold (city_code, revision, automatic, reason, author_id, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING revision`,
)

/** How sure is sure enough, as the city has it: every change stays as a row of its own. */
@Injectable()
export class DispatchThreshold {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  async read(tx: Tx): Promise<ThresholdRead> {
    const [row] = await tx.run(READ, [this.config.cityCode])
    return row === undefined
      ? { automatic: DEFAULT_DISPATCH_THRESHOLDS.automatic, revision: 0, reason: '', changedBy: null, changedAt: null }
      : readOf(row)
  }

  /** The newest first; empty while nobody has changed anything. */
  async history(tx: Tx): Promise<ThresholdRead[]> {
    return (await tx.run(HISTORY, [this.config.cityCode, SETTING_HISTORY_MOST])).map(readOf)
  }

  /** False: somebody else has changed it since that revision. */
  async change(tx: Tx, change: { readonly revision: number; readonly automatic: number; readonly reason: string; readonly by: string; readonly at: string }): Promise<boolean> {
    const { revision, automatic, reason, by, at } = change
    return (await tx.run(ADD, [this.config.cityCode, revision + 1, automatic, reason, by, at])).length > 0
  }
}

const readOf = ({ automatic, revision, reason, author_id, at }: ThresholdRow): ThresholdRead => ({ automatic, revision, reason, changedBy: author_id, changedAt: at })
