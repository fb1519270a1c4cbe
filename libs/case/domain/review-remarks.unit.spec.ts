import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, plus } from '@tongban/kernel/core'
import { LEAD, START, given, upToReply } from '@tongban/testing/server'
import { changeAssignment } from './change-state.js'
import { likeness, reviewRemarks, type ReviewFacts } from './review-remarks.js'
import type { AssignmentState, CaseState } from './case-state.js'

const GOOD = '11月17日上午到明仁大街与建国路交叉口现场，更换三盏路灯光源并修复线路，当晚试灯正常，已电话告知来电人，对方表示认可。'

const told = given(...upToReply()).state
const base: CaseState = { ...told, assignments: told.assignments.filter((item) => item.role !== 'assist') }
const replied = (changes: Partial<AssignmentState> = {}, more: Partial<CaseState> = {}): CaseState => ({
  ...changeAssignment(base, LEAD, (item) => ({ ...item, replyText: GOOD, signedAt: plus(START, HOUR_MS), repliedAt: plus(START, DAY_MS), ...changes })),
  ...more,
})
const facts = (changes: Partial<ReviewFacts> = {}): ReviewFacts => ({
  contacts: [{ method: 'visit', reached: true, at: plus(START, 2 * HOUR_MS) }], attachments: 2, earlierReplies: [], otherReplies: [], ...changes,
})
const codes = (state: CaseState, changes: Partial<ReviewFacts> = {}): string[] => reviewRemarks(state, facts(changes)).map((remark) => remark.code)

describe('what the system notices of a reply', () => {
  it('is nothing, of a reply that is as it should be', () => {
    expect(codes(replied())).toEqual([])
  })

  it.each<[string, string, CaseState, Partial<ReviewFacts>]>([
    ['nobody contacted the citizen', 'no_contact', replied(), { contacts: [] }],
    ['nobody reached the citizen', 'contact_not_reached', replied(), { contacts: [{ method: 'phone', reached: false, at: START }] }],
    ['there is no evidence', 'no_evidence', replied(), { attachments: 0 }],
    ['a matter on the ground was never visited', 'before_visit', replied({}, { evidenceRequired: true }), { contacts: [{ method: 'phone', reached: true, at: START }] }],
    ['it is the reply that was sent back', 'same_as_before', replied(), { earlierReplies: [GOOD] }],
    ['it is the reply the unit gives to everybody', 'template_text', replied(), { otherReplies: [{ number: '20261116000009', text: `${GOOD}谢谢。` }] }],
    ['it does not speak of the matter', 'off_topic', replied({ replyText: '感谢您对我镇工作的关心与支持，我们将进一步提升服务水平，祝您生活愉快、阖家幸福、万事如意。' }), {}],
    ['it came minutes after signing', 'hasty', replied({ repliedAt: plus(START, HOUR_MS + 60_000) }), {}],
    ['it is a few words', 'very_short', replied({ replyText: '路灯已修好，明仁大街建国路交叉口。' }), {}],
    ['it came too late', 'late', replied({ promiseDueAt: plus(START, HOUR_MS) }), {}],
  ])('says so when %s', (_, code, state, changes) => {
    expect(codes(state, changes)).toEqual([code])
  })

  it('says so when an assisting unit has not answered', () => {
    expect(reviewRemarks({ ...replied(), assignments: [...replied().assignments, ...told.assignments.filter((item) => item.role === 'assist')] }, facts()).map((remark) => remark.code)).toEqual([
      'assist_open',
    ])
  })

  it('weighs missing evidence more where the category asks for it', () => {
    const weight = (evidenceRequired: boolean): string | undefined =>
      reviewRemarks(replied({}, { evidenceRequired }), facts({ attachments: 0 })).find((remark) => remark.code === 'no_evidence')?.weight
    expect([weight(true), weight(false)]).toEqual(['serious', 'notice'])
  })

  it('takes another reply about another street for another text', () => {
    expect(likeness(GOOD, '甘旗卡镇团结路供热管网爆裂，供热公司连夜抢修，次日六时恢复供热，室温测量二十度。')).toBeLessThan(0.1)
    expect(likeness(GOOD, GOOD)).toBe(1)
    expect(likeness('', '')).toBe(0)
  })
})
