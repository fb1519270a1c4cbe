import { Inject, Injectable } from '@nestjs/common'
import { scopePredicate, type Scope } from '@tongban/access/contract'
import { addDays, instant, isoOf, plainDateOf, startOfDay, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig } from '@tongban/platform/server'
import { CALLBACK_MEASURES, dayPeriod, monthPeriod, type CallbackMeasure, type MeasureId } from '@tongban/reporting/contract'
import { SCOPE_COLUMNS } from './measure-cases.read-model.js'
import { countColumns, MEASURE_PREDICATES, OPEN } from './measure-predicates.js'

export const TODAY_MEASURES = [
  'filed',
  'direct_answered',
  'dispatched',
  'closed',
  'in_hand',
  'awaiting_dispatch',
  'due_soon',
  'overdue',
] as const
export type TodayMeasure = (typeof TODAY_MEASURES)[number]

type DueCase = {
  case_id: string
  number: string
  title: string
  county_code: string | null
  lead_unit_id: string | null
  promise_due_at: string
}

/** The board's rows, codes without names. Moments inside are ISO text, as JSON gives them. */
export type BoardRows = {
  readonly revision: number
  /** Today and now, by the county where the matter lies. */
  readonly counties: readonly ({ county_code: string | null } & Record<TodayMeasure, number>)[]
  /** First callbacks of this month, by lead unit and county. */
  readonly callbacks: readonly ({ lead_unit_id: string | null; county_code: string | null } & Record<CallbackMeasure, number>)[]
  /** Dispatched of what was filed this month, and of it right at the first time. */
  readonly dispatches: readonly Record<'dispatched' | 'first_dispatch_right', number>[]
  readonly kinds: readonly { channel: string | null; case_type: string | null; count: number }[]
  readonly topics: readonly { category_code: string; today: number; usual: number; unit_id: string | null }[]
  readonly soonest: readonly DueCase[]
  readonly emergencies: readonly DueCase[]
  readonly events: readonly {
    event_id: number
    at: string
    case_id: string
    number: string
    county_code: string | null
    unit_id: string | null
    sentence: string
    tone: string
  }[]
}

const EVENT_SCOPE_COLUMNS = { countyCode: 'e.county_code', unitIds: 'e.unit_ids', recusedUnitIds: 'e.recused_unit_ids' }
const EVENTS = 14
const SOONEST = 8
const EMERGENCIES = 3
const TOPICS = 10

/** Everything the board shows, in one statement: one snapshot of the store, one round trip. */
@Injectable()
export class BoardReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async read(scope: Scope, now: Instant): Promise<BoardRows> {
    const { sql, params } = boardStatement(scope, now, this.config.cityCode)
    const [row] = await this.database.query<BoardRows>(sql, params)
    if (row === undefined) throw new Error('The board statement returned no row')
    return row
  }
}

/** Shown apart so that a test can explain it. */
export function boardStatement(scope: Scope, now: Instant, cityCode: string): { sql: string; params: unknown[] } {
  const day = dayPeriod(now)
  const month = monthPeriod(now)
  const weekBefore = startOfDay(addDays(plainDateOf(now), -7))
  const params: unknown[] = [cityCode, isoOf(now), isoOf(day.from), isoOf(day.to), isoOf(month.from), isoOf(month.to), isoOf(weekBefore)]
  const facts = scopePredicate(scope, SCOPE_COLUMNS, params.length + 1)
  params.push(...facts.params)
  const stream = scopePredicate(scope, EVENT_SCOPE_COLUMNS, params.length + 1)
  params.push(...stream.params)
  return { sql: boardSql(facts.sql, stream.sql), params }
}

const NOW = '$2::timestamptz'
const TODAY = { from: '$3::timestamptz', to: '$4::timestamptz', now: NOW }
const MONTH = { from: '$5::timestamptz', to: '$6::timestamptz', now: NOW }
const DUE_COLUMNS = 'f.case_id, f.number, f.title, f.county_code, f.lead_unit_id, f.promise_due_at'

const is = (measure: MeasureId, moments = TODAY): string => `(${MEASURE_PREDICATES[measure](moments)})`
/** Rows of one part as one JSON column. */
const part = (name: string, select: string): string => `(SELECT coalesce(jsonb_agg(t), '[]') FROM (${select}) t) AS ${name}`

/**
 * Indexes: counties by reporting_case_fact_filed, _closed and _open; callbacks by _callback; kinds and topics by _filed; due ones by _open;
 * the stream backwards along reporting_event_at. Topics compare today so far with the same hours of the seven days before.
 */
const boardSql = (inScope: string, streamInScope: string): string => {
  const from = `FROM reporting_case_fact f WHERE f.city_code = $1 AND ${inScope}`
  const parts = [
    part(
      'counties',
      `SELECT f.county_code, ${countColumns(TODAY_MEASURES, TODAY)} ${from}
         AND (${is('filed')} OR ${is('closed')} OR (${OPEN})) GROUP BY 1`,
    ),
    part(
      'callbacks',
      `SELECT f.lead_unit_id, f.county_code, ${countColumns(CALLBACK_MEASURES, MONTH)} ${from}
         AND ${is('callback_valid', MONTH)} GROUP BY 1, 2`,
    ),
    part('dispatches', `SELECT ${countColumns(['dispatched', 'first_dispatch_right'], MONTH)} ${from} AND ${is('dispatched', MONTH)}`),
    part(
      'kinds',
      `SELECT f.channel, f.case_type, count(*)::int AS count ${from} AND ${is('filed')}
       GROUP BY GROUPING SETS ((f.channel), (f.case_type)) ORDER BY 3 DESC, 1, 2`,
    ),
    part(
      'topics',
      `SELECT left(f.category_code, 4) AS category_code,
         count(*) FILTER (WHERE ${is('filed')})::int AS today,
         count(*) FILTER (WHERE f.filed_at < ${TODAY.from}) / 7.0 AS usual,
         mode() WITHIN GROUP (ORDER BY f.lead_unit_id) FILTER (WHERE ${is('filed')}) AS unit_id
       ${from} AND f.filed_at >= $7::timestamptz AND f.filed_at < ${TODAY.to} AND f.category_code IS NOT NULL
         AND (f.filed_at >= ${TODAY.from} OR date_bin('1 day', f.filed_at, $7::timestamptz) + (${NOW} - ${TODAY.from}) > f.filed_at)
       GROUP BY 1 HAVING count(*) FILTER (WHERE ${is('filed')}) > 0 ORDER BY 2 DESC, 1 LIMIT ${TOPICS}`,
    ),
    part(
      'soonest',
      `SELECT ${DUE_COLUMNS} ${from} AND ${OPEN} AND f.replied_at IS NULL AND f.promise_due_at > ${NOW}
       ORDER BY f.promise_due_at, f.case_id LIMIT ${SOONEST}`,
    ),
    part(
      'emergencies',
      `SELECT ${DUE_COLUMNS} ${from} AND ${is('overdue')} AND f.urgency = 'emergency'
       ORDER BY f.promise_due_at, f.case_id LIMIT ${EMERGENCIES}`,
    ),
    part(
      'events',
      `SELECT e.event_id, e.at, e.case_id, e.number, e.county_code, e.unit_id, e.sentence, e.tone
       FROM reporting_event e WHERE e.city_code = $1 AND ${streamInScope} ORDER BY e.at DESC, e.event_id DESC LIMIT ${EVENTS}`,
    ),
  ]
  return `SELECT coalesce((SELECT revision FROM reporting_revision WHERE city_code = $1), 0) AS revision, ${parts.join(',\n')}`
}

/** `at` of a due case or an event, out of JSON. */
export const isoFromJson = (text: string): string => isoOf(instant(Date.parse(text)))
