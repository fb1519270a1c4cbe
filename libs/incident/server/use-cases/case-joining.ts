import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { IdGen, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { OutgoingEvent, Tx } from '@tongban/platform/server'
import { MOST_CASES } from '../../contract/index.js'
import type { IncidentState } from '../../domain/index.js'
import { incidentEvent, type LogEntry } from '../incident-journal.js'
import { MembershipStore } from '../persistence/membership.store.js'

const CASES_AN_EVENT = 100
const CASES_A_QUESTION = 500
const MOST_CATEGORIES = 20
/** Two levels of the category tree: a burst main is reported under several leaves of one branch. */
const CATEGORY_DIGITS = 4

export type Joinable = { readonly id: string; readonly categoryCode: string | null }

/** What joining takes, at the opening and later: that the person sees the cases, that no other incident has them, and what others hear of it. */
@Injectable()
export class CaseJoining {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(MembershipStore) private readonly memberships: MembershipStore,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  /** All of these cases, or CASE_NOT_FOUND when one of them is not within the person's reach. Outside any transaction. */
  async reachable(principal: Principal, caseIds: readonly string[]): Promise<Result<readonly Joinable[]>> {
    const wanted = [...new Set(caseIds)]
    const found: Joinable[] = []
    for (let start = 0; start < wanted.length; start += CASES_A_QUESTION) {
      found.push(...(await this.cases.visibleAmong(principal, wanted.slice(start, start + CASES_A_QUESTION))))
    }
    return found.length === wanted.length ? ok(found) : refuse('CASE_NOT_FOUND')
  }

  /** The incident with the categories of these cases, under which new ones will be suggested. */
  withCategories(state: IncidentState, cases: readonly Joinable[]): IncidentState {
    const more = cases.flatMap(({ categoryCode }) => (categoryCode === null ? [] : [categoryCode.slice(0, CATEGORY_DIGITS)]))
    return { ...state, categoryCodes: [...new Set([...state.categoryCodes, ...more])].slice(0, MOST_CATEGORIES) }
  }

  /** In the transaction that locked or made the incident. Cases that are joined already are left alone. */
  async join(tx: Tx, state: IncidentState, cases: readonly Joinable[], at: Instant, by: string): Promise<Result<{ joined: number; events: OutgoingEvent[]; logs: LogEntry[] }>> {
    if (cases.length === 0) return ok({ joined: 0, events: [], logs: [] })
    const caseIds = cases.map(({ id }) => id)
    const joined = await this.memberships.join(tx, state.id, caseIds.map((case_id) => ({ id: this.ids.next(), case_id })), at, by)
    if (joined.length < caseIds.length) {
      const elsewhere = (await this.memberships.taken(tx, caseIds)).filter(({ incident_id }) => incident_id !== state.id)
      if (elsewhere.length > 0) return refuse('INCIDENT_CASE_TAKEN', { count: elsewhere.length })
    }
    if ((await this.memberships.count(tx, state.id)) > MOST_CASES) return refuse('INCIDENT_TOO_MANY_CASES', { most: MOST_CASES })
    await this.memberships.addTasks(tx, state.id, joined, 'joined', at)
    const ids = joined.map(({ case_id }) => case_id)
    const events: OutgoingEvent[] = []
    for (let start = 0; start < ids.length; start += CASES_AN_EVENT) {
      events.push(incidentEvent('incident.case_joined.v1', state, at, { caseIds: ids.slice(start, start + CASES_AN_EVENT) }))
    }
    return ok({ joined: ids.length, events, logs: ids.length === 0 ? [] : [{ type: 'cases_joined', data: { count: ids.length } }] })
  }
}
