import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { readCatalogueProposals, type CatalogueProposal } from '../../contract/catalogue-proposal.schema.js'
import ProposalsPage from './proposals-page.js'

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const PROPOSAL: CatalogueProposal = {
  id: id(1), category: { id: '120304', name: '道路照明' }, place: { id: '150525', name: '奈曼旗' }, scope: 'county_department', scopeZh: '旗县部门', functionCode: 'housing',
  leadUnit: { id: 'county-150525-housing', name: '奈曼旗住建局' }, because: 'ruling', becauseZh: '会商裁定', principle: '市政道路路灯由住建部门管护', legalBasis: '移交清单第三项',
  precedentDisputeId: id(9), times: 3, status: 'proposed', cases: [{ id: id(2), number: '20261122000002' }], firstAt: '2026-11-20T02:00:00.000Z', lastAt: '2026-11-22T02:00:00.000Z',
}

let api: FakeApi
function show(items: readonly CatalogueProposal[], permissions = ['catalogue.read_proposals']): void {
  api = fakeApi([{ endpoint: readCatalogueProposals, answer: () => ({ items, nextCursor: null }) }])
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at="/catalogue-proposals" now={() => instantFromIso('2026-11-22T10:00:00.000Z')}>
      <ProposalsPage />
    </UiTestBed>,
  )
}
afterEach(() => {
  cleanup()
  api.restore()
})

describe('proposed changes to the catalogue', () => {
  it('say what should go where, why, and which cases say so', async () => {
    show([PROPOSAL, { ...PROPOSAL, id: id(3), place: null, because: 'return', becauseZh: '退单获准', principle: '', legalBasis: '', precedentDisputeId: null, times: 1, cases: [] }])
    const [first, second] = within(await screen.findByRole('list', { name: '建议' })).getAllByRole('listitem')
    if (first === undefined || second === undefined) throw new Error('two were given')
    expect(within(first).getByText('道路照明 · 奈曼旗 → 奈曼旗住建局')).toBeTruthy()
    expect(first.textContent).toContain('旗县部门 · 3 件工单')
    expect(within(first).getByRole('link', { name: '20261122000002' }).getAttribute('href')).toBe(`/cases/${id(2)}`)
    expect(within(first).getByRole('link', { name: '同类先例' }).getAttribute('href')).toBe('/precedents?category=120304')
    expect(within(second).getByText('道路照明 · 全市 → 奈曼旗住建局')).toBeTruthy()
    expect(within(second).queryByRole('link')).toBeNull()
  })

  it('say why there are none, and who may not read them', async () => {
    show([])
    expect(await screen.findByText('没有待处理的建议')).toBeTruthy()
    cleanup()
    api.restore()
    show([PROPOSAL], [])
    expect(screen.queryByRole('list', { name: '建议' })).toBeNull()
    expect(screen.getByRole('alert')).toBeTruthy()
  })
})
