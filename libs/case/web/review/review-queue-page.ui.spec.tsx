import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, readCase, readReviewQueue, readReviewSheet, type CaseView, type ReviewSheet } from '../../contract/index.js'
import { allowed, assignment, caseView, entry, ids, listItem } from '../testing/case-view.builder.js'
import ReviewQueuePage from './review-queue-page.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const reviewer = { userId: 'r1', displayName: '陈晓东', permissions: ['case.review', 'case.read'] }

const waiting = (n: number): CaseView =>
  caseView({
    id: ids(n),
    number: `2026112200000${n}`,
    title: `第 ${n} 件`,
    status: 'awaiting_review',
    statusSince: '2026-11-22T08:00:00.000Z',
    evidenceRequired: true,
    version: 7,
    assignments: [assignment({ status: 'replied', contactReached: false, repliedAt: '2026-11-22T01:05:00.000Z', replyText: '已整改。' })],
    timeline: [entry(1), entry(2, { type: 'assignment.replied.v1', detail: '已整改。' })],
    allowedActions: [allowed('review', { assignmentId: null })],
  })

const SHEET: ReviewSheet = {
  version: 7,
  checklist: [{ id: 'contacted', text: '与诉求人联系过', textEn: 'Contacted' }, { id: 'site_photo', text: '有处置前后的现场照片', textEn: 'Photos' }],
  remarks: [
    { code: 'no_evidence', weight: 'serious', text: '回复没有附佐证', textEn: 'No evidence' },
    { code: 'contact_not_reached', weight: 'serious', text: '登记的联系都没有接通', textEn: 'Not reached' },
    { code: 'very_short', weight: 'notice', text: '回复只有 4 个字', textEn: 'Short' },
  ],
}

let api: FakeApi

function show(change: Partial<CaseView> = {}): void {
  let queue = [1, 2]
  const reviewEndpoint = COMMAND_ENDPOINTS.find(({ command }) => command.name === 'review')?.endpoint
  if (reviewEndpoint === undefined) throw new Error('no review')
  api = fakeApi([
    {
      endpoint: readReviewQueue,
      answer: () => ({
        items: queue.map((n) => listItem({ id: ids(n), title: `第 ${n} 件`, status: 'awaiting_review' })),
        nextCursor: null,
      }),
    },
    { endpoint: readCase, answer: ({ params }) => ({ ...waiting(params.caseId === ids(1) ? 1 : 2), ...change }) },
    { endpoint: readReviewSheet, answer: () => SHEET },
    {
      endpoint: reviewEndpoint,
      answer: ({ params }) => {
        queue = queue.filter((n) => ids(n) !== params.caseId)
        return { caseId: params.caseId, number: '1', version: 8, status: 'awaiting_callback', round: 1 }
      },
    },
  ])
  render(
    <UiTestBed session={reviewer} at="/review" now={() => NOW}>
      <ReviewQueuePage />
    </UiTestBed>,
  )
}

const reviews = (): unknown[] =>
  api.requests.filter((request) => request.name === 'reviewCase').map(({ params, body }) => ({ ...params, body }))

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the review queue', () => {
  it('says above the reply what the system noticed', async () => {
    show()
    await screen.findByRole('heading', { name: '第 1 件' })
    await screen.findByText(/登记的联系都没有接通/)
    const remarks = screen.getByRole('list', { name: '系统提示' })
    expect([...remarks.children].map((line) => line.textContent?.slice(2))).toEqual([
      '回复没有附佐证',
      '登记的联系都没有接通',
      '回复只有 4 个字',
    ])
  })

  it('does not send a reply back without remarks', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: /退回重办/ }))
    expect((await screen.findByRole('alert')).textContent).toBe('退回理由至少 4 个字')
    expect(reviews()).toEqual([])
    // what the hand types next goes where it was asked for
    await userEvent.keyboard('没有佐证，请补拍现场照片')
    await userEvent.click(screen.getByRole('button', { name: /退回重办/ }))
    await screen.findByText('20261122000001 已退回重办')
    expect(reviews()).toEqual([{ caseId: ids(1), body: { version: 7, verdict: 'send_back', remarks: '没有佐证，请补拍现场照片' } }])
  })

  it('passes with Ctrl+Enter and brings the next one by itself', async () => {
    show()
    await screen.findByRole('heading', { name: '第 1 件' })
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('heading', { name: '第 2 件' })
    expect(reviews()).toEqual([{ caseId: ids(1), body: { version: 7, verdict: 'pass', remarks: '' } }])
    expect(screen.getByText('20261122000001 已通过')).toBeTruthy()
  })

  it('keeps with the verdict what was ticked on the list', async () => {
    show()
    await userEvent.click(await screen.findByRole('checkbox', { name: '有处置前后的现场照片' }))
    expect(screen.getByText('已核对 1 / 2')).toBeTruthy()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('20261122000001 已通过')
    expect(reviews()).toEqual([{ caseId: ids(1), body: { version: 7, verdict: 'pass', remarks: '', checked: ['site_photo'] } }])
  })

  it('says why this one is not for this reviewer', async () => {
    show({
      allowedActions: [
        allowed('review', { assignmentId: null, enabled: false, code: 'OWN_UNIT_FORBIDDEN', why: '不能审核本单位承办的工单' }),
      ],
    })
    expect(await screen.findByText('不能审核本单位承办的工单')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /通过/ })).toBeNull()
  })
})
