import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import type { CatalogueCoverage, CoverageCell, CoverageCounts } from '../../contract/catalogue-coverage.schema.js'
import { readCatalogueDraft, readCoverage, readCoverageCell } from '../../contract/catalogue-endpoints.js'
import type { CatalogueDraft } from '../../contract/catalogue-version.schema.js'
import PoolPage from '../pool-page.js'

const person = userEvent.setup({ delay: null })
const counts = (change: Partial<CoverageCounts> = {}): CoverageCounts => ({
  pairs: 10, township: 10, county_department: 0, city_department: 0, enterprise: 0, county_coordinator: 0, gap: 0, tie: 0, unit_missing: 0, ...change,
})
const map: CatalogueCoverage = {
  version: 1, leaves: 2, townships: 5, totals: counts({ pairs: 20, gap: 3, tie: 2 }), counties: [{ id: '150502', name: '科尔沁区', townships: 2 }, { id: '150525', name: '奈曼旗', townships: 3 }],
  lines: [
    { category: { id: '01', name: '农牧' }, leaves: 1, totals: counts(), cells: [counts(), counts()] },
    { category: { id: '04', name: '供水' }, leaves: 1, totals: counts({ gap: 3, tie: 2 }), cells: [counts(), counts({ gap: 3, tie: 2 })] },
  ],
}
const cell: CoverageCell = {
  category: { id: '04', name: '供水' }, county: { id: '150525', name: '奈曼旗' }, townships: 3,
  leaves: [{ category: { id: '040201', name: '停水' }, answers: [{ outcome: 'tie', unit: null, rowIds: ['0402@all', '0402@150525'], townships: [{ id: 't', name: '大沁他拉镇' }], conditionalRowIds: [] }] }],
}

const DRAFT: CatalogueDraft = {
  id: '0199a000-0000-7000-8000-000000000001', basedOn: 1, restoredFrom: null, revision: 1, openedBy: '陈', openedAt: '2026-11-22T09:00:00.000Z', changedAt: '2026-11-22T09:30:00.000Z', rows: [],
  faults: [], names: { categories: [], places: [], units: [] },
}

let draft: CatalogueDraft | null
let api: FakeApi
beforeEach(() => {
  draft = null
  api = fakeApi([{ endpoint: readCoverage, answer: () => map }, { endpoint: readCoverageCell, answer: () => cell }, { endpoint: readCatalogueDraft, answer: () => ({ draft }) }])
})
afterEach(() => {
  cleanup()
  api.restore()
})

describe('coverage map of the catalogue', () => {
  it('says in each cell how much has no answer, and opens the matters with the rows behind them', async () => {
    render(
      <UiTestBed session={{ userId: 'd1', displayName: '陈', permissions: ['dispatch.pool', 'catalogue.read'] }} at="/pool?tab=coverage">
        <PoolPage />
      </UiTestBed>,
    )
    const open = await screen.findByRole('button', { name: '供水，奈曼旗：10 项里 5 项没有定下由谁承办' })
    expect(open.textContent).toBe('5')
    expect(screen.getByRole('button', { name: /^农牧，科尔沁区/ }).textContent).toBe('✓')
    await person.click(open)
    expect(await screen.findByText(/两条规则同样具体（0402@all、0402@150525） · 大沁他拉镇/)).toBeTruthy()
    await person.click(screen.getByRole('checkbox', { name: /只看有空缺/ }))
    expect(screen.queryByText('农牧')).toBeNull()
    await person.keyboard('{Escape}')
    expect(screen.queryByText(/两条规则同样具体/)).toBeNull()
    expect(screen.queryByRole('radio', { name: '草稿' })).toBeNull()
  })

  it('is that of the draft too while there is one, and leads to the rows of a matter', async () => {
    draft = DRAFT
    render(
      <UiTestBed session={{ userId: 'd1', displayName: '陈', permissions: ['dispatch.pool', 'catalogue.read'] }} at="/pool?tab=coverage">
        <PoolPage />
      </UiTestBed>,
    )
    await person.click(await screen.findByRole('radio', { name: '草稿' }))
    await person.click(screen.getByRole('button', { name: /^供水，奈曼旗/ }))
    expect((await screen.findByRole('link', { name: '停水' })).getAttribute('href')).toBe('/catalogue?category=040201')
    const asked = (name: string) => api.requests.filter((request) => request.name === name).at(-1)?.query
    expect([asked('readCoverage'), asked('readCoverageCell')]).toMatchObject([{ level: '1', source: 'draft' }, { source: 'draft' }])
  })
})
