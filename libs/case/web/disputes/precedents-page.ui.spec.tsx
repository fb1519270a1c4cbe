import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { listPrecedents, type Precedent } from '../../contract/index.js'
import { ids } from '../testing/case-view.builder.js'
import PrecedentsPage from './precedents-page.js'

const unit = { id: 'county-150525-housing', name: '奈曼旗住建局' }
const precedent = (n: number, principle: string): Precedent => ({
  disputeId: ids(n), caseId: ids(50 + n), number: `2025112200000${n}`, title: '路灯不亮', category: { id: '120304', name: '道路照明' }, cause: 'by_hand', causeZh: '热线中心提请',
  units: [unit], unit, principle, reasons: '灯杆编号在移交清单内', legalBasis: '移交清单第三项', ruledAt: '2025-11-22T08:00:00.000Z',
})

let api: FakeApi
function show(at: string): void {
  api = fakeApi([
    {
      endpoint: listPrecedents,
      answer: ({ query }) => ({
        items: [precedent(1, '市政道路路灯由住建部门管护'), precedent(2, '行道树由栽植单位管护')].filter(({ principle }) => principle.includes(query.q ?? '')),
        nextCursor: null,
      }),
    },
  ])
  render(
    <UiTestBed session={{ userId: 'h1', displayName: '包娜仁', permissions: ['dispute.read'] }} at={at}>
      <PrecedentsPage />
    </UiTestBed>,
  )
}
afterEach(() => {
  cleanup()
  api.restore()
})
const asked = (): unknown[] => api.requests.map(({ query }) => query)

describe('the page of precedents', () => {
  it('finds by words, once there are two characters', async () => {
    show('/precedents')
    await screen.findByText('市政道路路灯由住建部门管护')
    await userEvent.type(screen.getByRole('searchbox', { name: '搜要旨、理由、依据、标题' }), '行道树')
    await waitFor(() => expect(screen.queryByText('市政道路路灯由住建部门管护')).toBeNull())
    expect(screen.getByText('行道树由栽植单位管护')).toBeTruthy()
    expect(asked()).toEqual([{ limit: '30' }, { limit: '30', q: '行道树' }])
  })

  it('keeps to the category of the address until it is taken off', async () => {
    show('/precedents?category=120304')
    await userEvent.click(await screen.findByRole('button', { name: '清除 道路照明' }))
    await waitFor(() => expect(asked()).toEqual([{ limit: '30', categoryCode: '120304' }, { limit: '30' }]))
  })

  it('says when there is none', async () => {
    show(`/precedents?q=${encodeURIComponent('没有这样的字')}`)
    expect(await screen.findByText('没有找到先例')).toBeTruthy()
  })
})
