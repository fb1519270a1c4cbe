import { describe, expect, it } from '@jest/globals'
import type { AssignmentView, CaseView } from '../../contract/index.js'
import { assignment, caseView, entry } from '../testing/case-view.builder.js'
import { replyRemarks } from './reply-remarks.js'

const GOOD = '11 月 22 日上午到现场，查明线路短路，已更换光源六盏、修复线路四十米，当晚全部亮灯，已电话告知来电人，来电人认可。'

const replied = (lead: Partial<AssignmentView>, view: Partial<CaseView> = {}): CaseView =>
  caseView({
    status: 'awaiting_review',
    assignments: [
      assignment({
        status: 'replied',
        contactReached: true,
        contactedAt: '2026-11-22T02:00:00.000Z',
        repliedAt: '2026-11-22T09:00:00.000Z',
        replyText: GOOD,
        ...lead,
      }),
    ],
    timeline: [
      entry(1),
      entry(2, { type: 'assignment.replied.v1', detail: GOOD, attachmentIds: ['00000000-0000-4000-8000-000000000009'] }),
    ],
    ...view,
  })
const codes = (view: CaseView): string[] => replyRemarks(view).map(({ code, weight }) => `${code}:${weight}`)

describe('remarks on a reply', () => {
  it('find nothing in an honest reply', () => {
    expect(codes(replied({}))).toEqual([])
  })

  it('take missing evidence seriously only where the category asks for it', () => {
    const timeline = [entry(1, { type: 'assignment.replied.v1', detail: GOOD })]
    expect(codes(replied({}, { timeline }))).toEqual(['no_evidence:notice'])
    expect(codes(replied({}, { timeline, evidenceRequired: true }))).toEqual(['no_evidence:serious'])
  })

  it('say that the citizen was not reached', () => {
    expect(codes(replied({ contactReached: false }))).toEqual(['contact_not_reached:serious'])
  })

  it('count the minutes of a reply that came minutes after signing', () => {
    expect(replyRemarks(replied({ repliedAt: '2026-11-22T01:08:30.000Z' }))).toEqual([
      { code: 'hasty', weight: 'notice', params: { minutes: 8 } },
    ])
  })

  it('count the characters of a very short reply as a person counts them', () => {
    expect(replyRemarks(replied({ replyText: '已整改到位👍' }))).toEqual([{ code: 'very_short', weight: 'notice', params: { length: 6 } }])
  })

  it('say that the promise had passed: the due moment itself is late', () => {
    expect(codes(replied({ repliedAt: '2026-11-27T09:30:00.000Z' }))).toEqual(['late:notice'])
  })

  it('notice the words of the round before', () => {
    const again = entry(3, { type: 'assignment.replied.v1', detail: GOOD, attachmentIds: ['00000000-0000-4000-8000-000000000009'] })
    expect(codes(replied({}, { timeline: [...replied({}).timeline, again] }))).toEqual(['same_as_before:serious'])
  })
})
