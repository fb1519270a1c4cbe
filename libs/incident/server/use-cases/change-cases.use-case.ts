import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { ok, refuse, type Result } from '@tongban/kernel/core'
import type { IncidentState } from '../../domain/index.js'
import { incidentEvent } from '../incident-journal.js'
import { MembershipStore } from '../persistence/membership.store.js'
import { CaseJoining } from './case-joining.js'
import { IncidentDesk } from './incident-desk.js'

/** Joins cases to an incident that runs, and takes them out of it again. */
@Injectable()
export class ChangeCases {
  constructor(
    @Inject(IncidentDesk) private readonly desk: IncidentDesk,
    @Inject(CaseJoining) private readonly joining: CaseJoining,
    @Inject(MembershipStore) private readonly memberships: MembershipStore,
  ) {}

  async join(incidentId: string, principal: Principal, caseIds: readonly string[]): Promise<Result<{ state: IncidentState; joined: number }>> {
    const cases = await this.joining.reachable(principal, caseIds)
    if (!cases.ok) return cases
    return this.desk.act(incidentId, principal, { act: 'join' }, async ({ tx, state, at }) => {
      const joined = await this.joining.join(tx, state, cases.value, at, principal.userId)
      if (!joined.ok) return joined
      const wider = this.joining.withCategories({ ...state, version: state.version + 1 }, cases.value)
      if (joined.value.joined > 0) await this.desk.incidents.update(tx, wider)
      await this.desk.journal.log(tx, state, principal, at, joined.value.logs)
      await this.desk.journal.tell(tx, joined.value.events)
      if (joined.value.joined > 0) await this.desk.journal.record(tx, state, principal, at, 'join', { cases: joined.value.joined })
      return ok({ state: joined.value.joined > 0 ? wider : state, joined: joined.value.joined })
    })
  }

  async leave(incidentId: string, principal: Principal, caseIds: readonly string[], reason: string): Promise<Result<{ state: IncidentState; left: number }>> {
    const wanted = [...new Set(caseIds)]
    // A case the person may not see is, to them, not there.
    const visible = await this.joining.reachable(principal, wanted)
    return this.desk.act(incidentId, principal, { act: 'leave' }, async ({ tx, state, at }) => {
      const left = visible.ok ? await this.memberships.leave(tx, state.id, wanted, at) : []
      if (left.length < wanted.length) return refuse('INCIDENT_CASE_NOT_JOINED', { count: wanted.length - left.length })
      await this.memberships.addTasks(tx, state.id, left, 'left', at)
      const next = { ...state, version: state.version + 1 }
      await this.desk.incidents.update(tx, next)
      await this.desk.journal.log(tx, state, principal, at, [{ type: 'cases_left', data: { count: left.length, reason } }])
      await this.desk.journal.tell(tx, [incidentEvent('incident.progress_noted.v1', state, at, { what: 'cases_left', text: reason, by: principal.userId })])
      await this.desk.journal.record(tx, state, principal, at, 'leave', { cases: left.length })
      return ok({ state: next, left: left.length })
    })
  }
}
