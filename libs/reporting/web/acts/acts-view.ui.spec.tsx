import { afterEach, describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useLocation } from 'react-router'
import type { ReactNode } from 'react'
import { listActCases, readActs, readMeasures, type ActRow } from '../../contract/index.js'
import MeasuresPage from '../measures-page.js'

const MONTH = { from: '2026-10-31T16:00:00.000Z', to: '2026-11-30T16:00:00.000Z' }
const town = { kind: 'unit', id: 'township-150525100', name: '奈曼旗大沁他拉镇人民政府' } as const
const bureau = { kind: 'unit', id: 'county-150525-housing', name: '奈曼旗住建局' } as const
const ROWS: ActRow[] = [
  { kind: 'whistle_arrived', author: bureau, count: 5, onTime: 3 },
  { kind: 'wrong_dispatch', author: { kind: 'rule', id: '0101@all', name: '派单规则 0101@all' }, count: 4, onTime: null },
  { kind: 'return_asked', author: town, count: 2, onTime: null },
  { kind: 'wrong_dispatch', author: { kind: 'person', id: 'dispatcher-1', name: '王派单' }, count: 1, onTime: null },
  { kind: 'whistle_answered', author: bureau, count: 1, onTime: 0 },
]
const CASE = {
  id: 'case-1', number: '20261121000001', version: 3, title: '路灯不亮', status: 'in_progress', statusSince: '2026-11-20T01:00:00.000Z', caseType: 'help', urgency: 'general',
  category: null, placeText: '', division: null, county: null, leadUnit: { id: town.id, name: town.name }, round: 1, sealed: false, filedAt: '2026-11-20T01:00:00.000Z',
  dispatchDueAt: '2026-11-20T02:00:00.000Z', promiseDueAt: '2026-11-21T01:00:00.000Z', repliedAt: null, closedAt: null,
}

let api: FakeApi
let address = ''
const Address = (): ReactNode => {
  address = useLocation().search
  return null
}
function show(at: string, rows: ActRow[] | (() => unknown) = ROWS): void {
  api = fakeApi([
    { endpoint: readActs, answer: () => (Array.isArray(rows) ? { rows } : rows()) },
    { endpoint: listActCases, answer: () => ({ items: [CASE], nextCursor: null }) },
    {
      endpoint: readMeasures,
      answer: ({ query }) => ({
        ...query, rows: [], formula: { id: 'three_rates', zh: '三率（不加权）', version: '1', source: '通辽市', minimumValidCallbacks: 5 },
      }),
    },
  ])
  render(
    <UiTestBed session={{ userId: 'assessor', displayName: '考核员', permissions: ['measures.read'] }} now={() => instantFromIso('2026-11-21T14:32:00+08:00')} at={at}>
      <MeasuresPage />
      <Address />
    </UiTestBed>,
  )
}
const asked = (name: string) => api.requests.filter((request) => request.name === name).map(({ params, query }) => ({ ...params, ...query }))
const part = async (name: string) => within(await screen.findByRole('region', { name }))
const rowsOf = (table: Awaited<ReturnType<typeof part>>): (string | null)[] => table.getAllByRole('row').map(({ textContent }) => textContent)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('who answers for what', () => {
  it('is chosen in the toolbar, stands in the address, and keeps the period', async () => {
    show('/measures?preset=lastMonth&open=filed&unitId=x')
    await userEvent.click(await screen.findByRole('radio', { name: '各自的责任' }))
    await part('派单有误')
    expect(address).toBe('?preset=lastMonth&view=acts')
    expect(asked('readActs')).toEqual([{ from: '2026-09-30T16:00:00.000Z', to: '2026-10-31T16:00:00.000Z' }])
    expect(screen.queryByLabelText('算法')).toBeNull()
    await userEvent.click(screen.getByRole('radio', { name: '指标' }))
    await screen.findByText('这段时间没有诉求')
    expect(address).toBe('?preset=lastMonth')
  })

  it('charges each kind to its own authors: a wrong dispatch to the rule or the person, never to the unit that received the case', async () => {
    show('/measures?view=acts')
    expect(rowsOf(await part('派单有误'))).toEqual(['该负责的件数', '派单规则 0101@all规则4', '王派单个人1'])
    expect(rowsOf(await part('退单申请'))).toEqual(['该负责的件数', '奈曼旗大沁他拉镇人民政府单位2'])
    expect(screen.getByText('本期没有：退单成立、不当退单、延期、吹哨、协办答复、评价复核成立、裁定逾期')).toBeTruthy()
  })

  it('tells apart what was in time where time is the question', async () => {
    show('/measures?view=acts')
    expect(rowsOf(await part('吹哨到场'))).toEqual(['该负责的件数按时', '奈曼旗住建局单位5360.0%'])
    const answered = await part('吹哨回应')
    expect(rowsOf(answered)).toEqual(['该负责的件数按时', '奈曼旗住建局单位100.0%'])
    expect(answered.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['1'])
  })

  it('opens the cases behind a count, and behind the part in time, in the panel of the measures', async () => {
    show('/measures?view=acts')
    const arrived = await part('吹哨到场')
    await userEvent.click(arrived.getByRole('link', { name: '5' }))
    const panel = await screen.findByRole('dialog', { name: '吹哨到场' })
    await within(panel).findByRole('link', { name: '路灯不亮' })
    expect(panel.textContent).toContain('奈曼旗住建局 · 吹哨到场')
    await userEvent.click(arrived.getByRole('link', { name: '3' }))
    await screen.findByRole('dialog', { name: '吹哨到场（按时的）' })
    const of = { kind: 'whistle_arrived', ...MONTH, authorKind: 'unit', authorId: bureau.id }
    await waitFor(() => expect(asked('listActCases')).toEqual([of, { ...of, onTime: 'true' }]))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(address).toBe('?view=acts')
  })

  it('opens what a link names', async () => {
    show('/measures?view=acts&preset=today&act=wrong_dispatch&authorKind=rule&authorId=0101%40all')
    await screen.findByRole('dialog', { name: '派单有误' })
    await waitFor(() => expect(asked('listActCases')).toMatchObject([{ kind: 'wrong_dispatch', authorKind: 'rule', authorId: '0101@all' }]))
  })

  it('shows the ten busiest of a long table first, and all of them when asked', async () => {
    show('/measures?view=acts', Array.from({ length: 12 }, (_, n): ActRow => ({ kind: 'return_improper', author: { kind: 'unit', id: `u${n}`, name: `单位${n}` }, count: 20 - n, onTime: null })))
    const table = await part('不当退单')
    expect(table.getAllByRole('rowheader')).toHaveLength(10)
    await userEvent.click(table.getByRole('button', { name: /全部 12 个/ }))
    expect(table.getAllByRole('rowheader')).toHaveLength(12)
  })

  it('says when there is nothing, while it waits, and when it could not be read', async () => {
    show('/measures?view=acts', [])
    expect(screen.getByRole('status').textContent).not.toBe('')
    expect(await screen.findByText('这段时间没有需要各自负责的事')).toBeTruthy()
    cleanup()
    api.restore()
    show('/measures?view=acts', () => refusal({ status: 422, code: 'INPUT_INVALID', detail: '时间段最长 400 天' }))
    expect((await screen.findByRole('alert')).textContent).toContain('时间段最长 400 天')
  })
})
