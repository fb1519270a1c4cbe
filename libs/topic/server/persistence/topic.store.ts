import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { IndexedTopic, KnownTopic, Whereabouts } from '../../domain/index.js'
import { decodedVector, encodedVector, type StoredTopic } from './topic-rows.mapper.js'

/** `days` and the arrays of codes are JSON arrays on the way in. */
const COLUMNS = `id uuid, open boolean, title text, words text[], cases_7 integer, cases_30 integer, trend text, growth double precision, days integer[], category_code text,
  county_codes text[], township_codes text[], unit_ids text[], recused_unit_ids text[], first_at timestamptz, last_at timestamptz, centroid text`
const PUT = statement(
  'topic.put',
  `INSERT INTO topic_topic AS t (city_code, id, revision, open, title, words, cases_7, cases_30, trend, growth, days, category_code, county_codes, township_codes, unit_ids, recused_unit_ids, first_at, last_at, centroid)
   SELECT $2, r.id, nextval('topic_revision'), r.open, r.title, r.words, r.cases_7, r.cases_30, r.trend, r.growth, r.days, r.category_code, r.county_codes, r.township_codes, r.unit_ids,
     r.recused_unit_ids, r.first_at, r.last_at, decode(r.centroid, 'base64')
   FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS})
   ON CONFLICT (city_code, id) DO UPDATE SET revision = excluded.revision, open = excluded.open, title = excluded.title, words = excluded.words, cases_7 = excluded.cases_7,
     cases_30 = excluded.cases_30, trend = excluded.trend, growth = excluded.growth, days = excluded.days, category_code = excluded.category_code, county_codes = excluded.county_codes,
     township_codes = excluded.township_codes, unit_ids = excluded.unit_ids, recused_unit_ids = excluded.recused_unit_ids, first_at = excluded.first_at, last_at = excluded.last_at, centroid = excluded.centroid`,
)
// Index topic_topic_revision: what was made since the window was read is left to the next run.
const CLOSE_OTHERS = statement<{ id: string }>(
  'topic.close_others',
  `UPDATE topic_topic SET open = false, revision = nextval('topic_revision') WHERE city_code = $1 AND open AND revision <= $2 AND NOT id = ANY($3::uuid[]) RETURNING id`,
)
// Primary key.
const GROW = statement<GrownTopic>(
  'topic.grow',
  `UPDATE topic_topic AS t SET revision = nextval('topic_revision'), cases_7 = t.cases_7 + r.cases, cases_30 = t.cases_30 + r.cases, last_at = greatest(t.last_at, r.last_at),
     days[array_length(t.days, 1)] = t.days[array_length(t.days, 1)] + r.cases, county_codes = ARRAY(SELECT DISTINCT unnest(t.county_codes || r.county_codes)), unit_ids = ARRAY(SELECT DISTINCT unnest(t.unit_ids || r.unit_ids)),
     recused_unit_ids = ARRAY(SELECT DISTINCT unnest(t.recused_unit_ids || r.recused_unit_ids))
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, cases integer, last_at timestamptz, county_codes text[], unit_ids text[], recused_unit_ids text[])
   WHERE t.city_code = $2 AND t.id = r.id RETURNING t.id, t.days, t.category_code, t.county_codes`,
)
// Index topic_case_topic.
const PLACES = statement<{ code: string | null; cases: number }>(
  'topic.places_of', 'SELECT township_code AS code, count(*)::int AS cases FROM topic_case WHERE city_code = $1 AND topic_id = $2 AND filed_at >= $3 GROUP BY township_code',
)
// Primary key; readers have been told by its growth.
const RESHAPE = statement('topic.reshape', 'UPDATE topic_topic SET trend = $3, growth = $4, township_codes = $5 WHERE city_code = $1 AND id = $2')
const PUT_CASES = statement<{ case_id: string }>(
  'topic.put_cases',
  `INSERT INTO topic_case AS t (city_code, case_id, topic_id, filed_at, county_code, township_code, category_code)
   SELECT $2, r.case_id, r.topic_id, r.filed_at, r.county_code, r.township_code, r.category_code
   FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, topic_id uuid, filed_at timestamptz, county_code text, township_code text, category_code text)
   ON CONFLICT (city_code, case_id) DO UPDATE SET topic_id = excluded.topic_id, county_code = excluded.county_code, township_code = excluded.township_code, category_code = excluded.category_code
     WHERE $3 AND (t.topic_id, t.county_code, t.township_code, t.category_code) IS DISTINCT FROM (excluded.topic_id, excluded.county_code, excluded.township_code, excluded.category_code)
   RETURNING case_id`,
)
// Primary key.
const KNOWN_CASES = statement<{ case_id: string }>('topic.known_cases', 'SELECT case_id FROM topic_case WHERE city_code = $1 AND case_id = ANY($2::uuid[])')
// Index topic_case_filed; an old case of a closed topic keeps its place there.
const KNOWN = statement<{ topic_id: string; case_ids: string[] }>(
  'topic.known_topics',
  `SELECT c.topic_id, array_agg(c.case_id) AS case_ids FROM topic_case c JOIN topic_topic t ON t.city_code = c.city_code AND t.id = c.topic_id AND t.open
   WHERE c.city_code = $1 AND c.filed_at >= $2 GROUP BY c.topic_id`,
)
// Index topic_topic_revision; places by topic_case_topic.
const CHANGED = statement<{ id: string; revision: number; open: boolean; centroid: Buffer; wheres: Whereabouts[] | null }>(
  'topic.changed_since',
  `SELECT t.id, t.revision, t.open, t.centroid, w.wheres FROM topic_topic t LEFT JOIN LATERAL (
     SELECT jsonb_agg(jsonb_build_object('countyCode', c.county_code, 'townshipCode', c.township_code, 'categoryCode', c.category_code)) AS wheres
     FROM (SELECT * FROM topic_case k WHERE k.city_code = t.city_code AND k.topic_id = t.id ORDER BY k.filed_at DESC, k.case_id DESC LIMIT 20) c) w ON true
   WHERE t.city_code = $1 AND t.revision > $2 ORDER BY t.revision LIMIT $3`,
)

/** Cases of a topic that came by the consumer, before the window is clustered again. */
export type TopicGrowth = {
  readonly id: string; readonly cases: number; readonly last_at: string; readonly county_codes: readonly string[]; readonly unit_ids: readonly string[]
  readonly recused_unit_ids: readonly string[]
}
export type GrownTopic = Pick<StoredTopic, 'id' | 'days' | 'category_code' | 'county_codes'>
export type CasePlacing = { readonly caseId: string; readonly topicId: string | null; readonly filedAt: Instant } & Whereabouts

/** Topics and which cases are in them: written by the consumer a few at a time, by the job for a whole window. */
@Injectable()
export class TopicStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async put(tx: Tx, topics: readonly StoredTopic[]): Promise<void> {
    const rows = topics.map((topic) => ({ ...topic, first_at: new Date(topic.first_at).toISOString(), last_at: new Date(topic.last_at).toISOString(), centroid: encodedVector(topic.centroid) }))
    if (rows.length > 0) await tx.run(PUT, [JSON.stringify(rows), this.config.cityCode])
  }

  async closeOthers(tx: Tx, kept: readonly string[], madeUntil: number): Promise<void> {
    await tx.run(CLOSE_OTHERS, [this.config.cityCode, madeUntil, [...kept]])
  }

  /** As it is now; null when it is gone. Its row stays locked until the end. */
  async grow(tx: Tx, growth: TopicGrowth): Promise<GrownTopic | null> {
    return (await tx.run(GROW, [JSON.stringify([growth]), this.config.cityCode]))[0] ?? null
  }

  /** In which township so many cases of a topic are; null: nobody knows. */
  async placesOf(tx: Tx, topicId: string, since: Instant): Promise<readonly { readonly code: string | null; readonly cases: number }[]> {
    return tx.run(PLACES, [this.config.cityCode, topicId, isoOf(since)])
  }

  async reshape(tx: Tx, topicId: string, { trend, growth, townships }: Pick<StoredTopic, 'trend' | 'growth'> & { readonly townships: readonly string[] }): Promise<void> {
    await tx.run(RESHAPE, [this.config.cityCode, topicId, trend, growth, [...townships]])
  }

  /** Those that were not there; with `again` the others are moved to their new topic too. */
  async place(tx: Tx, placings: readonly CasePlacing[], again: boolean): Promise<ReadonlySet<string>> {
    const rows = placings.map(({ caseId, topicId, filedAt, countyCode, townshipCode, categoryCode }) => ({
      case_id: caseId, topic_id: topicId, filed_at: isoOf(filedAt), county_code: countyCode, township_code: townshipCode, category_code: categoryCode,
    }))
    return rows.length === 0 ? new Set() : new Set((await tx.run(PUT_CASES, [JSON.stringify(rows), this.config.cityCode, again])).map((row) => row.case_id))
  }

  async knownCases(tx: Tx, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await tx.run(KNOWN_CASES, [this.config.cityCode, [...caseIds]])).map((row) => row.case_id))
  }

  /** Open topics with their cases of the window. */
  async known(since: Instant): Promise<KnownTopic[]> {
    return (await this.database.run(KNOWN, [this.config.cityCode, isoOf(since)])).map((row) => ({ id: row.topic_id, caseIds: row.case_ids }))
  }

  async changedSince(revision: number, limit: number, tx: Tx = this.database): Promise<readonly (IndexedTopic & { readonly revision: number; readonly open: boolean })[]> {
    const rows = await tx.run(CHANGED, [this.config.cityCode, revision, limit])
    return rows.map((row) => ({ id: row.id, revision: row.revision, open: row.open, centroid: decodedVector(row.centroid), wheres: row.wheres ?? [] }))
  }
}
