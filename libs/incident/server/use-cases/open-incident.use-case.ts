import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { idOf, ok, refuse, type DivisionCode, type Result } from '@tongban/kernel/core'
import type { BodyOf } from '@tongban/kernel/contract'
import { OrgDirectory } from '@tongban/org/contract'
import { PlatformConfig, type Tx } from '@tongban/platform/server'
import type { openIncident } from '../../contract/index.js'
import { openedIncident, planPosts, type CallPlan, type IncidentState } from '../../domain/index.js'
import { callNext, type CallStep } from '../call-steps.js'
import { DutyLines } from '../duty-lines.js'
import { incidentEvent, type LogEntry } from '../incident-journal.js'
import type { PostRow } from '../persistence/call.store.js'
import type { OpenRequest } from '../persistence/incident-row.mapper.js'
import { CaseJoining, type Joinable } from './case-joining.js'
import { IncidentDesk } from './incident-desk.js'

type Body = BodyOf<typeof openIncident>

/** Opens an incident: plans whom it calls, asks the roster, and commits incident, calls, cases and the events that make the calls leave, together. */
@Injectable()
export class OpenIncident {
  constructor(
    @Inject(IncidentDesk) private readonly desk: IncidentDesk,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(DutyLines) private readonly duty: DutyLines,
    @Inject(CaseJoining) private readonly joining: CaseJoining,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** A repeat under the same key answers with what it opened then. */
  async open(body: Body, principal: Principal, request: OpenRequest | null): Promise<Result<IncidentState>> {
    const before = await this.openedBefore(principal, request)
    if (before !== null) return before
    if (this.org.division(idOf(body.placeCode)) === null) return refuse('INCIDENT_AREA_UNKNOWN', { divisionCode: body.placeCode })
    const plan = planPosts(this.org, this.config.cityCode, body.kind, body.area, body.depth)
    if (!plan.ok) return plan
    const cases = body.caseIds.length === 0 ? ok([]) : await this.joining.reachable(principal, body.caseIds)
    if (!cases.ok) return cases
    const state = this.joining.withCategories(this.stateOf(body, principal, plan.value), cases.value)
    const step = await this.firstCalls(state, plan.value)
    const opened = await this.desk.transaction((tx) => this.commit(tx, state, step, cases.value, principal, request))
    // The same request, twice at once: the second answers with what the first has opened.
    return !opened.ok && opened.refusal.code === 'CONFLICT' ? ((await this.openedBefore(principal, request)) ?? opened) : opened
  }

  private async openedBefore({ userId }: Principal, request: OpenRequest | null): Promise<Result<IncidentState> | null> {
    const before = request === null ? null : await this.desk.incidents.openedUnder(userId, request.key)
    if (before === null) return null
    return before.bodyHash === request?.bodyHash ? ok(before.state) : refuse('IDEMPOTENCY_KEY_REUSED')
  }

  private stateOf({ kind, level, title, cause, placeCode, placeText, depth, categoryCodes }: Body, { userId, unitId }: Principal, plan: CallPlan): IncidentState {
    const place = placeText === '' ? this.org.pathOf(idOf<DivisionCode>(placeCode)).slice(1).map(({ name }) => name).join('') : placeText
    return openedIncident(
      this.desk.ids.next(),
      {
        kind, level, title, cause, placeCode, placeText: place, depth, categoryCodes, area: plan.area, countyCodes: plan.countyCodes, unitIds: plan.unitIds, openedBy: userId, openedUnitId: unitId,
      },
      this.desk.clock.now(),
    )
  }

  private async firstCalls(state: IncidentState, plan: CallPlan): Promise<CallStep> {
    const onDuty = await this.duty.onDuty(plan.posts.map(({ post }) => post), state.openedAt)
    const names = new Map(plan.posts.map(({ key, name }) => [key, name]))
    const lines = plan.posts.map(({ key, parentKey, name, level }, position) => ({
      post: newPost(state.id, key, parentKey, name, level, position), onDuty: onDuty.get(key) ?? [], called: [], missed: null,
    }))
    return callNext(state, lines, state.openedAt, { nextId: () => this.desk.ids.next(), nameOf: (key) => names.get(key) ?? key })
  }

  private async commit(tx: Tx, state: IncidentState, step: CallStep, cases: readonly Joinable[], principal: Principal, request: OpenRequest | null): Promise<Result<IncidentState>> {
    const { incidents, calls, journal } = this.desk
    if (!(await incidents.insert(tx, state, request))) return refuse('CONFLICT')
    await calls.put(tx, step.posts, step.calls)
    const joined = await this.joining.join(tx, state, cases, state.openedAt, principal.userId)
    if (!joined.ok) return joined
    const opened: LogEntry = { type: 'opened', data: { kind: state.kind, level: state.level, title: state.title, cause: state.cause, area: state.area, depth: state.depth } }
    const called: LogEntry = { type: 'called', data: { posts: step.calls.length } }
    await journal.log(tx, state, principal, state.openedAt, [opened, called, ...joined.value.logs, ...step.logs])
    await journal.tell(tx, [
      incidentEvent('incident.opened.v1', state, state.openedAt, { placeText: state.placeText, cause: state.cause, posts: step.posts.length }), ...step.events, ...joined.value.events,
    ])
    await journal.record(tx, state, principal, state.openedAt, 'open', { kind: state.kind, level: state.level, posts: step.posts.length, calls: step.calls.length, cases: joined.value.joined })
    return ok(state)
  }
}

export const newPost = (incidentId: string, key: string, parentKey: string | null, name: string, level: PostRow['level'], position: number): PostRow => ({
  incident_id: incidentId, post_key: key, parent_key: parentKey, name, level, position, state: 'calling', round: 1, call_id: null, called_at: null, acked_at: null, acked_by: null, acked_name: null,
  acked_way: null, acked_note: null, late: false, fires_at: null,
})
