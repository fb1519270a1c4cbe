import { Inject, Injectable } from '@nestjs/common'
import type { Page } from '@tongban/kernel/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { MeasuredFigures, ModelState } from '../../contract/suggestion-model.schema.js'

export type ModelRow = {
  id: string; number: number; state: ModelState; byte_count: number; fingerprint: string; examples: number; own_examples: number; counts: Record<string, number>; figures: MeasuredFigures
  trained_by: string; trained_at: Instant
}
export type NewModel = Omit<ModelRow, 'number' | 'byte_count' | 'state'> & { readonly bytes: Uint8Array }

const COLUMNS = 'id, number, state, byte_count, fingerprint, examples, own_examples, counts, figures, trained_by, trained_at'
const FIRST = 2_147_483_647

// Index suggestion_model_number.
const LIST = statement<ModelRow>('suggestion.list_models', `SELECT ${COLUMNS} FROM suggestion_model WHERE city_code = $1 AND number < $2 ORDER BY number DESC LIMIT $3`)
// Index suggestion_model_one_active.
const ACTIVE = statement<ModelRow>('suggestion.active_model', `SELECT ${COLUMNS} FROM suggestion_model WHERE city_code = $1 AND state = 'active'`)
// Primary key.
const BY_ID = statement<ModelRow>('suggestion.model', `SELECT ${COLUMNS} FROM suggestion_model WHERE city_code = $1 AND id = $2`)
const BY_IDS = statement<{ id: string; number: number }>('suggestion.model_numbers', 'SELECT id, number FROM suggestion_model WHERE city_code = $1 AND id = ANY($2::uuid[])')
const BYTES = statement<{ bytes: Buffer }>('suggestion.model_bytes', 'SELECT bytes FROM suggestion_model WHERE city_code = $1 AND id = $2')
const ADD = statement<{ number: number }>(
  'suggestion.add_model',
  `INSERT INTO suggestion_model (city_code, id, number, state, bytes, byte_count, fingerprint, examples, own_examples, counts, figures, trained_by, trained_at, changed_by, changed_at)
   SELECT $1, $2::uuid, coalesce(max(number), 0) + 1, 'candidate', $3::bytea, octet_length($3::bytea), $4, $5::int, $6::int, $7::jsonb, $8::jsonb, $9, $10::timestamptz, $9, $10::timestamptz
   FROM suggestion_model WHERE city_code = $1 RETURNING number`,
)
// Index suggestion_model_one_active.
const RETIRE_ACTIVE = statement('suggestion.retire_active_model', `UPDATE suggestion_model SET state = 'retired', changed_by = $2, changed_at = $3 WHERE city_code = $1 AND state = 'active'`)
const SET_STATE = statement('suggestion.set_model_state', 'UPDATE suggestion_model SET state = $3, changed_by = $4, changed_at = $5 WHERE city_code = $1 AND id = $2')

/** Trained models, numbered; their bytes are read only for use. Whoever changes which one is active has locked the state row. */
@Injectable()
export class ModelStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async list(limit: number, before: number | null): Promise<Page<ModelRow>> {
    const rows = await this.database.run(LIST, [this.config.cityCode, before ?? FIRST, limit + 1])
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last !== undefined ? String(last.number) : null }
  }

  async active(from: Tx = this.database): Promise<ModelRow | null> {
    return (await from.run(ACTIVE, [this.config.cityCode]))[0] ?? null
  }

  async byId(id: string, from: Tx = this.database): Promise<ModelRow | null> {
    return (await from.run(BY_ID, [this.config.cityCode, id]))[0] ?? null
  }

  async numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ids.length === 0) return new Map()
    return new Map((await this.database.run(BY_IDS, [this.config.cityCode, [...ids]])).map(({ id, number }) => [id, number]))
  }

  async bytes(id: string): Promise<Uint8Array | null> {
    return (await this.database.run(BYTES, [this.config.cityCode, id]))[0]?.bytes ?? null
  }

  async add(tx: Tx, model: NewModel): Promise<number> {
    const { id, bytes, fingerprint, examples, own_examples: ownExamples, counts, figures, trained_by: by, trained_at: at } = model
    const [row] = await tx.run(ADD, [this.config.cityCode, id, Buffer.from(bytes), fingerprint, examples, ownExamples, JSON.stringify(counts), JSON.stringify(figures), by, isoOf(at)])
    if (row === undefined) throw new Error('A model was not stored')
    return row.number
  }

  /** The active one, if there is another, is retired first: there is at most one. */
  async setState(tx: Tx, id: string, state: 'active' | 'retired', by: string, at: Instant): Promise<void> {
    if (state === 'active') await tx.run(RETIRE_ACTIVE, [this.config.cityCode, by, isoOf(at)])
    await tx.run(SET_STATE, [this.config.cityCode, id, state, by, isoOf(at)])
  }
}
