import assert from 'node:assert/strict'
import type { Principal } from '@tongban/access/contract'
import { CASE_COMMANDS, type CaseCommandBody, type CaseCommandInput, type CaseCommandName, type CaseEvent } from '@tongban/case/contract'
import { brokenInvariants, evolve, isOpen, type CaseState } from '@tongban/case/domain'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import {
  LEAD, PEOPLE, REPLY_TEXT, SATISFIED, START, UNHAPPY, UNITS, archived, calledBack, closed, contacted, decideCommand, dispatched, filed, given, person, replied,
  reviewPassed, reworked, sentBack, signed, withdrawn,
} from '@tongban/testing/server'

/** A case somebody finds, and when. */
export type Scene = { readonly state: CaseState; readonly at: Instant }

const after = (...events: readonly CaseEvent[]): Scene => ({ state: given(...events).state, at: plus(START, events.length * MINUTE_MS) })

let made = 0
const nextId = (): string => `0199a000-0000-7000-9000-${String((made += 1)).padStart(12, '0')}`

type Step<Name extends CaseCommandName> = {
  readonly by: Principal
  readonly body: CaseCommandInput<Name> | ((state: CaseState) => CaseCommandInput<Name>)
  /** The unit whose duty it is about: the open one, else the last; or the duty by its id. */
  readonly on?: string
  /** By default a minute after what was before. */
  readonly wait?: number
}

/** What the scene becomes when somebody gives a command; throws when they may not. */
function then<Name extends CaseCommandName>({ state, at }: Scene, name: Name, { by, body, on, wait = 0 }: Step<Name>): Scene {
  const moment = plus(at, wait)
  const input = typeof body === 'function' ? body(state) : body
  const decided = decideCommand(
    name,
    state,
    { by, body: CASE_COMMANDS[name].body.parse(input) as CaseCommandBody<Name>, on: on === undefined ? undefined : dutyOf(state, on).id, at: moment },
    nextId,
  )
  assert(decided.ok, `${name} was refused: ${decided.ok ? '' : decided.refusal.code}`)
  const next = decided.value.reduce((before, event) => evolve(before, event, moment), state)
  assert.deepEqual(brokenInvariants(next), [])
  return { state: { ...next, version: state.version + 1 }, at: plus(moment, MINUTE_MS) }
}

function dutyOf({ assignments }: CaseState, wanted: string) {
  const own = assignments.filter((item) => item.id === wanted || (item.unitId === wanted && item.role !== 'cc'))
  const duty = own.find(isOpen) ?? own.at(-1)
  assert(duty, `${wanted} has no duty`)
  return duty
}

const later = ({ state, at }: Scene, by: number): Scene => ({ state, at: plus(at, by) })
const lastRequest = ({ procedures }: CaseState): string => procedures.requests.at(-1)?.id ?? ''
const child = (n: number) => ({ caseId: `0199a000-0000-7000-8000-0000000000b${n}`, number: `2026111600000${n}` })
const PARENT = { ...child(1), status: 'in_progress', urgency: 'general', leadUnitId: UNITS.otherTownship, promiseDueAt: null } as const
const EVIDENCE = ['0199a000-0000-7000-8000-0000000000ab']
const NEIGHBOUR_LEAD = person('unit_lead', UNITS.otherTownship)

const sign = (scene: Scene, by: Principal): Scene => then(scene, 'sign', { by, body: {}, on: by.unitId ?? '' })
const contact = (scene: Scene, by: Principal): Scene =>
  then(scene, 'contact', { by, body: { reached: true, method: 'phone', note: '已电话联系' }, on: by.unitId ?? '' })
const reply = (scene: Scene, by: Principal): Scene =>
  then(scene, 'reply', { by, body: { text: REPLY_TEXT, attachmentIds: EVIDENCE, openAssistReason: '协办部门的意见不影响答复' }, on: by.unitId ?? '' })
const handled = (scene: Scene, by: Principal): Scene => reply(contact(sign(scene, by), by), by)
const passed = (scene: Scene): Scene => then(scene, 'review', { by: PEOPLE.reviewer, body: { verdict: 'pass' } })
const called = (scene: Scene, answers: typeof UNHAPPY): Scene =>
  then(scene, 'record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'answered', answers, note: '', attempts: 1 } })
const ask = (scene: Scene, by: Principal, details: CaseCommandInput<'request'>['details']): Scene =>
  then(scene, 'request', { by, on: details.kind === 'rating_review' ? LEAD : (by.unitId ?? ''), body: { reason: '写明的理由足够长', details, attachmentIds: EVIDENCE } })
const rule = (scene: Scene, by: Principal, verdict: 'approve' | 'reject'): Scene =>
  then(scene, 'rule_request', {
    by,
    body: (state) =>
      verdict === 'approve'
        ? { requestId: lastRequest(state), verdict, remarks: '情况属实' }
        : { requestId: lastRequest(state), verdict, remarks: '属本单位职责' },
  })
const toNeighbour = { kind: 'return', reasonCode: 'other_area', expectedUnitId: UNITS.otherTownship, legalBasis: '乡镇权责清单第 12 项' } as const
const toTownship = { ...toNeighbour, expectedUnitId: UNITS.township } as const
const convene = (scene: Scene): Scene =>
  then(scene, 'convene_panel', {
    by: PEOPLE.supervisor,
    body: { members: [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰' }] },
  })
const ruleFor = (scene: Scene, leadUnitId: string): Scene =>
  then(scene, 'rule_dispute', {
    by: PEOPLE.supervisor, body: { leadUnitId, principle: '谁建谁管', reasons: '灯杆编号在移交清单之内', legalBasis: '移交清单' },
  })
const reassign = (scene: Scene, leadUnitId: string): Scene => then(scene, 'reassign', { by: PEOPLE.dispatcher, body: { leadUnitId, reason: '经核实应由该单位承办' } })

const COUNTED_BY = { serviceClass: null, policyVersion: null, calendarCode: 'office', calendarVersion: 2 } as const
/** The promise of the lead, counted anew: so much later. */
const promiseOf = (state: CaseState, by: number) => {
  const lead = dutyOf(state, UNITS.township)
  return {
    clockId: child(4).caseId, kind: 'promise', assignmentId: lead.id, limit: { amount: 5, unit: 'work_day' },
    dueAt: plus(lead.promiseDueAt, by), warnAt: null, rungs: [],
  }
}

/** Every situation of a case that is answered differently to somebody. The township leads, the department assists, the county has its copy, unless said. */
export function scenes(): ReadonlyMap<string, Scene> {
  made = 0
  const ended = (event: CaseEvent): Scene => after(filed(), event)
  const plain = after(filed(), dispatched())
  const leadSigned = after(filed(), dispatched(), signed())
  const leadContacted = after(filed(), dispatched(), signed(), contacted())
  const leadReplied = after(filed(), dispatched(), signed(), contacted(), replied())
  const accepted = after(filed(), dispatched(), signed(), contacted(), replied(), reviewPassed())
  const done = after(filed(), dispatched(), signed(), contacted(), replied(), reviewPassed(), calledBack(SATISFIED), closed())
  const roundTwo = called(accepted, UNHAPPY)

  const byHandler = ask(leadSigned, PEOPLE.handler, toNeighbour)
  const byLead = ask(leadSigned, PEOPLE.unitLead, toNeighbour)
  const endorsed = then(byHandler, 'endorse_request', { by: PEOPLE.unitLead, body: (state) => ({ requestId: lastRequest(state), verdict: 'agree' }) })
  const returned = rule(byLead, PEOPLE.dispatcher, 'approve')
  const overdueRuling = later(byLead, 5 * HOUR_MS)
  const lapsedRuling = then(overdueRuling, 'lapse', { by: PEOPLE.system, body: (state) => ({ subjectId: lastRequest(state), what: 'ruling' }) })
  const dispute = ask(sign(returned, PEOPLE.otherHandler), NEIGHBOUR_LEAD, toTownship)
  const position = { text: '该路段路灯已移交市政管护。', legalBasis: '管护规定第七条' }
  const heard = then(
    then(convene(dispute), 'state_position', { by: PEOPLE.handler, body: position }),
    'state_position', { by: PEOPLE.otherHandler, body: position },
  )

  const promise = leadContacted.state.promiseDueAt ?? START
  const extension = ask(leadContacted, PEOPLE.unitLead, { kind: 'extension', until: plus(promise, DAY_MS) })
  const shelving = ask(leadContacted, PEOPLE.unitLead, {
    kind: 'shelving', measures: '已装临时照明', until: plus(promise, 200 * DAY_MS), milestones: [{ at: plus(promise, 150 * DAY_MS), text: '改造开工' }],
    leader: '巴特尔', publicNote: '列入明年改造计划',
  })
  const shelved = rule(shelving, PEOPLE.supervisor, 'approve')
  const unreasonable = ask(leadContacted, PEOPLE.unitLead, { kind: 'unreasonable', reasonCode: 'against_law' })
  const termination = ask(leadContacted, PEOPLE.unitLead, { kind: 'termination' })
  const ratingAsked = ask(roundTwo, PEOPLE.unitLead, { kind: 'rating_review', round: 1 })

  const alone = after(filed(), dispatched({ assignments: plain.state.assignments.filter(({ role }) => role !== 'assist').map(({ id, role, unitId }) => ({ assignmentId: id, role, unitId })) }), signed())
  const whistled = then(alone, 'whistle', { by: PEOPLE.unitLead, on: UNITS.township, body: { unitIds: [UNITS.department], reason: '违建占压路灯线路', place: '建国路口' } })
  const arrived = then(whistled, 'arrive', { by: PEOPLE.departmentHandler, on: UNITS.department, body: { place: '建国路口' } })
  const answer = (scene: Scene): Scene => then(scene, 'answer_lead', { by: PEOPLE.departmentHandler, on: UNITS.department, body: { text: '已认定为违建，三日内拆除。' } })
  const helped = then(leadSigned, 'delegate', { by: PEOPLE.handler, on: UNITS.township, body: { kind: 'grid_worker', name: '第三网格', task: '上门查看路灯损坏情况' } })
  const recalled = then(plain, 'recall', { by: PEOPLE.dispatcher, body: (state) => ({ assignmentId: dutyOf(state, UNITS.township).id, reason: '需重新研究由谁承办' }) })
  const recuse = (scene: Scene, unitId: string): Scene => then(scene, 'recuse', { by: PEOPLE.dispatcher, body: { unitIds: [unitId], reason: '反映的正是该单位' } })
  const merged = then(plain, 'merge', { by: PEOPLE.dispatcher, body: { parent: PARENT, reason: '同一处路灯' } })
  const answeredByParent = then(merged, 'share_reply', {
    by: PEOPLE.system, body: { parentId: PARENT.caseId, parentNumber: PARENT.number, unitId: UNITS.otherTownship, text: REPLY_TEXT },
  })
  const withChild = then(leadContacted, 'note_link', { by: PEOPLE.system, body: { ...child(2), what: 'linked' } })
  const urgent = then(leadContacted, 'change_urgency', {
    by: PEOPLE.supervisor, body: { urgency: 'emergency', reason: '灯杆倒伏，有触电危险', recounted: { ...COUNTED_BY, serviceClass: 'emergency', policyVersion: '2026-1', clocks: [] } },
  })
  const recounted = then(leadContacted, 'recount', {
    by: PEOPLE.system, body: (state) => ({ version: state.version, reason: '节假日安排公布', recounted: { ...COUNTED_BY, clocks: [promiseOf(state, DAY_MS)] } }),
  })
  const noted = then(leadContacted, 'note', {
    by: PEOPLE.system, body: { topic: 'supervision', subjectId: child(3).caseId, sentence: '日常督办单 DB20261116-001 已下发', detail: null },
  })
  const problem = reassign(reassign(reassign(plain, UNITS.otherTownship), UNITS.department), UNITS.township)
  const roundThree = called(passed(handled(roundTwo, PEOPLE.handler)), UNHAPPY)

  return new Map<string, Scene>([
    ['not filed yet', after()],
    ['filed, no unit sure', after(filed())],
    ['dispatched', plain],
    ['lead signed', leadSigned],
    ['lead contacted', leadContacted],
    ['assist signed', after(filed(), dispatched(), signed(plain.state.assignments[1]?.id, UNITS.department))],
    ['assist answered the lead', answer(after(filed(), dispatched(), signed(plain.state.assignments[1]?.id, UNITS.department)))],
    ['lead replied', leadReplied],
    ['reply sent back', after(filed(), dispatched(), signed(), contacted(), replied(), sentBack(2))],
    ['reply accepted', accepted],
    ['second round, by events of before', after(filed(), dispatched(), signed(), contacted(), replied(), reviewPassed(), calledBack(UNHAPPY), reworked(2), roundTwoAgain())],
    ['citizen unhappy: second round', roundTwo],
    ['third round: the county leads', roundThree],
    ['closed', done],
    ['appealed', then(done, 'appeal', { by: PEOPLE.operator, body: { reason: '第三天路灯又不亮了' } })],
    ['appeal too late', later(done, 16 * DAY_MS)],
    ['archived', after(filed(), dispatched(), signed(), contacted(), replied(), reviewPassed(), calledBack(SATISFIED), closed(), archived)],
    ['withdrawn while handled', after(filed(), dispatched(), withdrawn)],
    ['answered at once', ended({ type: 'case.answered.v1', data: { answer: '九点开门' } })],
    ['declined', ended({ type: 'case.declined.v1', data: { reason: 'in_petition_system', explanation: '已在信访' } })],
    ['redirected', ended({ type: 'case.redirected.v1', data: { channel: 'litigation', explanation: '请起诉' } })],
    ['handed to an emergency line', ended({ type: 'case.handed_to_emergency.v1', data: { line: '119', note: '' } })],

    ['return window over', later(leadSigned, 5 * HOUR_MS)],
    ['return asked by a handler', byHandler],
    ['return asked by the lead', byLead],
    ['return endorsed', endorsed],
    ['return taken back by the unit', then(byLead, 'cancel_request', { by: PEOPLE.handler, body: (state) => ({ requestId: lastRequest(state), reason: '由我镇办理' }) })],
    ['return approved: the neighbour leads', returned],
    ['return rejected', rule(byLead, PEOPLE.dispatcher, 'reject')],
    ['return ruling overdue', overdueRuling],
    ['return ruling lapsed: dispute', lapsedRuling],
    ['second return: dispute', dispute],
    ['dispute, panel complete', convene(dispute)],
    ['dispute, both heard', heard],
    ['dispute overdue', later(heard, 2 * DAY_MS)],
    ['dispute, replied meanwhile', reply(contact(dispute, PEOPLE.otherHandler), PEOPLE.otherHandler)],
    ['dispute ruled: the neighbour keeps it', ruleFor(heard, UNITS.otherTownship)],
    ['dispute ruled: back to the township', ruleFor(heard, UNITS.township)],
    ['dispute ruled: the department leads', ruleFor(heard, UNITS.department)],

    ['promise over', later(leadContacted, 6 * DAY_MS)],
    ['extension asked', extension],
    ['extension ruling lapsed', then(later(extension, 5 * HOUR_MS), 'lapse', { by: PEOPLE.system, body: (state) => ({ subjectId: lastRequest(state), what: 'ruling' }) })],
    ['extension granted', rule(extension, PEOPLE.dispatcher, 'approve')],
    ['shelving asked', shelving],
    ['shelved', shelved],
    ['shelved, milestone noted', then(shelved, 'note_milestone', { by: PEOPLE.handler, on: UNITS.township, body: { index: 0, note: '改造已开工' } })],
    ['shelving ended', then(shelved, 'review_shelving', { by: PEOPLE.supervisor, body: { verdict: 'end', note: '已具备办理条件' } })],
    ['found unreasonable? asked', unreasonable],
    ['found unreasonable: terminated', rule(unreasonable, PEOPLE.reviewer, 'approve')],
    ['termination asked', termination],
    ['terminated', rule(termination, PEOPLE.reviewer, 'approve')],
    ['rating review asked', ratingAsked],
    ['rating set aside', rule(ratingAsked, PEOPLE.reviewer, 'approve')],

    ['whistled: the department summoned', whistled],
    ['whistled, arrived', arrived],
    ['whistled, answered', answer(arrived)],
    ['neighbour added to assist', then(plain, 'add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.otherTownship], reason: '路口在两镇之间' } })],
    ['grid worker helps', helped],
    ['grid worker done', then(helped, 'finish_delegation', { by: PEOPLE.handler, on: UNITS.township, body: (state) => ({ helperId: state.procedures.helpers.at(-1)?.id ?? '', result: '已查看，三盏不亮' }) })],
    ['escalated: the county assists', then(leadSigned, 'escalate', { by: PEOPLE.unitLead, on: UNITS.township, body: { reason: '改造资金需上级统筹', measures: '已装临时照明' } })],
    ['lead recalled: pool again', recalled],
    ['township recused: the county leads', recuse(plain, UNITS.township)],
    ['township recused in the pool', recuse(after(filed()), UNITS.township)],
    ['department recused', recuse(plain, UNITS.department)],
    ['merged into another', merged],
    ['merged, answered by the parent', answeredByParent],
    ['unmerged: pool again', then(merged, 'unmerge', { by: PEOPLE.dispatcher, body: { reason: '核实后是另一处路灯' } })],
    ['with a child', withChild],
    ['with a child, replied', reply(withChild, PEOPLE.handler)],
    ['urged', then(plain, 'urge', { by: PEOPLE.operator, body: {} })],
    ['made urgent', urgent],
    ['clocks counted anew after a holiday', recounted],
    ['supervision order noted', noted],
    ['split', then(plain, 'split', { by: PEOPLE.dispatcher, body: { parts: [{ title: '垃圾未清运', description: '垃圾桶满溢三天' }], reason: '两件不相干的事' } })],
    ['problem case: three transfers', problem],
    ['open dispute by hand, then withdrawn', then(then(leadSigned, 'open_dispute', { by: PEOPLE.dispatcher, body: { otherUnitIds: [UNITS.department], reason: '职责认识不一' } }), 'withdraw', { by: PEOPLE.operator, body: { reason: '来电表示已解决' } })],
  ])
}

const roundTwoAgain = (): CaseEvent =>
  dispatched({ round: 2, assignments: [{ assignmentId: '0199a000-0000-7000-8000-000000000004', role: 'lead', unitId: UNITS.township }] })
