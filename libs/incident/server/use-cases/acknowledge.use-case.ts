import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { instant, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { AckWay } from '../../contract/index.js'
import type { IncidentState } from '../../domain/index.js'
import { postOfKey } from '../call-steps.js'
import { incidentEvent } from '../incident-journal.js'
import type { CallRow, PostRow } from '../persistence/call.store.js'
import { IncidentDesk, type Held } from './incident-desk.js'

type Answer = { readonly by: string; readonly name: string; readonly way: AckWay; readonly note: string; readonly at: Instant }
type Acknowledged = { readonly state: IncidentState; readonly acknowledged: number; readonly late: boolean }

/** Somebody answers for a post: in the app, or on the phone as the hotline writes down. The first answer counts, however late; the waiting ends with it. */
@Injectable()
export class Acknowledge {
  constructor(@Inject(IncidentDesk) private readonly desk: IncidentDesk) {}

  /** For every post of the person's unit, and every one the person was called for; or for one of them. Twice is once. */
  inApp(incidentId: string, principal: Principal, postKey: string | null): Promise<Result<Acknowledged>> {
    return this.desk.act(incidentId, principal, { act: 'acknowledge' }, async (held) => {
      const calls = await this.desk.calls.calls([incidentId], null, held.tx)
      const called = calls.filter((call) => call.user_id === principal.userId).map((call) => call.post_key)
      const keys = [...new Set([`unit:${principal.unitId}`, ...called])].filter((key) => postKey === null || key === postKey)
      const posts = await this.desk.calls.lock(held.tx, incidentId, keys)
      if (posts.length === 0) return refuse('INCIDENT_NOT_CALLED')
      const answer: Answer = { by: principal.userId, name: principal.displayName, way: 'app', note: '', at: held.at }
      return this.answered(held, principal, posts.filter((post) => post.state !== 'acknowledged'), answer)
    })
  }

  /** `at`: when it was said on the phone; not before the call and not after now. */
  byPhone(incidentId: string, principal: Principal, { postKey, name, at, note }: { readonly postKey: string; readonly name: string; readonly at: Instant | null; readonly note: string }): Promise<Result<Acknowledged>> {
    return this.desk.act(incidentId, principal, { act: 'acknowledge' }, async (held) => {
      const [post] = await this.desk.calls.lock(held.tx, incidentId, [postKey])
      if (post === undefined) return refuse('INCIDENT_POST_UNKNOWN')
      if (post.state === 'acknowledged') return refuse('INCIDENT_POST_ANSWERED', { name: post.name })
      const when = at ?? held.at
      if (when > held.at || when < (post.called_at ?? held.state.openedAt)) return refuse('INCIDENT_ACK_TIME_WRONG')
      return this.answered(held, principal, [post], { by: principal.userId, name, way: 'phone', note, at: when })
    })
  }

  private async answered({ tx, state, at }: Held, actor: Principal, posts: readonly PostRow[], answer: Answer): Promise<Result<Acknowledged>> {
    if (posts.length === 0) return ok({ state, acknowledged: 0, late: false })
    const calls = await this.desk.calls.calls([state.id], posts.map((post) => post.post_key), tx)
    const answers = posts.map((post) => answerOf(post, calls.filter((call) => call.post_key === post.post_key), answer))
    await this.desk.calls.put(tx, answers.map(({ post }) => post), answers.flatMap((each) => each.calls))
    await this.desk.journal.log(
      tx, state, actor, at,
      answers.map(({ post }) => ({ type: 'acknowledged', data: { postKey: post.post_key, postName: post.name, name: answer.name, way: answer.way, late: post.late, note: answer.note, at: answer.at } })),
    )
    await this.desk.journal.tell(tx, answers.map(({ post, call }) =>
      incidentEvent('incident.acknowledged.v1', state, at, {
        callId: call?.id ?? null, level: post.level, post: postOfKey(post.post_key), postName: post.name, name: answer.name, late: post.late,
      })))
    const late = answers.some(({ post }) => post.late)
    await this.desk.journal.record(tx, state, actor, at, answer.way === 'phone' ? 'acknowledge_by_phone' : 'acknowledge', { posts: answers.length, late })
    return ok({ state, acknowledged: answers.length, late })
  }
}

/** The call that is answered is the person's own, else the one that runs; the others of the post need no answer any more. */
function answerOf(post: PostRow, calls: readonly CallRow[], answer: Answer): { post: PostRow; call: CallRow | null; calls: readonly CallRow[] } {
  const own = answer.way === 'app' ? calls.findLast((call) => call.user_id === answer.by && call.round === post.round) : undefined
  const call = own ?? calls.find(({ id }) => id === post.call_id) ?? null
  const late = call !== null && answer.at > instant(call.ack_due_at)
  return {
    post: {
      ...post, state: 'acknowledged', acked_at: answer.at, acked_by: answer.by, acked_name: answer.name, acked_way: answer.way, acked_note: answer.note, late, fires_at: null,
    },
    call,
    calls: calls.flatMap((each): CallRow[] => {
      if (each.id === call?.id) return [{ ...each, state: 'acknowledged', acked_at: answer.at }]
      return each.state === 'called' ? [{ ...each, state: 'released' }] : []
    }),
  }
}
