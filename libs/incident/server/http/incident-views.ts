import { Inject, Injectable } from '@nestjs/common'
import { may, UserNames, type Principal } from '@tongban/access/contract'
import { CaseListViews, CasesInPlace, type CaseSnapshot } from '@tongban/case/contract'
import { idOf, instant, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { postLevelSchema, type IncidentCase, type IncidentListItem, type IncidentLogItem, type IncidentPost, type IncidentView, type LevelCount } from '../../contract/index.js'
import { isOpen, logSentence } from '../../domain/index.js'
import { CallStore, type CallRow, type PostRow } from '../persistence/call.store.js'
import type { ListRow, LogRow } from '../persistence/incident.read-model.js'
import { MembershipStore } from '../persistence/membership.store.js'
import { mayWrite } from '../use-cases/act-on-incident.use-case.js'

const CALLS_SHOWN = 4
const momentOrNull = (at: number | null): string | null => (at === null ? null : isoOf(instant(at)))
const SYSTEM = '系统'

/** Puts names to codes and says what the person may do. */
@Injectable()
export class IncidentViews {
  constructor(
    @Inject(CallStore) private readonly calls: CallStore,
    @Inject(MembershipStore) private readonly memberships: MembershipStore,
    @Inject(CasesInPlace) private readonly cases: CasesInPlace,
    @Inject(CaseListViews) private readonly lists: CaseListViews,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  listItem(row: ListRow): IncidentListItem {
    const { id, kind, level, status, title, placeText, openedAt, endedAt, posts, acknowledged, missing, callsMe } = row
    return { id, kind, level, status, title, placeText, counties: row.countyCodes.map((code) => this.place(code)), openedAt: isoOf(openedAt), endedAt: isoOrNull(endedAt), posts, acknowledged, missing, callsMe }
  }

  /** Five queries: posts, calls, cases and which of them the person sees, the name of who opened it. */
  async detail(row: ListRow, principal: Principal): Promise<IncidentView> {
    const posts = await this.calls.posts(row.id)
    const calls = await this.calls.calls([row.id], null)
    const cases = await this.cases.idsAmong(principal, await this.memberships.caseIds(row.id))
    const names = await this.users.namesOf([row.openedBy])
    const mine = isOpen(row) && may(principal, 'incident.acknowledge') ? posts.filter((post) => post.state !== 'acknowledged' && answersFor(principal, post, calls)) : []
    return {
      ...this.listItem(row), version: row.version, cause: row.cause, area: row.area.map((code) => this.place(code)), depth: row.depth, openedBy: names.get(row.openedBy) ?? SYSTEM,
      respondingAt: isoOrNull(row.respondingAt), containedAt: isoOrNull(row.containedAt), summary: row.summary, cancelReason: row.cancelReason, affectedPeople: row.affectedPeople,
      cases: cases.size, levels: countsOf(posts),
      myPosts: mine.map((post) => ({ key: post.post_key, name: post.name, ackDueAt: momentOrNull(post.fires_at) })),
      mayManage: isOpen(row) && may(principal, 'incident.manage'), mayWrite: isOpen(row) && mayWrite(principal, row),
    }
  }

  /** Every node is told; whom was called, only to who is in charge and along the person's own branch. */
  async tree(row: ListRow, principal: Principal): Promise<{ posts: IncidentPost[] }> {
    const posts = await this.calls.posts(row.id)
    const calls = await this.calls.calls([row.id], null)
    const byPost = new Map<string, CallRow[]>()
    for (const call of calls) byPost.set(call.post_key, [...(byPost.get(call.post_key) ?? []), call])
    const shown = principal.scope.kind === 'city' ? null : branchOf(posts, posts.filter((post) => answersFor(principal, post, byPost.get(post.post_key) ?? [])))
    return {
      posts: posts.map((post) => {
        const open = shown === null || shown.has(post.post_key)
        return {
          key: post.post_key, parentKey: post.parent_key, name: post.name, level: post.level, state: post.state, calledAt: momentOrNull(post.called_at), nextAt: momentOrNull(post.fires_at),
          acknowledged: ackOf(post, open), calls: open ? (byPost.get(post.post_key) ?? []).slice(-CALLS_SHOWN).map(callView) : [], mine: answersFor(principal, post, byPost.get(post.post_key) ?? []),
        }
      }),
    }
  }

  async log(rows: readonly LogRow[]): Promise<IncidentLogItem[]> {
    const names = await this.users.namesOf([...new Set(rows.map((row) => row.actor_id))])
    return rows.map((row) => ({
      id: String(row.id), at: isoOf(instant(row.at)), actor: { id: row.actor_id, name: names.get(row.actor_id) ?? SYSTEM },
      unit: row.actor_unit_id === null ? null : { id: row.actor_unit_id, name: this.org.unit(idOf(row.actor_unit_id))?.shortName ?? row.actor_unit_id }, type: row.type, ...logSentence(row.type, row.data),
    }))
  }

  caseItem(snapshot: CaseSnapshot, joinedAt: Instant | null): IncidentCase {
    const { id, number, title, sealed, status, placeText, leadUnit, filedAt } = this.lists.listItem(snapshot)
    return { id, number, title: sealed ? '保密工单' : title, sealed, status, placeText: sealed ? '' : placeText, unit: leadUnit, filedAt, joinedAt: isoOrNull(joinedAt) }
  }

  place(code: string): { id: string; name: string } {
    return { id: code, name: this.org.division(idOf(code))?.name ?? code }
  }
}

const answersFor = ({ unitId, userId }: Principal, post: PostRow, calls: readonly CallRow[]): boolean =>
  post.post_key === `unit:${unitId}` || calls.some((call) => call.post_key === post.post_key && call.user_id === userId)

/** These posts, everything above them and everything below. */
function branchOf(posts: readonly PostRow[], own: readonly PostRow[]): ReadonlySet<string> {
  const shown = new Set(own.map((post) => post.post_key))
  // Parents come before children, so one walk each way reaches everything.
  for (const post of posts) if (post.parent_key !== null && shown.has(post.parent_key)) shown.add(post.post_key)
  const byKey = new Map(posts.map((post) => [post.post_key, post]))
  for (const { parent_key } of own) {
    for (let key = parent_key; key !== null && !shown.has(key); key = byKey.get(key)?.parent_key ?? null) shown.add(key)
  }
  return shown
}

function countsOf(posts: readonly PostRow[]): LevelCount[] {
  return postLevelSchema.options.flatMap((level) => {
    const own = posts.filter((post) => post.level === level)
    if (own.length === 0) return []
    const count = (...states: readonly PostRow['state'][]): number => own.filter((post) => states.includes(post.state)).length
    return [{ level, posts: own.length, acknowledged: count('acknowledged'), late: own.filter((post) => post.late).length, calling: count('calling'), missing: count('exhausted', 'no_contact') }]
  })
}

const ackOf = (post: PostRow, open: boolean): IncidentPost['acknowledged'] =>
  post.acked_at === null || post.acked_way === null
    ? null
    : { at: isoOf(instant(post.acked_at)), name: open ? (post.acked_name ?? '') : '', way: post.acked_way, late: post.late, note: open ? (post.acked_note ?? '') : '' }

const callView = (call: CallRow): IncidentPost['calls'][number] => ({
  id: call.id, round: call.round, line: call.line, name: call.contact_name, title: call.contact_title, phoneMasked: call.phone_masked, calledAt: isoOf(instant(call.called_at)),
  ackDueAt: isoOf(instant(call.ack_due_at)), state: call.state,
})
