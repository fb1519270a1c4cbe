import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { ReviewShelvingPanel } from '../../commands/review-shelving/panel.js'
import { COMMAND_ENDPOINTS, readShelvingLedger, type ShelvingLedgerItem } from '../../contract/index.js'
import { caseView, ids } from '../testing/case-view.builder.js'
import { subjectOfCase } from '../work/action-subject.js'
import ShelvingLedgerPage from './shelving-ledger-page.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const supervisor = { userId: 's1', displayName: '斯琴', permissions: ['case.read', 'shelving.review', 'org.read'] }
const row = (n: number, change: Partial<ShelvingLedgerItem> = {}): ShelvingLedgerItem => ({
  id: ids(40 + n), case: { id: ids(n), number: `2026112200000${n}`, title: `第 ${n} 件`, version: 4, status: 'in_progress' }, unit: { id: 'u1', name: '大沁他拉镇人民政府' },
  county: { id: '150525', name: '奈曼旗' }, reason: '等管网改造', leader: '巴特尔', publicNote: '列入明年改造计划', since: '2026-11-01T01:00:00.000Z', until: '2027-06-01T09:30:00.000Z',
  nextReviewAt: '2026-11-20T09:30:00.000Z', endedAt: null,
  milestones: [{ at: '2026-11-10T09:30:00.000Z', text: '设计批复', doneAt: '2026-11-09T09:30:00.000Z', note: '已批' }, { at: '2026-11-20T09:30:00.000Z', text: '改造开工', doneAt: null, note: null }],
  ...change,
})

let api: FakeApi
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the shelving ledger', () => {
  it('shows what is overdue for review, who answers for it and how far it is', async () => {
    api = fakeApi([
      { endpoint: readShelvingLedger, answer: () => ({ items: [row(1)], nextCursor: null }) },
      { endpoint: listDivisions, answer: () => ({ items: [] }) },
    ])
    render(
      <UiTestBed session={supervisor} at="/shelving" now={() => NOW}>
        <ShelvingLedgerPage />
      </UiTestBed>,
    )
    expect((await screen.findByRole('link', { name: '第 1 件' })).getAttribute('href')).toBe(`/cases/${ids(1)}`)
    expect(screen.getByText('下一个：改造开工')).toBeTruthy()
    expect(screen.getByText('巴特尔')).toBeTruthy()
    expect(document.querySelector('[data-tone="overdue"]')).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: '已结束' }))
    await waitFor(() => expect(api.requests.at(-1)?.query).toMatchObject({ open: 'false' }))
  })
})

describe('reviewing a shelving', () => {
  it('keeps it with a new day and why, or ends it', async () => {
    const review = COMMAND_ENDPOINTS.find(({ command }) => command.name === 'review_shelving')?.endpoint
    if (review === undefined) throw new Error('no review_shelving')
    api = fakeApi([{ endpoint: review, answer: () => ({ caseId: ids(1), number: '1', version: 5, status: 'in_progress', round: 1 }) }])
    const said: string[] = []
    render(
      <UiTestBed session={supervisor} at="/cases" now={() => NOW}>
        <ReviewShelvingPanel subject={subjectOfCase(caseView(), null)} onDone={(words) => said.push(words)} onCancel={() => undefined} />
      </UiTestBed>,
    )
    await userEvent.click(screen.getByRole('button', { name: /提交复核/ }))
    expect((await screen.findAllByRole('alert')).map((line) => line.textContent)).toContain('请写明日期')
    await userEvent.type(screen.getByLabelText('新的预计解决日期'), '20270801{Enter}')
    await userEvent.type(screen.getByLabelText('复核意见'), '资金已落实')
    await userEvent.click(screen.getByRole('button', { name: /提交复核/ }))
    await waitFor(() => expect(said).toEqual(['20261122000100 已继续挂账']))
    expect(api.requests.at(-1)?.body).toEqual({ version: 3, verdict: 'keep', until: instantFromIso('2027-08-01T17:30:00+08:00'), note: '资金已落实' })
  })
})
