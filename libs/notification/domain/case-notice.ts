import { REQUEST_KIND_ZH, REQUEST_POLICIES, requestKindSchema, type CaseSnapshot } from '@tongban/case/contract'
import type { NoticeEvent, NoticeKind, Severity } from '../contract/index.js'
import { NOWHERE, type House, type Notice, type Places } from './notice.js'
import { caseWords, momentOf, momentZh, recordOf, sentence, textOf, textsOf } from './notice-words.js'

/** An event of a case as it comes from the outbox. */
export type CaseTold = { readonly id: number; readonly type: string; readonly subjectId: string; readonly at: number; readonly data: Readonly<Record<string, unknown>> }

type Facts = Readonly<Record<string, unknown>>
type Said = { readonly title: string; readonly body?: string; readonly severity?: Severity; readonly places: Partial<Places>; readonly dueAt?: number | null; readonly kind?: NoticeKind }
type Sayer = (facts: Facts, at: { readonly lead: readonly string[]; readonly helpers: readonly string[]; readonly house: House; readonly dueAt: number | null }) => Said

const unitsOfRole = (facts: Facts, role: string | null): readonly string[] =>
  (Array.isArray(facts.assignments) ? facts.assignments.map(recordOf) : []).flatMap(({ role: its, unitId }) => ((role === null || its === role) && typeof unitId === 'string' ? [unitId] : []))

const promiseOf = (facts: Facts): number | null => momentOf(recordOf(facts.due).promiseDueAt)
const until = (dueAt: number | null, what = '办结'): string | null => (dueAt === null ? null : `${momentZh(dueAt)}前${what}`)
const namesOf = (unitIds: readonly string[], house: House): string => unitIds.map((unitId) => house.unitName(unitId)).join('、')
const requestWords = (facts: Facts): string => {
  const kind = requestKindSchema.safeParse(facts.kind)
  return kind.success ? REQUEST_KIND_ZH[kind.data] : '事项'
}

/** Who rules, by what the kind's own row says; the matrix tells all three, and this narrows it down. */
function rulersOf(kind: unknown): Notice['ruledBy'] {
  const parsed = requestKindSchema.safeParse(kind)
  if (!parsed.success) return null
  const { ruledBy } = REQUEST_POLICIES[parsed.data]
  if (ruledBy === 'request.rule_dispatch') return 'dispatchers'
  return ruledBy === 'request.rule_shelving' ? 'supervisors' : 'reviewers'
}

const SAYERS: Partial<Record<NoticeEvent, Sayer>> = {
  'case.dispatched.v1': (facts) => {
    const again = typeof facts.round === 'number' && facts.round > 1
    return {
      title: again ? `第 ${String(facts.round)} 轮交办` : '新任务', dueAt: promiseOf(facts), body: until(promiseOf(facts)) ?? '', severity: again ? 'warning' : 'info',
      places: { units: unitsOfRole(facts, 'lead'), assists: unitsOfRole(facts, 'assist'), copies: unitsOfRole(facts, 'cc') },
    }
  },
  'case.assists_added.v1': (facts) => ({ title: '请协办', dueAt: promiseOf(facts), body: until(promiseOf(facts), '答复主办单位') ?? '', places: { units: [], assists: unitsOfRole(facts, null) } }),
  'case.whistled.v1': (facts, { house }) => ({
    title: `${namesOf([textOf(facts.byUnitId) ?? ''], house)}吹哨`, dueAt: promiseOf(facts), body: until(promiseOf(facts), '答复') ?? '', severity: 'warning', places: { assists: unitsOfRole(facts, null), units: [] },
  }),
  'case.escalated.v1': (facts, { house }) => ({
    title: `${namesOf([textOf(facts.byUnitId) ?? ''], house)}上报，请协助`, dueAt: promiseOf(facts), body: until(promiseOf(facts), '答复') ?? '', severity: 'warning', places: { assists: unitsOfRole(facts, null), units: [] },
  }),
  'assignment.handed_over.v1': (facts, { dueAt, house }) => ({
    title: '改派给本单位', dueAt, body: sentence(`原由${namesOf(textsOf([facts.unitId]), house)}承办`, until(dueAt)), places: { units: textsOf([facts.toUnitId]) },
  }),
  'assignment.recalled.v1': (facts) => ({ title: '任务已收回', body: '本单位不再办理', dueAt: null, places: { units: textsOf([facts.unitId]) } }),
  'assignment.answered_lead.v1': (_, { lead }) => ({ title: '协办单位已答复', places: { units: lead } }),
  'assignment.arrived.v1': (_, { lead }) => ({ title: '协办单位已到场', places: { units: lead } }),
  'request.asked.v1': (facts) => {
    const own = facts.status === 'awaiting_endorsement'
    const dueAt = own ? null : momentOf(facts.rulingDueAt)
    return {
      kind: 'request', title: `${own ? '待审签' : '待裁定'}：申请${requestWords(facts)}`, body: until(dueAt, '裁定') ?? '', dueAt,
      // Until the unit's own lead has agreed nobody outside sees it; from then on it is no longer the lead's to decide.
      places: { units: own ? textsOf([facts.unitId]) : [] },
    }
  },
  'request.endorsed.v1': (facts) => ({
    kind: 'request', title: `待裁定：申请${requestWords(facts)}`, body: until(momentOf(facts.rulingDueAt), '裁定') ?? '', dueAt: momentOf(facts.rulingDueAt), places: { units: [] },
  }),
  'request.ruled.v1': (facts) => ({
    kind: 'request', title: `${facts.verdict === 'approved' ? '同意' : '不同意'}${requestWords(facts)}`, severity: facts.verdict === 'approved' ? 'info' : 'warning', places: { units: textsOf([facts.unitId]) },
  }),
  'request.lapsed.v1': (facts, { lead }) => ({ kind: 'request', title: `${requestWords(facts)}逾期未裁定`, severity: 'warning', places: { units: lead } }),
  'case.review_failed.v1': (facts, { lead }) => ({ title: `审核退回，第 ${String(facts.round ?? '')} 轮重办`, severity: 'warning', places: { units: lead } }),
  'case.urged.v1': (facts, { lead, dueAt }) => ({
    title: `${facts.by === 'citizen' ? '群众催办' : '催办'}（第 ${String(facts.count ?? 1)} 次）`, severity: 'warning', body: until(dueAt) ?? '', dueAt, places: { units: lead },
  }),
  'case.facts_added.v1': (_, { lead }) => ({ title: '群众补充情况', places: { units: lead } }),
  'case.appealed.v1': (_, { lead }) => ({ title: '群众申诉', severity: 'warning', places: { units: lead } }),
  'case.urgency_changed.v1': (facts, { lead, helpers, dueAt }) => {
    const clocks = recordOf(facts.recounted).clocks
    const promise = (Array.isArray(clocks) ? clocks.map(recordOf) : []).find(({ kind }) => kind === 'promise')
    const due = momentOf(promise?.dueAt) ?? dueAt
    return { title: '紧急程度已改变', severity: 'warning', dueAt: due, body: until(due) ?? '', places: { units: lead, assists: helpers } }
  },
  'case.withdrawn.v1': (_, { lead, helpers }) => ({ title: '已撤单，不用再办', dueAt: null, places: { units: lead, assists: helpers } }),
  'case.returned_to_pool.v1': (facts) => ({ title: '退回派单池', body: until(momentOf(facts.dispatchDueAt), '重新派单') ?? '', dueAt: momentOf(facts.dispatchDueAt), places: { units: [] } }),
  'case.became_problem.v1': (_, { lead }) => ({ title: '列为问题工单', severity: 'warning', places: { units: lead } }),
  'case.dispute_opened.v1': (facts) => ({
    title: '提请会商裁定，现承办单位先办', severity: 'warning', body: until(momentOf(facts.dueAt), '裁定') ?? '', dueAt: momentOf(facts.dueAt), places: { units: textsOf(facts.unitIds) },
  }),
  'case.dispute_ruled.v1': (facts, { house }) => ({
    title: `会商裁定：由${namesOf(textsOf([facts.leadUnitId]), house)}承办`, places: { units: [...new Set(textsOf([facts.leadUnitId, facts.previousUnitId]))] },
  }),
  'case.dispute_lapsed.v1': (_, { lead }) => ({ title: '会商裁定逾期', severity: 'warning', places: { units: lead } }),
}

export const CASE_NOTICE_EVENTS = Object.keys(SAYERS) as readonly NoticeEvent[]

/** Who did it: whoever gave the command, and whom the event names. */
const actorsOf = (data: Facts, facts: Facts): readonly string[] =>
  textsOf([data.actorId, facts.dispatchedBy, facts.askedBy, facts.endorsedBy, facts.ruledBy, facts.changedBy, facts.by === 'citizen' || facts.by === 'staff' ? null : facts.by])

/** The user id of whatever nobody did. */
const SYSTEM_USER_ID = 'system'

/** A rung that urges tells its people itself, with its name and its clock: the urge it leaves in the case is the same fact. */
const isOfARung = (type: NoticeEvent, data: Facts, facts: Facts): boolean =>
  type === 'case.urged.v1' && facts.by === 'staff' && (data.actorId ?? facts.actorId) === SYSTEM_USER_ID

/** What a case's event says; null for one nobody is told of. `snapshot`: the case as it is now. */
export function caseNotice(event: CaseTold, snapshot: CaseSnapshot | null, house: House): Notice | null {
  const type = event.type as NoticeEvent
  const say = SAYERS[type]
  if (say === undefined) return null
  const { data } = event
  const facts = recordOf(data.facts)
  if (isOfARung(type, data, facts)) return null
  const lead = textsOf([data.leadUnitId ?? snapshot?.assignments.findLast(({ role }) => role === 'lead')?.unitId])
  const helpers = [...new Set((snapshot?.assignments ?? []).filter(({ role, round }) => (role === 'assist' || role === 'whistle') && round === snapshot?.round).map(({ unitId }) => unitId))]
  const said = say(facts, { lead, helpers, house, dueAt: snapshot?.promiseDueAt ?? null })
  const number = textOf(data.number) ?? snapshot?.number ?? ''
  const urgent = data.urgency === 'emergency'
  return {
    event: type,
    sourceKey: `event:${event.id}`,
    kind: said.kind ?? 'case',
    severity: urgent ? 'urgent' : (said.severity ?? 'info'),
    urgent,
    title: `${urgent ? '【紧急】' : ''}${said.title}：${caseWords(number, snapshot)}`,
    body: said.body ?? '',
    link: `/cases/${event.subjectId}`,
    caseId: event.subjectId,
    dueAt: said.dueAt ?? null,
    at: event.at,
    places: { ...NOWHERE, countyCode: textOf(data.countyCode), ...said.places },
    actorIds: actorsOf(data, facts),
    recusedUnitIds: [...new Set([...textsOf(data.subjectUnitIds), ...(snapshot?.subjectUnitIds ?? [])])],
    ruledBy: type === 'request.endorsed.v1' || (type === 'request.asked.v1' && facts.status === 'pending') ? rulersOf(facts.kind) : null,
  }
}
