import { describe, expect, it } from '@jest/globals'
import {
  ASSIST,
  LEAD,
  REQUEST,
  SATISFIED,
  START,
  UNHAPPY,
  UNITS,
  answeredLead,
  archived,
  arrived,
  delegated,
  whistled,
  asked,
  askedByHandler,
  calledBack,
  closed,
  contacted,
  DISPUTE,
  disputeBegun,
  dispatched,
  dueTimes,
  filed,
  notReached,
  panelComplete,
  replied,
  reviewPassed,
  reworked,
  sentBack,
  signed,
  withdrawn,
} from '@tongban/testing/server'
import { CASE_EVENT_TYPES, type CaseEvent } from './events.js'
import { timelineSentence } from './events.js'

const NAMES: Record<string, string> = { [UNITS.township]: '甘旗卡镇', [UNITS.department]: '旗住建局', [UNITS.coordinator]: '旗政府' }
const say = (event: CaseEvent) => timelineSentence(event, { unit: (unitId) => NAMES[unitId] ?? unitId, moment: () => '11月21日 09:00' })

const recountedTo = (dueAt: number | null) => ({
  serviceClass: null, policyVersion: null, calendarCode: '150500', calendarVersion: 2,
  clocks: dueAt === null ? [] : [{ clockId: LEAD, kind: 'promise', assignmentId: LEAD, limit: { amount: 5, unit: 'work_day' }, dueAt, warnAt: null, rungs: [] }],
})

const callback = (outcome: 'answered' | 'refused' | 'unreachable' | 'not_wanted', answers: typeof SATISFIED | null): CaseEvent => ({
  type: 'case.callback_recorded.v1',
  data: { outcome, answers, note: '', round: 1, attempts: 1 },
})
const clockNote = (what: 'warned' | 'overdue'): CaseEvent => ({
  type: 'case.clock_noted.v1',
  data: { clockId: 'clock-1', kind: 'promise', what, dueAt: START, assignmentId: LEAD },
})

const cancelled = (changes: { refusedBy?: string; moot?: boolean }): CaseEvent => ({
  type: 'request.cancelled.v1',
  data: { requestId: REQUEST, kind: 'return', unitId: UNITS.township, reason: '由我镇办理', ...changes },
})
const requestRuled = (kind: 'return' | 'extension', verdict: 'approved' | 'rejected'): CaseEvent => ({
  type: 'request.ruled.v1',
  data: { requestId: REQUEST, kind, assignmentId: LEAD, unitId: UNITS.township, verdict, remarks: '属实', ruledBy: 'u' },
})

const ruledFor = (leadUnitId: string, moved: boolean): CaseEvent => ({
  type: 'case.dispute_ruled.v1',
  data: {
    disputeId: DISPUTE, requestIds: [], leadUnitId, previousUnitId: UNITS.township, principle: '谁建谁管', reasons: '在移交清单内', legalBasis: '移交清单', ruledBy: 'u',
    proposesCatalogueRow: false, moved,
  },
})

const SAMPLES: readonly (readonly [CaseEvent, string, string | null])[] = [
  [filed(), '受理登记，工单号 20261116000001', '地点：明仁大街与建国路交叉口'],
  [filed({ placeText: '' }), '受理登记，工单号 20261116000001', null],
  [{ type: 'case.answered.v1', data: { answer: '九点开门' } }, '话务员直接答复', '九点开门'],
  [
    { type: 'case.declined.v1', data: { reason: 'in_petition_system', explanation: '已在信访' } },
    '不予受理：已进入信访渠道办理',
    '已在信访',
  ],
  [{ type: 'case.redirected.v1', data: { channel: 'litigation', explanation: '请起诉' } }, '告知法定途径：诉讼', '请起诉'],
  [{ type: 'case.handed_to_emergency.v1', data: { line: '119', note: '' } }, '转119 消防', null],
  [dispatched(), '系统直派给甘旗卡镇，11月21日 09:00前办结', '协办 旗住建局；抄送 旗政府'],
  [
    dispatched({ automatic: false, reason: '属地职责', assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township }] }),
    '派单给甘旗卡镇，11月21日 09:00前办结',
    '属地职责',
  ],
  [dispatched({ round: 2 }), '第 2 轮交办给甘旗卡镇，11月21日 09:00前办结', '协办 旗住建局；抄送 旗政府'],
  [signed(), '甘旗卡镇签收', null],
  [
    { type: 'assignment.signed.v1', data: { assignmentId: LEAD, unitId: UNITS.township, late: true } },
    '甘旗卡镇签收（已超签收时限）',
    null,
  ],
  [contacted(), '甘旗卡镇已联系诉求人（电话）', '已电话联系'],
  [notReached(ASSIST, UNITS.department), '旗住建局未能联系：多次拨打无法接通', null],
  [replied(), '甘旗卡镇回复', '已到现场更换三盏路灯光源，当晚恢复照明。'],
  [reviewPassed(), '审核通过', null],
  [sentBack(2), '审核退回重办（第 2 轮）', '没有说明何时修好'],
  [calledBack(SATISFIED), '回访：已联系、已解决、满意', null],
  [calledBack({ ...UNHAPPY, truthful: false }), '回访：已联系、未解决、不满意、回复不属实', null],
  [calledBack({ contacted: null, resolved: null, satisfaction: null, truthful: null }), '回访：未表态、未表态、满意度未表态', null],
  [callback('unreachable', null), '回访三次未接通', null],
  [callback('refused', null), '诉求人不愿接受回访', null],
  [callback('not_wanted', null), '诉求人登记时表示不需要回访', null],
  [reworked(2), '二次交办，第 2 轮办理', '群众反映问题未解决'],
  [closed(), '办结', null],
  [archived, '归档', null],
  [withdrawn, '诉求人撤单', '诉求人来电表示已解决'],
  [
    disputeBegun({ cause: 'second_return' }),
    '提交会商裁定：两个单位都认为不属于自己；现承办单位先办',
    '当事单位：甘旗卡镇、旗住建局；11月21日 09:00 前裁定',
  ],
  [{ type: 'case.dispute_lapsed.v1', data: { disputeId: DISPUTE } }, '会商裁定逾期，转督办', null],
  [
    { type: 'case.dispute_mooted.v1', data: { disputeId: DISPUTE, requestIds: [] } },
    '会商裁定终止：工单已经办结或结束，不再裁定',
    null,
  ],
  [panelComplete(), '组成会商组', '热线中心 白音娜、编办 孙立新、司法行政 乌兰'],
  [
    {
      type: 'case.position_stated.v1',
      data: { disputeId: DISPUTE, unitId: UNITS.department, text: '路灯未移交', legalBasis: '移交清单', attachmentIds: [] },
    },
    '旗住建局陈述意见',
    '路灯未移交；依据：移交清单',
  ],
  [
    { type: 'case.meeting_held.v1', data: { disputeId: DISPUTE, at: START, place: '建国路口', note: '查看灯杆编号' } },
    '现场会商：11月21日 09:00，建国路口',
    '查看灯杆编号',
  ],
  [ruledFor(UNITS.department, true), '会商裁定：由旗住建局承办，不得再退单', '裁定要旨：谁建谁管；理由：在移交清单内；依据：移交清单'],
  [ruledFor(UNITS.township, false), '会商裁定：由甘旗卡镇承办，继续办理，不得再退单', '裁定要旨：谁建谁管；理由：在移交清单内；依据：移交清单'],
  [
    ruledFor(UNITS.department, false),
    '会商裁定：由旗住建局承办；工单已经办复，本裁定只作为先例',
    '裁定要旨：谁建谁管；理由：在移交清单内；依据：移交清单',
  ],
  [{ type: 'case.merged.v1', data: { parentId: LEAD, parentNumber: '20261116000002', reason: '同一处路灯' } }, '并入工单 20261116000002', '同一处路灯'],
  [
    { type: 'case.unmerged.v1', data: { reason: '另一处路灯', dispatchDueAt: START, parentId: LEAD, parentNumber: '20261116000002' } },
    '撤销并入工单 20261116000002，回到派单池',
    '另一处路灯',
  ],
  [{ type: 'case.child_linked.v1', data: { caseId: LEAD, number: '20261116000003' } }, '工单 20261116000003 并入本件，一并答复', null],
  [{ type: 'case.child_unlinked.v1', data: { caseId: LEAD, number: '20261116000003' } }, '工单 20261116000003 不再并入本件', null],
  [
    {
      type: 'case.answered_by_parent.v1',
      data: { parentId: LEAD, parentNumber: '20261116000002', assignmentId: ASSIST, unitId: UNITS.township, text: '已修好', due: dueTimes(START) },
    },
    '所并入的工单 20261116000002 由甘旗卡镇答复并审核通过',
    '已修好',
  ],
  [{ type: 'case.urged.v1', data: { by: 'citizen', note: '', count: 2 } }, '诉求人催办（第 2 次）', null],
  [{ type: 'case.urged.v1', data: { by: 'staff', note: '请今天内联系', count: 1 } }, '催办（第 1 次）', '请今天内联系'],
  [{ type: 'case.facts_added.v1', data: { text: '又坏了两盏', attachmentIds: [] } }, '诉求人补充情况', '又坏了两盏'],
  [{ type: 'case.appealed.v1', data: { reason: '第三天又不亮了', round: 1 } }, '诉求人申诉', '第三天又不亮了'],
  [
    asked(), '甘旗卡镇申请退单', `不在本单位辖区；应由${UNITS.otherTownship}承办；依据：乡镇权责清单第 12 项；理由：事发地在相邻镇辖区`,
  ],
  [askedByHandler({ kind: 'extension', until: START }), '甘旗卡镇申请延期（待本单位负责人同意）', '延到 11月21日 09:00；理由：事发地在相邻镇辖区'],
  [
    { type: 'request.endorsed.v1', data: { requestId: REQUEST, kind: 'return', unitId: UNITS.township, endorsedBy: 'u', rulingDueAt: START, remarks: '情况属实' } },
    '甘旗卡镇负责人同意提出退单',
    '情况属实',
  ],
  [cancelled({}), '退单申请由甘旗卡镇撤回', '由我镇办理'],
  [cancelled({ refusedBy: 'u' }), '退单申请未经甘旗卡镇负责人同意，不再提出', '由我镇办理'],
  [cancelled({ moot: true }), '退单申请终止', '由我镇办理'],
  [requestRuled('return', 'approved'), '同意甘旗卡镇退单', '属实'],
  [requestRuled('return', 'rejected'), '不同意甘旗卡镇退单，不得再退', '属实'],
  [requestRuled('extension', 'rejected'), '不同意甘旗卡镇延期', '属实'],
  [{ type: 'request.lapsed.v1', data: { requestId: REQUEST, kind: 'return', unitId: UNITS.township } }, '甘旗卡镇退单申请逾期未裁定', '转会商裁定'],
  [
    { type: 'request.lapsed.v1', data: { requestId: REQUEST, kind: 'extension', unitId: UNITS.township } },
    '甘旗卡镇延期申请逾期未裁定',
    '视为不同意，承办单位的时限不停',
  ],
  [
    { type: 'case.promise_extended.v1', data: { assignmentId: LEAD, requestId: REQUEST, from: START, until: START, reason: '基础需重新浇筑' } },
    '承诺时限由 11月21日 09:00 延到 11月21日 09:00，告知群众',
    '基础需重新浇筑',
  ],
  [
    {
      type: 'case.shelved.v1',
      data: {
        requestId: REQUEST, assignmentId: LEAD, reason: '等改造', measures: '临时照明', until: START, leader: '巴特尔', publicNote: '列入明年计划', milestones: [],
        nextReviewAt: START,
      },
    },
    '列入挂账台账，预计 11月21日 09:00 解决，包联领导 巴特尔',
    '列入明年计划',
  ],
  [
    { type: 'case.shelving_reviewed.v1', data: { until: START, nextReviewAt: START, note: '资金已落实' } },
    '挂账复核：继续挂账到 11月21日 09:00，11月21日 09:00 再复核',
    '资金已落实',
  ],
  [{ type: 'case.shelving_ended.v1', data: { requestId: REQUEST, assignmentId: LEAD, reason: '已具备条件', promiseDueAt: START } }, '结束挂账', '已具备条件；承诺时限 11月21日 09:00'],
  [{ type: 'case.shelving_ended.v1', data: { requestId: REQUEST, assignmentId: LEAD, reason: '已具备条件', promiseDueAt: null } }, '结束挂账', '已具备条件'],
  [
    { type: 'case.milestone_noted.v1', data: { assignmentId: LEAD, unitId: UNITS.township, index: 0, text: '设计批复', note: '已批', nextReviewAt: START } },
    '甘旗卡镇完成挂账节点：设计批复',
    '已批',
  ],
  [{ type: 'case.terminated.v1', data: { requestId: REQUEST, reason: '已进入诉讼', code: 'terminated' } }, '终止办理', '已进入诉讼'],
  [{ type: 'case.terminated.v1', data: { requestId: REQUEST, reason: '与法相悖', code: 'against_law' } }, '认定为不合理诉求，终止办理：诉求违反法律法规', '与法相悖'],
  [{ type: 'case.rating_reviewed.v1', data: { requestId: REQUEST, round: 1, setAside: true, remarks: '' } }, '第 1 轮评价复核：不计入考核，评价仍保留', null],
  [{ type: 'case.rating_reviewed.v1', data: { requestId: REQUEST, round: 1, setAside: false, remarks: '属实' } }, '第 1 轮评价复核：评价有效', '属实'],
  [
    {
      type: 'assignment.handed_over.v1',
      data: { assignmentId: LEAD, unitId: UNITS.township, toUnitId: UNITS.department, cause: 'reassign', counted: true, reason: '属部门职责' },
    },
    '改派：甘旗卡镇不再承办，转旗住建局', '属部门职责',
  ],
  [
    {
      type: 'case.dispatch_judged.v1',
      data: { assignmentId: LEAD, unitId: UNITS.township, verdict: 'wrong', because: 'reassign', author: { kind: 'rule', id: '010105' } },
    },
    '认定派给甘旗卡镇有误，计入派单规则 010105', null,
  ],
  [{ type: 'case.became_problem.v1', data: { cause: 'rounds', supervisorUnitId: UNITS.coordinator } }, '列为问题工单：三轮办理仍未解决', '由旗政府督办'],
  [
    {
      type: 'case.assists_added.v1',
      data: { assignments: [{ assignmentId: ASSIST, role: 'assist', unitId: UNITS.department }], due: dueTimes(START), reason: '涉及管网' },
    },
    '增派旗住建局协办，11月21日 09:00前答复主办单位', '涉及管网',
  ],
  [whistled(), '甘旗卡镇吹哨，请旗住建局到明仁大街与建国路交叉口，11月21日 09:00前到场，11月21日 09:00前答复', '违建占压路灯线路'],
  [arrived(true), '旗住建局到场：明仁大街与建国路交叉口（已超到场时限）', null],
  [answeredLead(), '旗住建局答复主办单位', '已认定为违建，三日内拆除。'],
  [
    { type: 'assignment.replied.v1', data: { assignmentId: LEAD, unitId: UNITS.township, text: '已修好', attachmentIds: [], late: false, openAssistReason: '协办部分无关' } },
    '甘旗卡镇回复', '已修好（未等协办答复：协办部分无关）',
  ],
  [{ type: 'assignment.recalled.v1', data: { assignmentId: ASSIST, unitId: UNITS.department, role: 'assist', reason: '不涉及' } }, '收回旗住建局的协办任务', '不涉及'],
  [{ type: 'case.returned_to_pool.v1', data: { reason: '重新研究', dispatchDueAt: START } }, '退回派单池，11月21日 09:00前重新派单', '重新研究'],
  [
    { type: 'case.split.v1', data: { parts: [{ caseId: LEAD, title: '垃圾未清运', description: '垃圾桶满溢', categoryCode: null }], reason: '两件事' } },
    '拆分出 1 件：垃圾未清运', '两件事',
  ],
  [delegated(), '甘旗卡镇请网格员第三网格协助', '上门查看路灯损坏情况'],
  [
    { type: 'assignment.delegation_done.v1', data: { helperId: LEAD, assignmentId: LEAD, unitId: UNITS.township, name: '第三网格', result: '三盏不亮' } },
    '第三网格完成协助', '三盏不亮',
  ],
  [
    {
      type: 'case.escalated.v1',
      data: {
        byUnitId: UNITS.township, assignments: [{ assignmentId: ASSIST, role: 'assist', unitId: UNITS.coordinator }], due: dueTimes(START), reason: '需统筹', measures: '已抢修',
      },
    },
    '甘旗卡镇上报，旗政府协助办理', '需统筹；已采取措施：已抢修',
  ],
  [{ type: 'case.recused.v1', data: { unitIds: [UNITS.township], reason: '反映该镇' } }, '认定回避：甘旗卡镇是被反映单位，不得接收、查看和办理', '反映该镇'],
  [
    {
      type: 'case.clarified.v1',
      data: {
        category: { code: '040201', name: '停水', evidenceRequired: true }, place: { code: '150525100', name: '大沁他拉镇', countyCode: '150525', townshipCode: '150525100' },
        from: { categoryCode: null, divisionCode: null }, clarifiedBy: 'u',
      },
    },
    '核定派单要素', '分类为停水；地点为大沁他拉镇',
  ],
  [
    { type: 'case.urgency_changed.v1', data: { from: 'general', to: 'emergency', reason: '路面塌陷扩大', changedBy: 'u', recounted: recountedTo(START) } },
    '紧急程度由一般改为紧急', '路面塌陷扩大；办结时限改为 11月21日 09:00',
  ],
  [
    { type: 'case.urgency_changed.v1', data: { from: 'emergency', to: 'general', reason: '险情排除', changedBy: 'u', recounted: recountedTo(null) } },
    '紧急程度由紧急改为一般', '险情排除',
  ],
  [{ type: 'case.clocks_recounted.v1', data: { reason: '工作日历调整：暴雪停工', recounted: recountedTo(START) } }, '时限重新计算：办结时限为 11月21日 09:00', '工作日历调整：暴雪停工'],
  [{ type: 'case.clocks_recounted.v1', data: { reason: '工作日历调整：暴雪停工', recounted: recountedTo(null) } }, '时限重新计算', '工作日历调整：暴雪停工'],
  [{ type: 'case.noted.v1', data: { topic: 'supervision', subjectId: LEAD, sentence: '日常督办单 2026-001 已下发', detail: null } }, '日常督办单 2026-001 已下发', null],
  [clockNote('warned'), '办理时限临近（11月21日 09:00）', null],
  [clockNote('overdue'), '办理时限已超期（11月21日 09:00）', null],
]

describe('a timeline row in words', () => {
  it.each(SAMPLES)('%#: %j', (event, sentence, detail) => {
    expect(say(event)).toMatchObject({ sentence, detail })
  })

  it('exists for every kind of event there is', () => {
    expect(new Set(SAMPLES.map(([event]) => event.type))).toEqual(new Set(CASE_EVENT_TYPES))
  })

  it('keeps contacts with the citizen, the way of the case and supervision apart', () => {
    const groups = (events: readonly CaseEvent[]) => events.map((event) => say(event).group)
    expect(groups([contacted(), calledBack(SATISFIED), signed(), closed(), clockNote('warned')])).toEqual([
      'contact',
      'contact',
      'flow',
      'flow',
      'supervision',
    ])
    expect(dueTimes(START).promiseDueAt).toBeGreaterThan(START)
  })
})
