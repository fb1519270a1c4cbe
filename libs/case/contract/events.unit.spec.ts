import { describe, expect, it } from '@jest/globals'
import {
  ASSIST,
  LEAD,
  SATISFIED,
  START,
  UNHAPPY,
  UNITS,
  archived,
  calledBack,
  closed,
  contacted,
  dispatched,
  dueTimes,
  filed,
  notReached,
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

const callback = (outcome: 'answered' | 'refused' | 'unreachable' | 'not_wanted', answers: typeof SATISFIED | null): CaseEvent => ({
  type: 'case.callback_recorded.v1',
  data: { outcome, answers, note: '', round: 1, attempts: 1 },
})
const clockNote = (what: 'warned' | 'overdue'): CaseEvent => ({
  type: 'case.clock_noted.v1',
  data: { clockId: 'clock-1', kind: 'promise', what, dueAt: START, assignmentId: LEAD },
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
