import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup, CasesInPlace } from '@tongban/case/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { Caller, cursorOf, HttpEndpoint, Input, readCursor, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { ResponseOf } from '@tongban/kernel/contract'
import {
  listIncidents, readCaseIncident, readIncident, readIncidentCases, readIncidentLog, readIncidentTree, suggestIncidentCases, type IncidentView,
} from '../../contract/index.js'
import { IncidentReadModel, type ListRow } from '../persistence/incident.read-model.js'
import { MembershipStore } from '../persistence/membership.store.js'
import { IncidentViews } from './incident-views.js'

const MOST_SUGGESTED = 100
type Who = RequestContext<Principal>

/** Reading incidents. An unknown one and one out of reach are answered alike. */
@Controller()
export class IncidentController {
  constructor(
    @Inject(IncidentReadModel) private readonly incidents: IncidentReadModel,
    @Inject(MembershipStore) private readonly memberships: MembershipStore,
    @Inject(IncidentViews) private readonly views: IncidentViews,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CasesInPlace) private readonly inPlace: CasesInPlace,
  ) {}

  @HttpEndpoint(listIncidents)
  async list(@Input() { query }: InputOf<typeof listIncidents>, @Caller() { principal }: Who): Promise<ResponseOf<typeof listIncidents>> {
    const found = await this.incidents.list(principal, query)
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    return { items: page.map((row) => this.views.listItem(row)), nextCursor: found.length > query.limit && last ? cursorOf(last.openedAt, last.id) : null }
  }

  @HttpEndpoint(readIncident)
  async read(@Input() { params }: InputOf<typeof readIncident>, @Caller() { principal }: Who): Promise<IncidentView> {
    return this.views.detail(await this.seen(principal, params.incidentId), principal)
  }

  @HttpEndpoint(readIncidentTree)
  async tree(@Input() { params }: InputOf<typeof readIncidentTree>, @Caller() { principal }: Who): Promise<ResponseOf<typeof readIncidentTree>> {
    return this.views.tree(await this.seen(principal, params.incidentId), principal)
  }

  @HttpEndpoint(readIncidentLog)
  async log(@Input() { params, query }: InputOf<typeof readIncidentLog>, @Caller() { principal }: Who): Promise<ResponseOf<typeof readIncidentLog>> {
    const { id } = await this.seen(principal, params.incidentId)
    const rows = await this.incidents.log(id, query.cursor === undefined ? null : Number(query.cursor), query.limit + 1)
    const page = rows.slice(0, query.limit)
    return { items: await this.views.log(page), nextCursor: rows.length > query.limit ? String(page.at(-1)?.id ?? '') : null }
  }

  /** A page may hold fewer than asked for, where cases are out of the person's reach. */
  @HttpEndpoint(readIncidentCases)
  async joined(@Input() { params, query }: InputOf<typeof readIncidentCases>, @Caller() { principal }: Who): Promise<ResponseOf<typeof readIncidentCases>> {
    const { id } = await this.seen(principal, params.incidentId)
    const rows = await this.memberships.page(id, readCursor(query.cursor), query.limit + 1)
    const page = rows.slice(0, query.limit)
    const visible = new Map((await this.cases.visibleAmong(principal, page.map((row) => row.case_id))).map((snapshot) => [snapshot.id, snapshot]))
    const last = page.at(-1)
    return {
      items: page.flatMap((row) => {
        const snapshot = visible.get(row.case_id)
        return snapshot === undefined ? [] : [this.views.caseItem(snapshot, instant(row.joined_at))]
      }),
      nextCursor: rows.length > query.limit && last ? cursorOf(instant(last.joined_at), last.id) : null,
    }
  }

  @HttpEndpoint(suggestIncidentCases)
  async suggest(@Input() { params }: InputOf<typeof suggestIncidentCases>, @Caller() { principal }: Who): Promise<ResponseOf<typeof suggestIncidentCases>> {
    const row = await this.seen(principal, params.incidentId)
    if (row.endedAt !== null) return { items: [], more: false }
    const found = await this.inPlace.filedSince(principal, { divisionCodes: row.area, categoryPrefixes: row.categoryCodes, since: row.openedAt, limit: MOST_SUGGESTED + 1 })
    const not = await this.memberships.notToSuggest(row.id, found.map(({ id }) => id))
    return { items: found.slice(0, MOST_SUGGESTED).filter(({ id }) => !not.has(id)).map((snapshot) => this.views.caseItem(snapshot, null)), more: found.length > MOST_SUGGESTED }
  }

  /** Whoever sees the case learns what it belongs to; only whoever sees the incident may open it. */
  @HttpEndpoint(readCaseIncident)
  async ofCase(@Input() { params }: InputOf<typeof readCaseIncident>, @Caller() { principal }: Who): Promise<ResponseOf<typeof readCaseIncident>> {
    if ((await this.cases.visibleTo(principal, params.caseId)) === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    const membership = await this.memberships.ofCase(params.caseId)
    if (membership === null) return { incident: null }
    const incident = await this.incidents.named(membership.incident_id)
    if (incident === null) return { incident: null }
    const { id, title, status, level } = incident
    return { incident: { id, title, status, level, joinedAt: isoOf(instant(membership.joined_at)), mayOpen: (await this.incidents.one(principal, id)) !== null } }
  }

  private async seen(principal: Principal, incidentId: string): Promise<ListRow> {
    const row = await this.incidents.one(principal, incidentId)
    if (row === null) throw new Refused({ code: 'INCIDENT_NOT_FOUND', params: {} })
    return row
  }
}
