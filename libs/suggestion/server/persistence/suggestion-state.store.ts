import { Inject, Injectable } from '@nestjs/common'
import type { Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_SUGGESTION_SETTINGS, type SuggestionSettings } from '../../contract/suggestion-model.schema.js'
import type { RaisedUrgency, UrgencyKind } from '../../contract/suggestion.schema.js'

export type StateRow = { readonly revision: number; readonly category_on: boolean; readonly urgency_on: boolean; readonly version: number }
export type WordingRow = {
  id: string; name: string; kind: UrgencyKind; urgency: RaisedUrgency; words: string[]; with_any: string[]; near_any: string[]; unless_near: string[]; is_lack: boolean; even_if_supposed: boolean
  enabled: boolean; examples: string[]; counter_examples: string[]; version: number; changed_by: string | null; changed_at: Instant | null
}
const WORDING_COLUMNS = 'id, name, kind, urgency, words, with_any, near_any, unless_near, is_lack, even_if_supposed, enabled, examples, counter_examples, version, changed_by, changed_at'

// Primary key: one row a city.
const STATE = statement<StateRow>('suggestion.state', 'SELECT revision, category_on, urgency_on, version FROM suggestion_state WHERE city_code = $1')
// The same row, made when it is not there, and locked: one writer at a time.
const LOCK = statement<StateRow>(
  'suggestion.lock_state',
  `INSERT INTO suggestion_state AS s (city_code, revision, category_on, urgency_on, version) VALUES ($1, 0, true, true, 1)
   ON CONFLICT (city_code) DO UPDATE SET revision = s.revision RETURNING revision, category_on, urgency_on, version`,
)
const NEXT_REVISION = statement('suggestion.next_revision', 'UPDATE suggestion_state SET revision = revision + 1 WHERE city_code = $1')
const SET_SETTINGS = statement<{ version: number }>(
  'suggestion.set_settings',
  'UPDATE suggestion_state SET category_on = $2, urgency_on = $3, version = version + 1, revision = revision + 1 WHERE city_code = $1 AND version = $4 RETURNING version',
)
// Primary key; a city has some twenty.
const WORDINGS = statement<WordingRow>('suggestion.wordings', `SELECT ${WORDING_COLUMNS} FROM suggestion_wording WHERE city_code = $1 ORDER BY kind, id`)
const PUT_WORDING = statement<{ id: string }>(
  'suggestion.put_wording',
  `INSERT INTO suggestion_wording AS w SELECT r.* FROM jsonb_populate_record(null::suggestion_wording, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET name = excluded.name, kind = excluded.kind, urgency = excluded.urgency, words = excluded.words, with_any = excluded.with_any,
     near_any = excluded.near_any, unless_near = excluded.unless_near, is_lack = excluded.is_lack, even_if_supposed = excluded.even_if_supposed, enabled = excluded.enabled,
     examples = excluded.examples, counter_examples = excluded.counter_examples, version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at
   WHERE w.version = excluded.version - 1 RETURNING id`,
)
// Rows nobody has changed follow the product; a row that somebody did is left alone.
const SHIP_WORDINGS = statement<{ id: string }>(
  'suggestion.ship_wordings',
  `INSERT INTO suggestion_wording AS w SELECT r.* FROM jsonb_populate_recordset(null::suggestion_wording, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET name = excluded.name, kind = excluded.kind, urgency = excluded.urgency, words = excluded.words, with_any = excluded.with_any,
     near_any = excluded.near_any, unless_near = excluded.unless_near, is_lack = excluded.is_lack, even_if_supposed = excluded.even_if_supposed, examples = excluded.examples,
     counter_examples = excluded.counter_examples, version = w.version + 1
   WHERE w.changed_by IS NULL AND (w.name, w.kind, w.urgency, w.words, w.with_any, w.near_any, w.unless_near, w.is_lack, w.even_if_supposed, w.examples, w.counter_examples)
     IS DISTINCT FROM (excluded.name, excluded.kind, excluded.urgency, excluded.words, excluded.with_any, excluded.near_any, excluded.unless_near, excluded.is_lack, excluded.even_if_supposed,
       excluded.examples, excluded.counter_examples)
   RETURNING id`,
)

/** What suggestions are made of besides the model: the switches and the urgency wordings. Whoever writes has locked the state row in the same transaction. */
@Injectable()
export class SuggestionStateStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  async state(from: Tx = this.database): Promise<StateRow> {
    const { categoryOn, urgencyOn, version } = DEFAULT_SUGGESTION_SETTINGS
    return (await from.run(STATE, [this.config.cityCode]))[0] ?? { revision: 0, category_on: categoryOn, urgency_on: urgencyOn, version }
  }

  async lock(tx: Tx): Promise<void> {
    await tx.run(LOCK, [this.config.cityCode])
  }

  async nextRevision(tx: Tx): Promise<void> {
    await tx.run(NEXT_REVISION, [this.config.cityCode])
  }

  /** The new version; null when it is not the one the person has seen. */
  async setSettings(tx: Tx, { categoryOn, urgencyOn, version }: SuggestionSettings): Promise<number | null> {
    return (await tx.run(SET_SETTINGS, [this.config.cityCode, categoryOn, urgencyOn, version]))[0]?.version ?? null
  }

  wordings(from: Tx = this.database): Promise<WordingRow[]> {
    return from.run(WORDINGS, [this.config.cityCode])
  }

  /** False when the row is not of the version before. */
  async putWording(tx: Tx, row: WordingRow): Promise<boolean> {
    return (await tx.run(PUT_WORDING, [this.json([row])[0], this.config.cityCode])).length > 0
  }

  async shipWordings(tx: Tx, rows: readonly WordingRow[], cityCode: string): Promise<number> {
    return (await tx.run(SHIP_WORDINGS, [`[${this.json(rows, cityCode).join(',')}]`, cityCode])).length
  }

  private json(rows: readonly WordingRow[], cityCode: string = this.config.cityCode): string[] {
    return rows.map((row) => JSON.stringify({ ...row, city_code: cityCode, changed_at: row.changed_at === null ? null : new Date(row.changed_at).toISOString() }))
  }
}
