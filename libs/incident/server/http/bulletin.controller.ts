import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CasesInPlace } from '@tongban/case/contract'
import { instant, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { ResponseOf } from '@tongban/kernel/contract'
import { postLevelSchema, readIncidentBulletin, type BulletinIncident, type IncidentStatus } from '../../contract/index.js'
import { bulletinWindow } from '../../domain/index.js'
import { BulletinReadModel, type AckTimesRow } from '../persistence/bulletin.read-model.js'
import { IncidentReadModel, type ListRow } from '../persistence/incident.read-model.js'
import { IncidentViews } from './incident-views.js'

const MOST_INCIDENTS = 100
const MOST_PROGRESS = 30

/** The daily special bulletin 专报, as data: what ran that day, who answered how fast, what was done, what is still open. */
@Controller()
export class BulletinController {
  constructor(
    @Inject(IncidentReadModel) private readonly incidents: IncidentReadModel,
    @Inject(BulletinReadModel) private readonly figures: BulletinReadModel,
    @Inject(CasesInPlace) private readonly cases: CasesInPlace,
    @Inject(IncidentViews) private readonly views: IncidentViews,
  ) {}

  @HttpEndpoint(readIncidentBulletin)
  async read(@Input() { query }: InputOf<typeof readIncidentBulletin>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof readIncidentBulletin>> {
    const { from, to } = bulletinWindow(query.date, query.day)
    const found = await this.incidents.during(principal, from, to, MOST_INCIDENTS + 1)
    const shown = found.slice(0, MOST_INCIDENTS)
    const ids = shown.map(({ id }) => id)
    const acks = await this.figures.ackTimes(ids, to)
    const progress = await this.figures.progress(ids, from, to, MOST_PROGRESS)
    const joined = await this.figures.cases(ids, from, to)
    const visible = await this.cases.idsAmong(principal, joined.map((row) => row.case_id))
    const sentences = new Map((await this.views.log(progress)).map((item) => [item.id, item]))
    const items = shown.map((row): BulletinIncident => {
      const own = joined.filter((each) => each.incident_id === row.id && visible.has(each.case_id))
      const lines = progress.filter((each) => each.incident_id === row.id)
      // What was so at the end of the window: a bulletin of yesterday does not change because of today.
      const endedAt = row.endedAt !== null && row.endedAt < to ? row.endedAt : null
      return {
        id: row.id, kind: row.kind, level: row.level, status: statusAt(row, to), title: row.title, cause: row.cause, placeText: row.placeText, area: row.area.map((code) => this.views.place(code)),
        openedAt: isoOf(row.openedAt), containedAt: row.containedAt !== null && row.containedAt < to ? isoOf(row.containedAt) : null, endedAt: isoOrNull(endedAt), summary: endedAt === null ? null : row.summary,
        affectedPeople: row.affectedPeople, cases: own.length, casesToday: own.filter(({ today }) => today).length, acknowledgement: acksOf(acks.filter((each) => each.incident_id === row.id)),
        progress: lines.flatMap((line) => sentences.get(String(line.id)) ?? []), progressLeftOut: Math.max(0, (lines[0]?.total ?? 0) - lines.length), isOpen: endedAt === null,
      }
    })
    return { from: isoOf(instant(from)), to: isoOf(instant(to)), items, leftOut: found.length - shown.length }
  }
}

/** The state at the end of the window. */
function statusAt(row: ListRow, to: Instant): IncidentStatus {
  if (row.endedAt !== null && row.endedAt < to) return row.status
  if (row.containedAt !== null && row.containedAt < to) return 'contained'
  return row.respondingAt !== null && row.respondingAt < to ? 'responding' : 'open'
}

const acksOf = (rows: readonly AckTimesRow[]): BulletinIncident['acknowledgement'] =>
  postLevelSchema.options.flatMap((level) => rows.filter((row) => row.level === level).map((row) => ({
    level, posts: row.posts, acknowledged: row.acknowledged, late: row.late, missing: row.missing, medianSeconds: row.median_seconds, slowestSeconds: row.slowest_seconds,
  })))
