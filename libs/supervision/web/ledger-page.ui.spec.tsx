import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { listCases } from '@tongban/case/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { countOrders, issueOrders, listOrders, type OrderListItem } from '../contract/index.js'
import LedgerPage from './ledger-page.js'
import { counts, ids, line } from './order-view.spec-support.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const supervisor = { userId: 's1', displayName: '斯琴', permissions: ['supervision.read', 'supervision.issue', 'supervision.export', 'case.read'] }
const handler = { userId: 'h1', displayName: '巴图', permissions: ['supervision.read', 'supervision.reply'] }

let api: FakeApi
function show({ items = [line(1), line(2, { lateRounds: 1, overdueAt: '2026-11-22T02:00:00.000Z', replyDueAt: '2026-11-22T02:00:00.000Z' })], session = supervisor, at = '/supervision' }: {
  items?: readonly OrderListItem[]; session?: typeof supervisor; at?: string
} = {}): void {
  api = fakeApi([
    { endpoint: countOrders, answer: () => counts },
    { endpoint: listOrders, answer: () => ({ items, nextCursor: null }) },
    { endpoint: listDivisions, answer: () => ({ items: [] }) },
    { endpoint: listCases, answer: ({ query }) => ({ items: query.q === '20261122000001' ? [{ id: ids(71), number: '20261122000001' }] : [], nextCursor: null }) },
    { endpoint: issueOrders, answer: () => ({ orders: [{ orderId: ids(9), number: 'DB20261122-0009', unit: { id: 'u', name: '大沁他拉镇' }, caseCount: 1, replyDueAt: '2026-11-23T01:00:00.000Z' }] }) },
  ])
  render(
    <UiTestBed session={session} at={at} now={() => NOW}>
      <LedgerPage />
    </UiTestBed>,
  )
}
const asked = (name: string): Record<string, string>[] => api.requests.filter((request) => request.name === name).map(({ query }) => query)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the supervision ledger', () => {
  it('shows what is owed, what is late, and the counts beside the title', async () => {
    show()
    const list = await screen.findByRole('list', { name: '督办台账' })
    expect(within(list).getByRole('link', { name: '第 1 张督办单' }).getAttribute('href')).toBe(`/supervision/${ids(1)}`)
    expect(within(list).getByText('超期 1 次')).toBeTruthy()
    expect(await screen.findByText(/共 3 张 · 待反馈 2 · 超期 1 · 待审核 1 · 反馈及时 1\/2 · 办结率 25%/)).toBeTruthy()
  })

  it('asks list, counts and export for the same, and keeps it in the address', async () => {
    show({ at: '/supervision?view=late&kind=listed&county=150525&from=2026-11-01&to=2026-11-22' })
    await screen.findByRole('list', { name: '督办台账' })
    const wanted = { overdue: 'now', kind: 'listed', countyCode: '150525', issuedFrom: '2026-10-31T16:00:00.000Z', issuedTo: '2026-11-22T16:00:00.000Z' }
    expect(asked('listOrders').at(-1)).toEqual({ ...wanted, limit: '50' })
    expect(asked('countOrders').at(-1)).toEqual(wanted)
    const link = new URL(screen.getByRole('link', { name: /导\s?出/ }).getAttribute('href') ?? '', 'http://x')
    expect([link.pathname, Object.fromEntries(link.searchParams)]).toEqual(['/api/v1/supervision/orders.xlsx', wanted])
    await userEvent.click(screen.getByRole('radio', { name: '全部' }))
    await waitFor(() => expect(asked('listOrders').at(-1)?.overdue).toBeUndefined())
  })

  it('looks for a case by its number and for anything else by its words', async () => {
    show()
    const box = await screen.findByRole('searchbox', { name: '督办单号、工单号、标题' })
    await userEvent.type(box, '20261122000001')
    await waitFor(() => expect(asked('listOrders').at(-1)).toMatchObject({ caseNumber: '20261122000001' }))
    await userEvent.clear(box)
    await userEvent.type(box, '路灯')
    await waitFor(() => expect(asked('listOrders').at(-1)).toMatchObject({ q: '路灯' }))
  })

  it('issues an order by N for the cases named by number, once they are found', async () => {
    show()
    await screen.findByRole('list', { name: '督办台账' })
    await userEvent.keyboard('n')
    const box = await screen.findByRole('textbox', { name: '工单号（每行一个）' })
    await userEvent.type(box, '20261122000001{Enter}20261122000099')
    expect((await screen.findByRole('alert')).textContent).toBe('没有找到：20261122000099')
    // The hand stays where the numbers are written.
    expect(document.activeElement).toBe(box)
    await userEvent.clear(box)
    await userEvent.type(box, '20261122000001')
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    const form = await screen.findByRole('form', { name: '下发督办单' })
    await userEvent.click(within(form).getByRole('button', { name: /下\s?发/ }))
    expect((await within(form).findAllByRole('alert')).map((one) => one.textContent)).toContain('标题至少 4 个字')
    await userEvent.type(within(form).getByLabelText('标题'), '路灯长期不亮')
    await userEvent.type(within(form).getByLabelText('督办要求'), '查明原因，说明何时修复')
    await userEvent.click(within(form).getByRole('button', { name: /下\s?发/ }))
    expect(await screen.findByText('已下发 DB20261122-0009')).toBeTruthy()
    expect(api.requests.find(({ name }) => name === 'issueOrders')?.body).toEqual({
      kind: 'routine', caseIds: [ids(71)], title: '路灯长期不亮', requirement: '查明原因，说明何时修复', replyWithin: { amount: 1, unit: 'work_day' },
    })
  })

  it('offers a township neither issuing nor exporting, and says what would fill an empty ledger', async () => {
    show({ items: [], session: handler })
    expect(await screen.findByText('还没有督办单')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /下发督办单/ })).toBeNull()
    expect(screen.queryByRole('link', { name: /导\s?出/ })).toBeNull()
  })
})
