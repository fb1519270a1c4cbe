import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal, type Principal } from '@tongban/access/contract'
import { Clock, ok, refuse, type Result } from '@tongban/kernel/core'
import type { DutyContact } from '@tongban/duty/contract'
import { Database, DueWorks, type DueWork, type Tx } from '@tongban/platform/server'
import { isOpen, type IncidentState } from '../../domain/index.js'
import { callNext, postOfKey, type Line } from '../call-steps.js'
import { DutyLines } from '../duty-lines.js'
import type { Actor } from '../incident-journal.js'
import type { PostRef, PostRow } from '../persistence/call.store.js'
import { IncidentDesk } from './incident-desk.js'

/** What runs out at one moment is one round: the more of it is moved together, the fewer messages say that nobody answered. */
const BATCH = 1_000
const AT_ONCE = 500

/**
 * Calls the next in line where nobody answered in time. The row says when (`fires_at`); whoever takes it decides anew and writes calls, log and events in
 * one transaction, so that however many workers sweep, are killed or sweep again, each call leaves once. An emergency knows no quiet hours.
 */
@Injectable()
export class KeepCalling {
  private readonly work: DueWork<PostRef>

  constructor(
    @Inject(IncidentDesk) private readonly desk: IncidentDesk,
    @Inject(Database) private readonly database: Database,
    @Inject(DutyLines) private readonly duty: DutyLines,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DueWorks) works: DueWorks,
  ) {
    this.work = works.of({ name: 'incident.keep_calling', batch: BATCH, keyOf: ({ incident_id, post_key }) => `${incident_id} ${post_key}` })
  }

  /** Everything that is due by now; returns how many posts moved on. */
  async sweep(): Promise<number> {
    const moved = await this.work.run({ due: (now, limit) => this.desk.calls.due(now, limit), handle: (posts) => this.move(posts) })
    if (moved > 0) this.desk.journal.hint()
    return moved
  }

  /** By hand, from the first in line. Null: every post where nobody answered or nobody was on duty. */
  async callAgain(incidentId: string, principal: Principal, keys: readonly string[] | null): Promise<Result<{ state: IncidentState; called: number }>> {
    const unanswered = (await this.desk.calls.posts(incidentId)).filter((post) => (keys === null ? isDeserted(post) : keys.includes(post.post_key) && post.state !== 'acknowledged'))
    const onDuty = await this.duty.onDuty(unanswered.slice(0, AT_ONCE).map(({ post_key }) => postOfKey(post_key)), this.clock.now())
    return this.desk.act(incidentId, principal, { act: 'call_again' }, async ({ tx, state, at }) => {
      const held = await this.desk.calls.lock(tx, incidentId, unanswered.slice(0, AT_ONCE).map(({ post_key }) => post_key))
      const posts = held.filter((post) => post.state !== 'acknowledged')
      if (posts.length === 0) return refuse('INCIDENT_NOTHING_TO_CALL')
      const running = (await this.desk.calls.calls([incidentId], posts.map(({ post_key }) => post_key), tx)).filter((call) => call.state === 'called')
      await this.desk.calls.put(tx, [], running.map((call) => ({ ...call, state: 'released' })))
      const lines = posts.map((post) => ({ post: { ...post, round: post.round + 1 }, onDuty: onDuty.get(post.post_key) ?? [], called: [], missed: null }))
      await this.desk.journal.log(tx, state, principal, at, [{ type: 'called_again', data: { posts: posts.length } }])
      await this.write(tx, state, lines, principal)
      await this.desk.journal.record(tx, state, principal, at, 'call_again', { posts: posts.length })
      return ok({ state, called: posts.length })
    })
  }

  private async move(due: readonly PostRef[]): Promise<number> {
    const onDuty = await this.duty.onDuty(due.map(({ post_key }) => postOfKey(post_key)), this.clock.now())
    return this.database.transaction((tx) => this.moveOn(tx, due, onDuty))
  }

  private async moveOn(tx: Tx, due: readonly PostRef[], onDuty: ReadonlyMap<string, readonly DutyContact[]>): Promise<number> {
    const posts = await this.desk.calls.takeDue(tx, due, this.clock.now())
    if (posts.length === 0) return 0
    const states = await this.desk.incidents.byIds([...new Set(posts.map((post) => post.incident_id))], tx)
    for (const [incidentId, state] of states) {
      const own = posts.filter((post) => post.incident_id === incidentId)
      // It ended while the wait ran out: nobody is called for what is over.
      if (!isOpen(state)) await this.desk.calls.put(tx, own.map((post) => ({ ...post, state: 'released', fires_at: null })), [])
      else await this.write(tx, state, await this.linesOf(tx, state, own, onDuty), this.system.principal())
    }
    return posts.length
  }

  private async linesOf(tx: Tx, state: IncidentState, posts: readonly PostRow[], onDuty: ReadonlyMap<string, readonly DutyContact[]>): Promise<Line[]> {
    const calls = await this.desk.calls.calls([state.id], posts.map(({ post_key }) => post_key), tx)
    return posts.map((post) => {
      const round = calls.filter((call) => call.post_key === post.post_key && call.round === post.round)
      const missed = round.find(({ id }) => id === post.call_id) ?? null
      return { post, onDuty: onDuty.get(post.post_key) ?? [], called: round.map((call) => call.contact_id), missed }
    })
  }

  private async write(tx: Tx, state: IncidentState, lines: readonly Line[], actor: Actor): Promise<void> {
    const names = new Map((await this.desk.calls.posts(state.id, tx)).map(({ post_key, name }) => [post_key, name]))
    const step = callNext(state, lines, this.clock.now(), { nextId: () => this.desk.ids.next(), nameOf: (key) => names.get(key) ?? key })
    await this.desk.calls.put(tx, step.posts, step.calls)
    await this.desk.journal.log(tx, state, actor, this.clock.now(), step.logs)
    await this.desk.journal.tell(tx, step.events)
  }
}

const isDeserted = ({ state }: PostRow): boolean => state === 'exhausted' || state === 'no_contact'
