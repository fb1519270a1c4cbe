import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal, type Principal } from '@tongban/access/contract'
import { Clock, MINUTE_MS, ok, plus, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { DutyContact } from '@tongban/duty/contract'
import { Database, LOGGER, StoreUnavailable, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { isOpen, type IncidentState } from '../../domain/index.js'
import { callNext, postOfKey, type Line } from '../call-steps.js'
import { DutyLines } from '../duty-lines.js'
import type { Actor } from '../incident-journal.js'
import type { PostRef, PostRow } from '../persistence/call.store.js'
import { IncidentDesk } from './incident-desk.js'

const BATCH = 200
const MOST_BATCHES = 50
const AT_ONCE = 500

/**
 * Calls the next in line where nobody answered in time. The row says when (`fires_at`); whoever takes it decides anew and writes calls, log and events in
 * one transaction, so that however many workers sweep, are killed or sweep again, each call leaves once. An emergency knows no quiet hours.
 */
@Injectable()
export class KeepCalling {
  /** Posts this process could not move on, and until when it leaves them: what is broken in one must not silence the others. */
  private readonly aside = new Map<string, Instant>()

  constructor(
    @Inject(IncidentDesk) private readonly desk: IncidentDesk,
    @Inject(Database) private readonly database: Database,
    @Inject(DutyLines) private readonly duty: DutyLines,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Everything that is due by now; returns how many posts moved on. */
  async sweep(): Promise<number> {
    let moved = 0
    const now = this.clock.now()
    for (const [key, until] of this.aside) if (until <= now) this.aside.delete(key)
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const due = (await this.desk.calls.due(this.clock.now(), BATCH + this.aside.size)).filter((post) => !this.aside.has(keyOf(post))).slice(0, BATCH)
      if (due.length === 0) break
      const taken = await this.moveAll(due)
      moved += taken
      // The rest is in another worker's hands.
      if (taken === 0) break
    }
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

  /** Together; when that fails each alone, and the one that fails alone is left aside for a minute. When all fail it is no fault of theirs. */
  private async moveAll(due: readonly PostRef[]): Promise<number> {
    try {
      return await this.move(due)
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      const failed: PostRef[] = []
      let moved = 0
      for (const post of due) {
        moved += await this.move([post]).catch((reason: unknown) => {
          failed.push(post)
          this.logger.error({ err: reason, incidentId: post.incident_id, post: post.post_key }, 'nobody can be called for a post')
          return 0
        })
      }
      if (failed.length === due.length) throw error
      for (const post of failed) this.aside.set(keyOf(post), plus(this.clock.now(), MINUTE_MS))
      return moved
    }
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

const keyOf = ({ incident_id, post_key }: PostRef): string => `${incident_id} ${post_key}`
const isDeserted = ({ state }: PostRow): boolean => state === 'exhausted' || state === 'no_contact'
