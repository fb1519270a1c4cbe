import type { DutyContact, DutyPost } from '@tongban/duty/contract'
import { MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import type { OutgoingEvent } from '@tongban/platform/server'
import { ACK_MINUTES, nextInLine, type IncidentState } from '../domain/index.js'
import { incidentEvent, type LogEntry } from './incident-journal.js'
import type { CallRow, PostRow } from './persistence/call.store.js'

/** `unit:…` or `division:…` back into what it names. */
export const postOfKey = (key: string): DutyPost => {
  const [kind, id = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
  return kind === 'unit' ? { unitId: id } : { divisionCode: id }
}

/** The unit that stands above a post and is told when nobody answers there. */
const aboveOf = ({ parent_key }: Pick<PostRow, 'parent_key'>): { unitId: string } | null => {
  const post = parent_key === null ? null : postOfKey(parent_key)
  return post !== null && 'unitId' in post ? post : null
}

export type CallStep = { readonly posts: readonly PostRow[]; readonly calls: readonly CallRow[]; readonly events: readonly OutgoingEvent[]; readonly logs: readonly LogEntry[] }

export type Line = {
  readonly post: PostRow
  readonly onDuty: readonly DutyContact[]
  /** Contacts this round has called already. */
  readonly called: readonly string[]
  /** The call nobody answered in time; null when the line is called for the first time in this round. */
  readonly missed: CallRow | null
}
type Naming = { readonly nextId: () => string; readonly nameOf: (postKey: string) => string }

/**
 * Calls whoever is next in each line. Where nobody is left the post is exhausted, where nobody was on duty from the start it has no contact; either way
 * the level above and the supervisors are told, of many posts under one level above in one event.
 */
export function callNext(state: IncidentState, lines: readonly Line[], now: Instant, { nextId, nameOf }: Naming): CallStep {
  const posts: PostRow[] = []
  const calls: CallRow[] = []
  const events: OutgoingEvent[] = []
  const logs: LogEntry[] = []
  const deserted: PostRow[] = []
  for (const { post, onDuty, called, missed } of lines) {
    const contact = nextInLine(onDuty, called)
    const aboveName = post.parent_key === null ? '督办员' : nameOf(post.parent_key)
    if (missed !== null) {
      calls.push({ ...missed, state: 'missed' })
      events.push(missedEvent(state, now, post, missed, contact === null))
      logs.push({ type: 'missed', data: { postKey: post.post_key, postName: post.name, name: missed.contact_name, next: contact?.name ?? null, aboveName } })
    }
    if (contact !== null) {
      const call = callOf(state, post, contact, now, nextId())
      calls.push(call)
      posts.push({ ...post, state: 'calling', call_id: call.id, called_at: post.called_at ?? now, fires_at: call.ack_due_at })
      events.push(calledEvent(state, now, post, call))
    } else if (missed !== null) posts.push({ ...post, state: 'exhausted', fires_at: null })
    else {
      const silent: PostRow = { ...post, state: 'no_contact', call_id: null, fires_at: null }
      posts.push(silent)
      deserted.push(silent)
    }
  }
  const unheard: PostRow[] = posts.filter(({ state: is }) => is === 'exhausted' || is === 'no_contact')
  for (const group of byParent(deserted)) {
    const [first] = group
    if (first === undefined) continue
    const aboveName = first.parent_key === null ? '督办员' : nameOf(first.parent_key)
    const shown = group.slice(0, 5).map(({ name }) => name).join('、')
    events.push(desertedEvent(state, now, group, first))
    logs.push({ type: 'no_contact', data: { postNames: group.length > 5 ? `${shown}等 ${group.length} 处` : shown, postKeys: group.map(({ post_key }) => post_key), aboveName } })
  }
  return { posts, calls, events: toldTogether(events, unheard), logs }
}

/**
 * Of all posts of a round that nobody answers for, one event speaks: it says how many and which, to each who stands above and in all. The others are facts
 * of their post and wake nobody.
 */
function toldTogether(events: readonly OutgoingEvent[], unheard: readonly PostRow[]): OutgoingEvent[] {
  const first = events.find(isUnheard)
  const shown = (posts: readonly PostRow[]): { posts: number; names: string[] } => ({ posts: posts.length, names: posts.slice(0, NAMES_SHOWN).map(({ name }) => name) })
  const above = new Map<string, PostRow[]>()
  for (const post of unheard) {
    const unitId = aboveOf(post)?.unitId
    if (unitId !== undefined) above.set(unitId, [...(above.get(unitId) ?? []), post])
  }
  const unheardRound = { ...shown(unheard), above: [...above].map(([unitId, own]) => ({ unitId, ...shown(own) })) }
  return events.map((event) => (isUnheard(event) ? { ...event, data: { ...event.data, ...(event === first ? { unheardRound } : { toldWithRound: true }) } } : event))
}

const NAMES_SHOWN = 5
const isUnheard = ({ type, data }: OutgoingEvent): boolean => type === 'incident.contact_missed.v1' && data.exhausted === true

function callOf(state: IncidentState, post: PostRow, contact: DutyContact, now: Instant, id: string): CallRow {
  return {
    id, incident_id: state.id, post_key: post.post_key, level: post.level, round: post.round, line: contact.line, contact_id: contact.id, contact_name: contact.name, contact_title: contact.title,
    phone_masked: contact.phoneMasked, user_id: contact.userId, called_at: now, ack_due_at: plus(now, ACK_MINUTES[state.level][post.level] * MINUTE_MS), state: 'called', acked_at: null,
  }
}

const calledEvent = (state: IncidentState, now: Instant, post: PostRow, call: CallRow): OutgoingEvent =>
  incidentEvent('incident.contact_called.v1', state, now, {
    callId: call.id, level: post.level, post: postOfKey(post.post_key), postName: post.name, contactId: call.contact_id, userId: call.user_id, name: call.contact_name, line: call.line,
    ackDueAt: call.ack_due_at, cause: state.cause, placeText: state.placeText,
  })

const missedEvent = (state: IncidentState, now: Instant, post: PostRow, call: CallRow, exhausted: boolean): OutgoingEvent =>
  incidentEvent('incident.contact_missed.v1', state, now, {
    callId: call.id, contactId: call.contact_id, userId: call.user_id, name: call.contact_name, level: post.level, post: postOfKey(post.post_key), postName: post.name, others: 0, reason: 'missed', exhausted,
    above: aboveOf(post),
  })

const desertedEvent = (state: IncidentState, now: Instant, group: readonly PostRow[], first: PostRow): OutgoingEvent =>
  incidentEvent('incident.contact_missed.v1', state, now, {
    callId: null, contactId: null, userId: null, name: null, level: first.level, post: postOfKey(first.post_key), postName: first.name, others: group.length - 1, reason: 'no_contact', exhausted: true,
    above: aboveOf(first),
  })

function byParent(posts: readonly PostRow[]): readonly PostRow[][] {
  const groups = new Map<string, PostRow[]>()
  for (const post of posts) {
    const key = `${post.parent_key ?? ''} ${post.level}`
    groups.set(key, [...(groups.get(key) ?? []), post])
  }
  return [...groups.values()]
}
