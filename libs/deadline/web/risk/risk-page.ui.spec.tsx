import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { listRisks, urgeCases, type RiskItem } from '../../contract/index.js'
import RiskPage from './risk-page.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const supervisor = { userId: 's1', displayName: '斯琴', permissions: ['risk.read', 'case.urge', 'supervision.issue'] }
const id = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`

const item = (n: number, change: Partial<RiskItem> = {}): RiskItem => ({
  clockId: id(100 + n), kind: 'sign', kindZh: '签收', risk: 'unsigned', dueAt: '2026-11-22T08:00:00.000Z', warnAt: null, serviceClass: 'help_suggestion', unit: { id: 'u1', name: '大林镇人民政府' },
  case: {
    id: id(n), number: `20261122${String(n).padStart(6, '0')}`, version: 1, title: `第 ${n} 件`, status: 'in_progress', statusSince: '2026-11-22T01:00:00.000Z', caseType: 'help', urgency: 'general', category: null,
    placeText: '', division: { id: '150502003', name: '大林镇' }, county: { id: '150502', name: '科尔沁区' }, leadUnit: null, round: 1, sealed: false, filedAt: '2026-11-22T01:00:00.000Z',
    dispatchDueAt: '2026-11-22T05:00:00.000Z', promiseDueAt: null, repliedAt: null, closedAt: null, marks: {} as RiskItem['case']['marks'],
  },
  ...change,
})
const counts = {
  isExact: true, total: 1_200, risks: [{ risk: 'late' as const, count: 3 }, { risk: 'unsigned' as const, count: 1_200 }],
  counties: [{ code: '150502', name: '科尔沁区', count: 1_200, townships: [{ code: '150502003', name: '大林镇', count: 2 }] }],
}

let api: FakeApi
afterEach(() => {
  cleanup()
  api.restore()
})

function open(routes: FakeRoute[], { session = supervisor, at = '/risk', children = <RiskPage /> }: { session?: typeof supervisor; at?: string; children?: ReactNode } = {}): void {
  api = fakeApi(routes)
  render(<UiTestBed session={session} at={at} now={() => NOW}>{children}</UiTestBed>)
}
const list: FakeRoute = { endpoint: listRisks, answer: () => ({ items: [item(1), item(2)], nextCursor: null, counts }) }

describe('the risk list', () => {
  it('tells each risk in a word, counts by place up to a bound, and narrows to a township', async () => {
    open([list])
    expect((await screen.findByRole('link', { name: '第 1 件' })).getAttribute('href')).toBe(`/cases/${id(1)}`)
    expect(screen.getByText('999+ 个时限')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /^科尔沁区/ }))
    await userEvent.click(await screen.findByRole('button', { name: /^大林镇/ }))
    await waitFor(() => expect(api.requests.at(-1)?.query).toMatchObject({ countyCode: '150502', townshipCode: '150502003' }))
    await userEvent.click(screen.getByRole('button', { name: /已超期 3/ }))
    await waitFor(() => expect(api.requests.at(-1)?.query).toMatchObject({ risk: 'late' }))
  })

  it('is worked by keyboard: J moves, X chooses, U urges, and each refusal is told', async () => {
    const urge: FakeRoute = {
      endpoint: urgeCases,
      answer: ({ body }) => ({ items: (body as { caseIds: string[] }).caseIds.map((caseId, index) => ({ caseId, number: String(index), done: index === 0, code: index === 0 ? null : 'CASE_NOT_FOUND', reason: index === 0 ? null : '没有这件工单' })) }),
    }
    open([list, urge])
    await screen.findByRole('link', { name: '第 1 件' })
    await userEvent.keyboard('xjx')
    expect(await screen.findByText('已选 2 件')).toBeTruthy()
    await userEvent.keyboard('u')
    await userEvent.type(await screen.findByRole('textbox', { name: '催办内容' }), '请今天联系')
    await userEvent.click(screen.getByRole('button', { name: '发出催办' }))
    expect(await screen.findByText('催办 1 件，未成 1 件')).toBeTruthy()
    expect(screen.getByText(/没有这件工单/)).toBeTruthy()
    expect(api.requests.find(({ name }) => name === 'urgeCases')?.body).toEqual({ caseIds: [id(1), id(2)], note: '请今天联系' })
  })

  it('hands the chosen cases to the panel that issues orders', async () => {
    const Panel = ({ caseIds, onDone }: { caseIds: readonly string[]; onDone: (said: string) => void }): ReactNode => <button onClick={() => onDone('已下发')}>{caseIds.join()}</button>
    open([list], { children: <RiskPage IssueOrder={Panel} /> })
    await userEvent.click(await screen.findByRole('checkbox', { name: /000001$/ }))
    await userEvent.click(screen.getByRole('button', { name: '下发督办单' }))
    await userEvent.click(screen.getByRole('button', { name: id(1) }))
    expect(await screen.findByText('已下发')).toBeTruthy()
  })

  it('says when nothing is at risk, when it cannot be read, and when it is not for this person', async () => {
    open([{ endpoint: listRisks, answer: () => ({ items: [], nextCursor: null, counts: { isExact: true, total: 0, risks: [], counties: [] } }) }])
    expect(await screen.findByText('没有风险')).toBeTruthy()
    cleanup()
    api.restore()
    open([{ endpoint: listRisks, answer: () => refusal({ status: 422, code: 'X', detail: '暂时读不到' }) }])
    expect(await screen.findByText('暂时读不到')).toBeTruthy()
    cleanup()
    api.restore()
    open([list], { session: { ...supervisor, permissions: [] } })
    expect(api.requests).toEqual([])
  })
})
