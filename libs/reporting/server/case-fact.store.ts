import { Inject, Injectable } from '@nestjs/common'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { ActJson } from './act.mapper.js'
import type { CaseFactJson } from './case-fact.mapper.js'

const MUTABLE = [
  'version',
  'status',
  'round',
  'title',
  'case_type',
  'urgency',
  'channel',
  'category_code',
  'county_code',
  'township_code',
  'lead_unit_id',
  'unit_ids',
  'recused_unit_ids',
  'dispatched_at',
  'promise_due_at',
  'replied_at',
  'closed_at',
  'signed_late',
  'unsigned_due_at',
  'parent_id',
  'problem_at',
  'transfers',
  'redispatched',
  'shelved_until',
  'first_set_aside',
  'first_callback_at',
  'first_outcome',
  'first_contacted',
  'first_resolved',
  'first_satisfaction',
  'first_truthful',
  'final_outcome',
  'final_contacted',
  'final_resolved',
  'final_satisfaction',
  'final_truthful',
]
// Primary key (city_code, case_id). An older version than the stored one changes nothing: events of a case may come in any order.
const UPSERT_FACTS = statement(
  'reporting.upsert_facts',
  `INSERT INTO reporting_case_fact AS f
   SELECT r.* FROM jsonb_populate_recordset(null::reporting_case_fact, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, case_id) DO UPDATE SET ${MUTABLE.map((column) => `${column} = excluded.${column}`).join(', ')}
   WHERE f.version < excluded.version`,
)

const INSERT_EVENTS = statement(
  'reporting.insert_events',
  `INSERT INTO reporting_event SELECT r.* FROM jsonb_populate_recordset(null::reporting_event, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, event_id) DO NOTHING`,
)

const INSERT_ACTS = statement(
  'reporting.insert_acts',
  `INSERT INTO reporting_act SELECT r.* FROM jsonb_populate_recordset(null::reporting_act, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, event_id) DO NOTHING`,
)

// Seldom, and the stream holds a week: no index for it.
const HIDE_EVENTS = statement(
  'reporting.hide_events',
  `UPDATE reporting_event AS e SET recused_unit_ids = r.recused_unit_ids
   FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, recused_unit_ids text[]) WHERE e.city_code = $2 AND e.case_id = r.case_id`,
)

const HIDE_ACTS = statement(
  'reporting.hide_acts',
  `UPDATE reporting_act AS a SET recused_unit_ids = r.recused_unit_ids
   FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, recused_unit_ids text[]) WHERE a.city_code = $2 AND a.case_id = r.case_id`,
)

const RAISE_REVISION = statement(
  'reporting.raise_revision',
  `INSERT INTO reporting_revision AS v (city_code, revision) VALUES ($1, $2)
   ON CONFLICT (city_code) DO UPDATE SET revision = v.revision + excluded.revision`,
)

// Index reporting_event_at (city_code, at, event_id).
const FORGET_EVENTS = statement(
  'reporting.forget_events',
  `DELETE FROM reporting_event WHERE city_code = $1 AND event_id IN (
     SELECT event_id FROM reporting_event WHERE city_code = $1 AND at < $2::timestamptz ORDER BY at, event_id LIMIT 5000)`,
)

/** The only writer of reporting's tables. */
@Injectable()
export class CaseFactStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /**
   * Facts, stream and revision move together, in the caller's transaction. `applied`: how many events this stands for, at least one.
   * Rows go in by case id and the revision last, so that two batches never wait for each other in a circle.
   */
  async apply(
    tx: Tx,
    facts: readonly CaseFactJson[],
    events: readonly Readonly<Record<string, unknown>>[],
    applied: number,
    acts: readonly ActJson[] = [],
  ): Promise<void> {
    const { cityCode } = this.config
    const ordered = [...facts].sort((a, b) => (a.case_id < b.case_id ? -1 : 1))
    if (ordered.length > 0) await tx.run(UPSERT_FACTS, [JSON.stringify(ordered), cityCode])
    if (events.length > 0) await tx.run(INSERT_EVENTS, [JSON.stringify(events), cityCode])
    if (acts.length > 0) await tx.run(INSERT_ACTS, [JSON.stringify(acts), cityCode])
    await tx.run(RAISE_REVISION, [cityCode, applied])
  }

  /** A case has been found to be about a unit: what the stream has told of it is hidden from that unit too. */
  async hideEvents(tx: Tx, facts: readonly CaseFactJson[]): Promise<void> {
    const rows = facts.map(({ case_id, recused_unit_ids }) => ({ case_id, recused_unit_ids }))
    await tx.run(HIDE_EVENTS, [JSON.stringify(rows), this.config.cityCode])
    await tx.run(HIDE_ACTS, [JSON.stringify(rows), this.config.cityCode])
  }

  /** Drops up to 5,000 stream rows older than this moment. */
  async forgetEventsBefore(iso: string): Promise<void> {
    await this.database.run(FORGET_EVENTS, [this.config.cityCode, iso])
  }
}
