import { afterEach, describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { listDispatchQualityCases, readDispatchQuality, readMeasures, type QualityRow } from '../contract/index.js'
import DispatchQualityPage from './dispatch-quality-page.js'

const ROW: QualityRow = { id: '0101@all', name: '土地 · 全市', version: '4', dispatched: 40, wrong: 3, causes: { return: 2, ruling: 0, reassign: 1, recall: 0 }, rate: 0.075 }
const OLD: QualityRow = { ...ROW, version: '3', dispatched: 10, wrong: 0, causes: { return: 0, ruling: 0, reassign: 0, recall: 0 }, rate: 0 }

let api: FakeApi
let address = ''
const Address = (): ReactNode => {
  address = useLocation().search
  return null
}
function show(at = '/dispatch-quality', rows: readonly QualityRow[] = [ROW, OLD], permissions = ['measures.read'], rowCount = rows.length): void {
  api = fakeApi([
    { endpoint: readDispatchQuality, answer: ({ query }) => ({ ...query, total: { dispatched: rows.length === 0 ? 0 : 50, wrong: 3, rate: rows.length === 0 ? null : 0.06 }, rows, rowCount }) },
    { endpoint: listDispatchQualityCases, answer: () => ({ items: [], nextCursor: null }) },
    { endpoint: readMeasures, answer: ({ query }) => ({ ...query, rows: [{ id: '150500', name: '通辽市', peerClass: null, counts: {}, rates: {}, onTime: null, firstDispatch: 0.98, rank: null }], formula: {} }) },
  ])
  render(
    <UiTestBed session={{ userId: 'assessor', displayName: '考核员', permissions }} now={() => instantFromIso('2026-11-21T14:32:00+08:00')} at={at}>
      <DispatchQualityPage />
      <Address />
    </UiTestBed>,
  )
}
const asked = (name: string) => api.requests.filter((request) => request.name === name).map(({ query }) => query)
afterEach(() => {
  cleanup()
  api.restore()
})

describe('dispatch quality', () => {
  it('tells each rule in each version apart, with why its dispatches were wrong', async () => {
    show()
    const [head, first, second, total] = within(await screen.findByRole('table')).getAllByRole('row').map(({ textContent }) => textContent)
    expect([head, first, second, total]).toEqual(['目录规则派单派错错派率原因', '土地 · 全市第 4 版4037.5%退单 2 · 改派 1', '土地 · 全市第 3 版1000.0%', '合计5036.0%'])
  })

  it('says how many rows there are when it tells only the first, and nothing when it tells all', async () => {
    show()
    await screen.findByRole('table')
    expect(screen.queryByText(/只列派错最多的/)).toBeNull()
    cleanup()
    api.restore()
    show('/dispatch-quality', [ROW, OLD], ['measures.read'], 1_204)
    expect(await screen.findByText('共 1,204 行，只列派错最多的 2 行；合计是全部的')).toBeTruthy()
  })

  it('says the first-dispatch accuracy of the same period, and opens what it counts', async () => {
    show()
    expect((await screen.findByRole('link', { name: '一次派单准确率 98.0%' })).getAttribute('href')).toBe('/measures?preset=month&open=first_dispatch_right')
  })

  it('opens the cases behind a number, of this version alone', async () => {
    show()
    const [ofTheRule] = await screen.findAllByRole('link', { name: '3' })
    if (ofTheRule === undefined) throw new Error('the number of the rule is no link')
    await userEvent.click(ofTheRule)
    await screen.findByRole('dialog', { name: '派错' })
    await waitFor(() => expect(asked('listDispatchQualityCases')[0]).toMatchObject({ by: 'rule', only: 'wrong', id: '0101@all', version: '4' }))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('is read by another side, which stands in the address', async () => {
    show()
    await userEvent.click(await screen.findByRole('radio', { name: '派单人' }))
    await waitFor(() => expect(asked('readDispatchQuality').at(-1)).toMatchObject({ by: 'author' }))
    expect(address).toBe('?by=author')
  })

  it('says when nothing was dispatched, and who may not read it', async () => {
    show('/dispatch-quality', [])
    expect(await screen.findByText('这段时间没有派单')).toBeTruthy()
    cleanup()
    api.restore()
    show('/dispatch-quality', [], [])
    expect(screen.getByRole('alert')).toBeTruthy()
  })
})
