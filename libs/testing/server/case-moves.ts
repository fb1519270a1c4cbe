import { may, type Principal } from '@tongban/access/contract'
import {
  CASE_COMMANDS,
  type AssignmentRole,
  type CaseCommand,
  type CaseCommandBody,
  type CaseCommandInput,
  type CaseCommandName,
  type CaseEvent,
  type CaseStatus,
  type RequestStatus,
} from '@tongban/case/contract'
import { evolve, isOpen, type CaseState } from '@tongban/case/domain'
import { DAY_MS, plus, type Instant, type Result } from '@tongban/kernel/core'
import { SATISFIED, UNHAPPY, LEAD, REPLY_TEXT } from './case-events.js'
import { PEOPLE, START, UNITS, filing } from './case-samples.js'
import { decideCommand } from './case-story.js'
import { person } from './people.js'

/** One thing somebody might try with a case; `body` has passed the command's schema. */
export type Move = { readonly name: CaseCommandName; readonly by: Principal; readonly body: unknown; readonly on: string | null }

/** Everyone of the sample city, those whose own unit is in the way of the rules included. */
export const ACTORS: readonly Principal[] = [
  ...Object.values(PEOPLE),
  person('handler', UNITS.coordinator, { userId: 'handler@coordinator' }),
  person('reviewer', UNITS.township, { userId: 'reviewer@township' }),
  person('callback_agent', UNITS.department, { userId: 'callback@department' }),
  person('supervisor', UNITS.hotline),
  // who leads once a case has gone to the next unit, or one level up
  person('unit_lead', UNITS.otherTownship),
  person('handler', UNITS.cityDepartment),
]

/** An assignment that is not of the case. */
export const ELSEWHERE = '0199a000-0000-7000-8000-0000000000ff'

/** The case another follows, as the door reads it, and one that follows. */
export const PARENT = { caseId: '0199a000-0000-7000-8000-0000000000b1', number: '20261116000002', status: 'in_progress', urgency: 'general', leadUnitId: UNITS.township, promiseDueAt: plus(START, 5 * DAY_MS) } as const
export const CHILD_ID = '0199a000-0000-7000-8000-0000000000b2'

const TARGET = { leadUnitId: UNITS.township, assistUnitIds: [UNITS.department], ccUnitIds: [UNITS.coordinator] }

const PANEL: CaseCommandInput<'convene_panel'>['members'] = [
  { role: 'hotline_centre', name: '白音娜' },
  { role: 'staffing_office', name: '孙立新' },
  { role: 'justice', name: '乌兰' },
  { role: 'discipline_inspection', name: '高娃' },
]

/** A request of the case in one of these states, by preference the latest; one that is not there when there is none. */
const requestIn = (state: CaseState, ...statuses: readonly RequestStatus[]): string =>
  state.procedures.requests.findLast((request) => statuses.includes(request.status) && /^[0-9a-f-]{36}$/.test(request.id))?.id ?? ELSEWHERE
const isUuid = (id: string): boolean => /^[0-9a-f-]{36}$/.test(id)
/** An open duty of one of these roles; one that is not there when there is none. */
const dutyIn = (state: CaseState, ...roles: readonly AssignmentRole[]): string =>
  state.assignments.find((item) => roles.includes(item.role) && isOpen(item) && isUuid(item.id))?.id ?? ELSEWHERE
const COUNTED_BY = { serviceClass: null, policyVersion: null, calendarCode: 'office', calendarVersion: 2 } as const
const NOT_RECOUNTED = { ...COUNTED_BY, clocks: [] }
/** Another day for whoever has a promise. */
const recountedOf = (state: CaseState): CaseCommandInput<'recount'>['recounted'] => ({
  ...COUNTED_BY,
  clocks: state.assignments
    .filter((item) => isOpen(item) && item.role !== 'cc' && isUuid(item.id))
    .map((item) => ({ clockId: item.id, kind: 'promise', assignmentId: item.id, limit: { amount: 5, unit: 'work_day' }, dueAt: plus(item.promiseDueAt, DAY_MS), warnAt: null, rungs: [] })),
})
const EVIDENCE = ['0199a000-0000-7000-8000-0000000000ab']
/** What every kind of request might say, each as far ahead as lives last. */
const REQUESTS = (state: CaseState): readonly CaseCommandInput<'request'>[] => {
  const promise = state.promiseDueAt ?? START
  return [
    {
      reason: '事发地在相邻镇辖区', attachmentIds: [],
      details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: UNITS.otherTownship, legalBasis: '乡镇权责清单第 12 项' },
    },
    {
      reason: '路灯属市政设施', attachmentIds: [],
      details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: UNITS.department, legalBasis: '部门三定方案第 5 条' },
    },
    { reason: '灯杆基础需重新浇筑', attachmentIds: [], details: { kind: 'extension', until: plus(promise, DAY_MS) } },
    { reason: '灯杆基础需重新浇筑', attachmentIds: [], details: { kind: 'extension', until: plus(promise, 60 * DAY_MS) } },
    {
      reason: '要等明年管网改造', attachmentIds: EVIDENCE,
      details: {
        kind: 'shelving', measures: '已装临时照明', until: plus(promise, 200 * DAY_MS), milestones: [{ at: plus(promise, 150 * DAY_MS), text: '改造开工' }],
        leader: '巴特尔', publicNote: '列入明年改造计划',
      },
    },
    { reason: '诉求与法律规定不符', attachmentIds: EVIDENCE, details: { kind: 'unreasonable', reasonCode: 'against_law' } },
    { reason: '已进入诉讼程序', attachmentIds: EVIDENCE, details: { kind: 'termination' } },
    { reason: '回访时间在修好之前', attachmentIds: EVIDENCE, details: { kind: 'rating_review', round: Math.max(1, state.round - 1) } },
  ]
}

/** Bodies that take every branch a decider has; of commands that name something in the case (a request, a dispute), made from its state. */
const BODIES: {
  readonly [Name in CaseCommandName]: readonly CaseCommandInput<Name>[] | ((state: CaseState) => readonly CaseCommandInput<Name>[])
} = {
  file: [
    filing(),
    filing({ target: null }),
    filing({ target: TARGET, wantsCallback: false }),
    filing({ target: TARGET, evidenceRequired: true }),
    filing({ disposition: { kind: 'answer', answer: '九点开门' } }),
    filing({ disposition: { kind: 'decline', reason: 'in_petition_system', explanation: '已在信访' } }),
    filing({ disposition: { kind: 'redirect', channel: 'litigation', explanation: '请起诉' } }),
    filing({ disposition: { kind: 'emergency', line: '119', note: '' } }),
  ],
  dispatch: [{ ...TARGET, reason: '属地职责' }, { leadUnitId: UNITS.department }],
  sign: [{}],
  contact: [
    { reached: true, method: 'phone', note: '已电话联系' },
    { reached: false, noContactReason: 'number_unreachable' },
  ],
  reply: [{ text: REPLY_TEXT }, { text: REPLY_TEXT, openAssistReason: '协办部分与来电人无关' }, { text: REPLY_TEXT, openAssistReason: '协办部分与来电人无关', attachmentIds: ['0199a000-0000-7000-8000-0000000000aa'] }],
  review: [{ verdict: 'pass' }, { verdict: 'send_back', remarks: '没有说明何时修好' }],
  record_callback: [
    { outcome: 'answered', answers: SATISFIED, note: '', attempts: 1 },
    { outcome: 'answered', answers: UNHAPPY, note: '', attempts: 1 },
    { outcome: 'refused', note: '', attempts: 2 },
    { outcome: 'unreachable', note: '', attempts: 3 },
  ],
  clarify: [
    { category: { code: '040201', name: '停水', evidenceRequired: true }, place: null },
    { category: null, place: { code: '150525100', name: '大沁他拉镇', countyCode: '150525', townshipCode: '150525100' } },
  ],
  change_urgency: [{ urgency: 'emergency', reason: '现场出现险情', recounted: NOT_RECOUNTED }, { urgency: 'general', reason: '险情已经排除', recounted: NOT_RECOUNTED }],
  recount: (state) => [{ version: Math.max(1, state.version), reason: '工作日历调整', recounted: recountedOf(state) }],
  note: [{ topic: 'supervision', subjectId: ELSEWHERE, sentence: '日常督办单 DB20261116-001 已下发', detail: null }],
  withdraw: [{ reason: '诉求人来电表示已解决' }],
  archive: [{}],
  note_clock: [{ clockId: 'clock-1', kind: 'promise', what: 'warned', dueAt: 0, assignmentId: LEAD }],
  reassign: [
    { leadUnitId: UNITS.otherTownship, reason: '位于相邻镇辖区', wrongDispatch: true },
    { leadUnitId: UNITS.department, reason: '属于部门职责', newPromiseReason: '需要重新勘查' },
  ],
  open_dispute: [{ otherUnitIds: [UNITS.department], reason: '两个单位对路灯管护职责认识不一' }],
  convene_panel: [{ members: PANEL }, { members: PANEL.slice(0, 1) }],
  state_position: [{ text: '该路段路灯已移交市政管护。', legalBasis: '《城市道路照明设施管理规定》第七条' }],
  hold_meeting: [{ at: 0, place: '明仁大街与建国路交叉口', note: '三方到场查看灯杆编号' }],
  rule_dispute: [
    { leadUnitId: UNITS.township, principle: '村道路灯由苏木镇管护', reasons: '灯杆编号不在市政移交清单内', legalBasis: '移交清单' },
    { leadUnitId: UNITS.department, assistUnitIds: [UNITS.township], principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单内', legalBasis: '移交清单', proposesCatalogueRow: true },
  ],
  merge: (state) => [
    { parent: PARENT, reason: '与该工单反映的是同一处路灯' },
    { parent: { ...PARENT, leadUnitId: null, status: 'awaiting_dispatch' }, reason: '与该工单反映的是同一处路灯' },
    { parent: { ...PARENT, status: 'closed' }, reason: '与该工单反映的是同一处路灯' },
    { parent: { ...PARENT, status: 'merged' }, reason: '与该工单反映的是同一处路灯' },
    ...(/^[0-9a-f-]{36}$/.test(state.id) ? [{ parent: { ...PARENT, caseId: state.id }, reason: '并入自己' }] : []),
  ],
  join: [
    { parent: PARENT, reason: '不同诉求人反映同一件事' },
    { parent: { ...PARENT, status: 'closed' }, reason: '不同诉求人反映同一件事' },
  ],
  unmerge: [{ reason: '核实后是另一处路灯' }],
  note_link: [
    { caseId: CHILD_ID, number: '20261116000003', what: 'linked' },
    { caseId: CHILD_ID, number: '20261116000003', what: 'unlinked' },
  ],
  share_reply: [
    { parentId: PARENT.caseId, parentNumber: PARENT.number, unitId: UNITS.township, text: REPLY_TEXT },
    { parentId: CHILD_ID, parentNumber: '20261116000003', unitId: UNITS.township, text: REPLY_TEXT },
  ],
  urge: [{ note: '来电人说还没有人联系' }, {}],
  add_facts: [{ text: '昨晚又有两盏灯不亮' }],
  appeal: [{ reason: '办结后第三天路灯又不亮了' }],
  request: REQUESTS,
  endorse_request: (state) => [
    { requestId: requestIn(state, 'awaiting_endorsement'), verdict: 'agree' },
    { requestId: requestIn(state, 'awaiting_endorsement'), verdict: 'refuse', remarks: '应由本单位办理' },
  ],
  cancel_request: (state) => [{ requestId: requestIn(state, 'awaiting_endorsement', 'pending'), reason: '由本单位办理' }],
  rule_request: (state) => [
    { requestId: requestIn(state, 'pending'), verdict: 'approve' },
    { requestId: requestIn(state, 'pending'), verdict: 'approve', newPromiseReason: '需要重新勘查' },
    { requestId: requestIn(state, 'pending'), verdict: 'reject', remarks: '属本单位职责' },
  ],
  lapse: (state) => [
    { subjectId: requestIn(state, 'pending'), what: 'ruling' },
    { subjectId: state.procedures.disputes.find((dispute) => /^[0-9a-f-]{36}$/.test(dispute.id))?.id ?? ELSEWHERE, what: 'adjudication' },
  ],
  review_shelving: [
    { verdict: 'keep', until: plus(START, 400 * DAY_MS), note: '资金已落实' },
    { verdict: 'end', note: '已具备办理条件' },
  ],
  add_assist: [{ unitIds: [UNITS.cityDepartment], reason: '涉及市级管网，需市住建配合' }],
  whistle: [
    { unitIds: [UNITS.department], reason: '违建占压路灯线路', place: '明仁大街与建国路交叉口' },
    { unitIds: [UNITS.otherTownship], reason: '请邻镇一起到场', place: '镇界路口', respondWithinHours: 24 },
  ],
  arrive: [{ place: '明仁大街与建国路交叉口', note: '两人到场' }],
  answer_lead: [{ text: '已认定为违建，三日内拆除。' }],
  recall: (state) => [
    { assignmentId: dutyIn(state, 'lead'), reason: '需重新研究由谁承办' },
    { assignmentId: dutyIn(state, 'assist', 'whistle', 'cc'), reason: '经核实不涉及该单位' },
  ],
  split: [{ parts: [{ title: '垃圾未清运', description: '路口垃圾桶满溢三天无人清运。' }], reason: '来电反映两件不相干的事' }],
  delegate: [{ kind: 'grid_worker', name: '第三网格', task: '上门查看路灯损坏情况' }],
  finish_delegation: (state) => [
    { helperId: state.procedures.helpers.findLast(({ id, doneAt }) => doneAt === null && isUuid(id))?.id ?? ELSEWHERE, result: '已查看，三盏不亮' },
  ],
  escalate: [{ reason: '改造资金需上级统筹', measures: '已装临时照明' }],
  recuse: [
    { unitIds: [UNITS.department], reason: '反映的正是该单位的审批' },
    { unitIds: [UNITS.township], reason: '反映的正是该镇工作人员' },
  ],
  note_milestone: [{ index: 0, note: '改造已开工' }],
}

/** Every command there is. */
const COMMANDS = Object.keys(BODIES) as CaseCommandName[]

const bodiesFor = (name: CaseCommandName, state: CaseState): unknown[] => {
  const made = BODIES[name]
  return (typeof made === 'function' ? made(state) : made).map((body): unknown => CASE_COMMANDS[name].body.parse(body))
}

/** Everything anybody could try with a case in this state, sensible or not; of these commands, or of all. */
export function allMoves(state: CaseState, actors: readonly Principal[] = ACTORS, names: readonly CaseCommandName[] = COMMANDS): Move[] {
  return names.flatMap((name) => {
    const command: CaseCommand = CASE_COMMANDS[name]
    const bodies = bodiesFor(name, state)
    const targets = command.target === 'case' ? [null] : [...state.assignments.map((item) => item.id), ELSEWHERE]
    return actors.flatMap((by) => targets.flatMap((on) => bodies.map((body) => ({ name, by, body, on }))))
  })
}

export const decideMove = (state: CaseState, { name, by, body, on }: Move, at: Instant, nextId?: () => string): Result<CaseEvent[]> =>
  decideCommand(name, state, { by, body: body as CaseCommandBody<typeof name>, on: on ?? undefined, at }, nextId)

/** The moves of this state that are not refused, each with the state it leads to; as stored, one version on. */
export function openMoves(
  state: CaseState,
  at: Instant,
  nextId: () => string,
  actors: readonly Principal[] = ACTORS,
  names: readonly CaseCommandName[] = COMMANDS,
): { move: Move; events: CaseEvent[]; next: CaseState }[] {
  // What the table refuses needs no deciding: nobody tries it.
  const possible = names.filter((name) => (CASE_COMMANDS[name].from as readonly CaseStatus[]).includes(state.status))
  return possible.flatMap((name) => {
    const holders = actors.filter((actor) => may(actor, CASE_COMMANDS[name].permission))
    return allMoves(state, holders, [name]).flatMap((move) => {
      const result = decideMove(state, move, at, nextId)
      if (!result.ok) return []
      const next = result.value.reduce((before, event) => evolve(before, event, at), state)
      return [{ move, events: result.value, next: { ...next, version: state.version + 1 } }]
    })
  })
}
