import { Inject, Injectable } from '@nestjs/common'
import { may, type Principal } from '@tongban/access/contract'
import { MINUTE_MS, ok, plus, refuse, type Result } from '@tongban/kernel/core'
import { INCIDENT_LEVEL_ZH, incidentLevelSchema, type IncidentLevel, type ProgressKind } from '../../contract/index.js'
import { ACK_MINUTES, type IncidentState } from '../../domain/index.js'
import { incidentEvent } from '../incident-journal.js'
import { MembershipStore, type CaseTaskKind } from '../persistence/membership.store.js'
import { IncidentDesk, type Held } from './incident-desk.js'

/** Acts on an incident itself: what is done, how grave it is, contained, over, a false alarm. */
@Injectable()
export class ActOnIncident {
  constructor(
    @Inject(IncidentDesk) private readonly desk: IncidentDesk,
    @Inject(MembershipStore) private readonly memberships: MembershipStore,
  ) {}

  /** A unit that is called or touched writes for its area; who is in charge writes for all. */
  progress(
    incidentId: string, principal: Principal, entry: { readonly kind: ProgressKind; readonly text: string; readonly public: boolean; readonly affectedPeople: number | null },
  ): Promise<Result<IncidentState>> {
    return this.desk.act(incidentId, principal, { act: 'progress', ...entry }, async ({ tx, state, at }) => {
      if (!mayWrite(principal, state)) return refuse('INCIDENT_MAY_NOT_WRITE')
      await this.desk.journal.tell(tx, [incidentEvent('incident.progress_noted.v1', state, at, { what: entry.kind, text: entry.text, by: principal.userId })])
      await this.desk.journal.record(tx, state, principal, at, 'progress', { kind: entry.kind, public: entry.public })
      return ok(state)
    })
  }

  /** A graver level also shortens the waits that run. */
  changeLevel(incidentId: string, principal: Principal, level: IncidentLevel, reason: string): Promise<Result<IncidentState>> {
    return this.desk.act(incidentId, principal, { act: 'change_level', level, reason }, async (held) => {
      await this.hasten(held)
      return this.noted(held, principal, 'level', `等级调整为${INCIDENT_LEVEL_ZH[level]}：${reason}`, { level })
    })
  }

  contain(incidentId: string, principal: Principal, text: string): Promise<Result<IncidentState>> {
    return this.desk.act(incidentId, principal, { act: 'contain', text }, (held) => this.noted(held, principal, 'contained', text))
  }

  /** Ends it. Each caller of a joined case is told by a job that can be killed and goes on; the cases stay as they are. */
  async close(incidentId: string, principal: Principal, summary: string): Promise<Result<{ state: IncidentState; callers: number }>> {
    return this.desk.act(incidentId, principal, { act: 'close', summary }, (held) => this.end(held, principal, 'closed', summary))
  }

  async cancel(incidentId: string, principal: Principal, reason: string): Promise<Result<IncidentState>> {
    const ended = await this.desk.act(incidentId, principal, { act: 'cancel', reason }, (held) => this.end(held, principal, 'false_alarm', reason))
    return ended.ok ? ok(ended.value.state) : ended
  }

  private async end({ tx, state, at }: Held, principal: Principal, outcome: Extract<CaseTaskKind, 'closed' | 'false_alarm'>, summary: string): Promise<Result<{ state: IncidentState; callers: number }>> {
    const { calls, journal } = this.desk
    const posts = await calls.lock(tx, state.id, null)
    const made = await calls.calls([state.id], null, tx)
    await calls.put(
      tx, posts.filter((post) => post.state === 'calling').map((post) => ({ ...post, state: 'released', fires_at: null })),
      made.filter((call) => call.state === 'called').map((call) => ({ ...call, state: 'released' })),
    )
    const freed = await this.memberships.end(tx, state.id)
    await this.memberships.addTasks(tx, state.id, freed, outcome, at)
    const contacts = [...new Map(made.map((call) => [call.contact_id, { contactId: call.contact_id, userId: call.user_id, name: call.contact_name }])).values()]
    await journal.tell(tx, [incidentEvent('incident.closed.v1', state, at, { outcome, summary, contacts })])
    await journal.record(tx, state, principal, at, outcome === 'closed' ? 'close' : 'cancel', { cases: freed.length, contacts: contacts.length })
    return ok({ state, callers: outcome === 'closed' ? freed.length : 0 })
  }

  private async noted({ tx, state, at }: Held, principal: Principal, what: string, text: string, detail: Record<string, string> = {}): Promise<Result<IncidentState>> {
    await this.desk.journal.tell(tx, [incidentEvent('incident.progress_noted.v1', state, at, { what, text, by: principal.userId })])
    await this.desk.journal.record(tx, state, principal, at, what === 'level' ? 'change_level' : 'contain', detail)
    return ok(state)
  }

  private async hasten({ tx, state, at, changes }: Held): Promise<void> {
    const from = (changes[0]?.data as { from?: IncidentLevel } | undefined)?.from
    const gravity = incidentLevelSchema.options
    if (from === undefined || gravity.indexOf(state.level) < gravity.indexOf(from)) return
    const waiting = (await this.desk.calls.lock(tx, state.id, null)).filter((post) => post.fires_at !== null)
    const running = new Map((await this.desk.calls.calls([state.id], null, tx)).map((call) => [call.id, call]))
    const sooner = waiting.flatMap((post) => {
      const until = plus(at, ACK_MINUTES[state.level][post.level] * MINUTE_MS)
      return post.fires_at !== null && post.fires_at > until ? [{ ...post, fires_at: until }] : []
    })
    const calls = sooner.flatMap((post) => {
      const call = post.call_id === null ? undefined : running.get(post.call_id)
      return call === undefined ? [] : [{ ...call, ack_due_at: post.fires_at }]
    })
    await this.desk.calls.put(tx, sooner, calls)
  }
}

export const mayWrite = (principal: Principal, state: Pick<IncidentState, 'unitIds'>): boolean =>
  may(principal, 'incident.manage') || (may(principal, 'incident.acknowledge') && state.unitIds.includes(principal.unitId))
