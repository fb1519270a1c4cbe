import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant, type Refusal } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { TrainingStage, TrainingState } from '../../contract/suggestion-model.schema.js'

export type TrainingRow = {
  id: string; state: TrainingState; stage: TrainingStage; own: boolean; activate: boolean; minimum_per_class: number; given: number; unknown: number; problem: Refusal | null; model_id: string | null
  requested_by: string; requested_unit_id: string | null; requested_at: Instant; beaten_at: Instant | null; finished_at: Instant | null
}
export type TrainingText = { readonly hash: string; readonly label: string; readonly title: string; readonly text: string }

const COLUMNS = 'id, state, stage, own, activate, minimum_per_class, given, unknown, problem, model_id, requested_by, requested_unit_id, requested_at, beaten_at, finished_at'
const OPEN = `state IN ('gathering', 'queued', 'running')`

// Index suggestion_training_requested.
const LATEST = statement<TrainingRow>('suggestion.latest_training', `SELECT ${COLUMNS} FROM suggestion_training WHERE city_code = $1 ORDER BY requested_at DESC, id DESC LIMIT 1`)
// Primary key.
const BY_ID = statement<TrainingRow>('suggestion.training', `SELECT ${COLUMNS} FROM suggestion_training WHERE city_code = $1 AND id = $2`)
// Index suggestion_training_one: nothing is stored while another is under way.
const ADD = statement<{ id: string }>(
  'suggestion.add_training',
  `INSERT INTO suggestion_training (city_code, id, state, stage, own, activate, minimum_per_class, given, unknown, requested_by, requested_unit_id, requested_at)
   VALUES ($1, $2, $3, 'waiting', $4, $5, $6, 0, 0, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
)
const ADD_TEXTS = statement<{ hash: string }>(
  'suggestion.add_training_texts',
  `INSERT INTO suggestion_training_text SELECT r.* FROM jsonb_populate_recordset(null::suggestion_training_text, $1::jsonb) AS r WHERE r.city_code = $2 ON CONFLICT DO NOTHING RETURNING hash`,
)
const COUNT_TEXTS = statement<TrainingRow>(
  'suggestion.count_training_texts',
  `UPDATE suggestion_training SET given = given + $3, unknown = unknown + $4 WHERE city_code = $1 AND id = $2 AND state = 'gathering' RETURNING ${COLUMNS}`,
)
const MOVE = statement<TrainingRow>(
  'suggestion.move_training',
  `UPDATE suggestion_training SET state = $3, finished_at = $5 WHERE city_code = $1 AND id = $2 AND state = ANY($4::text[]) RETURNING ${COLUMNS}`,
)
// Index suggestion_training_one: at most one row.
const CLAIM = statement<TrainingRow>(
  'suggestion.claim_training',
  `UPDATE suggestion_training SET state = 'running', stage = 'collecting', beaten_at = $2 WHERE city_code = $1 AND state = 'queued' RETURNING ${COLUMNS}`,
)
const STALE = statement<TrainingRow>('suggestion.stale_training', `SELECT ${COLUMNS} FROM suggestion_training WHERE city_code = $1 AND ${OPEN} AND coalesce(beaten_at, requested_at) < $2`)
const BEAT = statement('suggestion.beat_training', `UPDATE suggestion_training SET stage = coalesce($3, stage), beaten_at = $4 WHERE city_code = $1 AND id = $2 AND state = 'running'`)
const FINISH = statement<{ id: string }>(
  'suggestion.finish_training',
  `UPDATE suggestion_training SET state = $3, problem = $4::jsonb, model_id = $5, finished_at = $6 WHERE city_code = $1 AND id = $2 AND ${OPEN} RETURNING id`,
)
const TEXTS = statement<TrainingText>('suggestion.training_texts', 'SELECT hash, label, title, text FROM suggestion_training_text WHERE city_code = $1 AND training_id = $2')
const FORGET_TEXTS = statement('suggestion.forget_training_texts', 'DELETE FROM suggestion_training_text WHERE city_code = $1 AND training_id = $2')

/** Trainings asked for, one under way at a time; the texts given for one go when it is over. */
@Injectable()
export class TrainingStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async latest(): Promise<TrainingRow | null> {
    return (await this.database.run(LATEST, [this.config.cityCode]))[0] ?? null
  }

  async byId(id: string): Promise<TrainingRow | null> {
    return (await this.database.run(BY_ID, [this.config.cityCode, id]))[0] ?? null
  }

  /** False while another is under way. */
  async add(tx: Tx, row: Pick<TrainingRow, 'id' | 'state' | 'own' | 'activate' | 'minimum_per_class' | 'requested_by' | 'requested_unit_id' | 'requested_at'>): Promise<boolean> {
    const values = [this.config.cityCode, row.id, row.state, row.own, row.activate, row.minimum_per_class, row.requested_by, row.requested_unit_id, isoOf(row.requested_at)]
    return (await tx.run(ADD, values)).length > 0
  }

  /** Texts that were given before do not count again. Null when the training takes none (any more). */
  async addTexts(tx: Tx, trainingId: string, texts: readonly TrainingText[], unknown: number): Promise<TrainingRow | null> {
    const rows = texts.map((text) => ({ ...text, city_code: this.config.cityCode, training_id: trainingId }))
    const added = rows.length === 0 ? [] : await tx.run(ADD_TEXTS, [JSON.stringify(rows), this.config.cityCode])
    return (await tx.run(COUNT_TEXTS, [this.config.cityCode, trainingId, added.length, unknown]))[0] ?? null
  }

  /** Null when it is in none of the states it may come from. */
  async move(tx: Tx, id: string, from: readonly TrainingState[], to: TrainingState, finishedAt: Instant | null): Promise<TrainingRow | null> {
    return (await tx.run(MOVE, [this.config.cityCode, id, to, [...from], finishedAt === null ? null : isoOf(finishedAt)]))[0] ?? null
  }

  async claim(at: Instant): Promise<TrainingRow | null> {
    return (await this.database.run(CLAIM, [this.config.cityCode, isoOf(at)]))[0] ?? null
  }

  /** Under way, and not heard of since. */
  stale(before: Instant): Promise<TrainingRow[]> {
    return this.database.run(STALE, [this.config.cityCode, isoOf(before)])
  }

  async beat(id: string, stage: TrainingStage | null, at: Instant): Promise<void> {
    await this.database.run(BEAT, [this.config.cityCode, id, stage, isoOf(at)])
  }

  /** False when it was over already. */
  async finish(tx: Tx, id: string, outcome: { state: TrainingState; problem: Refusal | null; modelId: string | null; at: Instant }): Promise<boolean> {
    const finished = await tx.run(FINISH, [this.config.cityCode, id, outcome.state, outcome.problem === null ? null : JSON.stringify(outcome.problem), outcome.modelId, isoOf(outcome.at)])
    await tx.run(FORGET_TEXTS, [this.config.cityCode, id])
    return finished.length > 0
  }

  texts(id: string): Promise<TrainingText[]> {
    return this.database.run(TEXTS, [this.config.cityCode, id])
  }

  async forgetTexts(tx: Tx, id: string): Promise<void> {
    await tx.run(FORGET_TEXTS, [this.config.cityCode, id])
  }
}
