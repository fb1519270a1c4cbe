import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import type { CatalogueCoverage, CoverageCell, CoverageCounts } from '../../contract/catalogue-coverage.schema.js'
import { readCoverage, readCoverageCell } from '../../contract/catalogue-endpoints.js'
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

let api: FakeApi
beforeEach(() => {
  api = fakeApi([{ endpoint: readCoverage, answer: () => map }, { endpoint: readCoverageCell, answer: () => cell }])
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
  })
})
