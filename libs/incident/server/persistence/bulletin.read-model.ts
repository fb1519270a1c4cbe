import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import type { PostLevel } from '../../contract/index.js'
import type { LogRow } from './incident.read-model.js'

export type AckTimesRow = {
  readonly incident_id: string; readonly level: PostLevel; readonly posts: number; readonly acknowledged: number; readonly late: number; readonly missing: number
  readonly median_seconds: number | null; readonly slowest_seconds: number | null
}
export type JoinedRow = { readonly incident_id: string; readonly case_id: string; readonly today: boolean }
export type ProgressRow = LogRow & { readonly total: number }

// Primary key of incident_post. An answer given on the phone counts from when it was given.
const ACK_TIMES = statement<AckTimesRow>(
  'incident.ack_times',
  `SELECT incident_id, level, count(*) AS posts, count(*) FILTER (WHERE acked_at < $3) AS acknowledged, count(*) FILTER (WHERE acked_at < $3 AND late) AS late,
     count(*) FILTER (WHERE state IN ('exhausted', 'no_contact') OR (acked_at >= $3 AND late)) AS missing,
     round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM acked_at - called_at)) FILTER (WHERE acked_at < $3))::numeric) AS median_seconds,
     round(max(extract(epoch FROM acked_at - called_at)) FILTER (WHERE acked_at < $3)) AS slowest_seconds
   FROM incident_post WHERE city_code = $1 AND incident_id = ANY($2::uuid[]) GROUP BY incident_id, level`,
)
// Primary key of incident_log. The newest of each incident, and how many there were.
const PROGRESS = statement<ProgressRow>(
  'incident.progress_of_day',
  `SELECT * FROM (
     SELECT l.*, count(*) OVER (PARTITION BY incident_id) AS total, row_number() OVER (PARTITION BY incident_id ORDER BY id DESC) AS nth
     FROM incident_log l WHERE l.city_code = $1 AND l.incident_id = ANY($2::uuid[]) AND l.at >= $3 AND l.at < $4
       AND l.type IN ('opened', 'progress', 'level_changed', 'contained', 'closed', 'cancelled')) AS numbered
   WHERE nth <= $5 ORDER BY incident_id, id`,
)
// Index incident_case_incident.
const CASES = statement<JoinedRow>(
  'incident.cases_of_day',
  `SELECT incident_id, case_id, joined_at >= $3 AS today FROM incident_case
   WHERE city_code = $1 AND incident_id = ANY($2::uuid[]) AND joined_at < $4 AND left_at IS NULL`,
)

/** The figures of the daily special bulletin, for incidents the person has been found to see. Three queries. */
@Injectable()
export class BulletinReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Answers given before `until`. */
  ackTimes(incidentIds: readonly string[], until: Instant): Promise<AckTimesRow[]> {
    return this.database.run(ACK_TIMES, [this.config.cityCode, [...incidentIds], isoOf(until)])
  }

  progress(incidentIds: readonly string[], from: Instant, to: Instant, most: number): Promise<ProgressRow[]> {
    return this.database.run(PROGRESS, [this.config.cityCode, [...incidentIds], isoOf(from), isoOf(to), most])
  }

  cases(incidentIds: readonly string[], from: Instant, to: Instant): Promise<JoinedRow[]> {
    return this.database.run(CASES, [this.config.cityCode, [...incidentIds], isoOf(from), isoOf(to)])
  }
}
