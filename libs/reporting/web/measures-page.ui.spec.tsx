import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { listMeasureCases, measureIdSchema, readMeasures, type MeasureId, type MeasureRow } from '../contract/index.js'
import MeasuresPage from './measures-page.js'

const counts = (change: Partial<Record<MeasureId, number>>): Record<MeasureId, number> => ({
  ...(Object.fromEntries(measureIdSchema.options.map((id) => [id, 0])) as Record<MeasureId, number>),
  ...change,
})
const rows: MeasureRow[] = [
  {
    id: 'township-150525100',
    name: '奈曼旗大沁他拉镇人民政府',
    peerClass: 'town',
    rank: 1,
    onTime: 0.9,
    firstDispatch: 0.98,
    counts: counts({
      filed: 30,
      overdue: 2,
      closed: 20,
      closed_on_time: 18,
      callback_valid: 10,
      callback_contacted: 10,
      callback_resolved: 9,
      callback_satisfied: 8,
    }),
    rates: { response: 1, resolution: 0.9, satisfaction: 0.8, score: null },
  },
  {
    id: 'none',
    name: '（还没有主办单位）',
    peerClass: null,
    rank: null,
    onTime: null,
    firstDispatch: null,
    counts: counts({ filed: 5 }),
    rates: { response: null, resolution: null, satisfaction: null, score: null },
  },
]

let api: FakeApi
beforeEach(() => {
  api = fakeApi([
    {
      endpoint: readMeasures,
      answer: ({ query }) => ({
        from: query.from,
        to: query.to,
        by: query.by,
        rows,
        formula: { id: query.formula, zh: '三率（不加权）', version: '1', source: '通辽市', minimumValidCallbacks: 5 },
      }),
    },
    {
      endpoint: listMeasureCases,
      answer: () => ({
        items: [
          {
            id: 'case-1',
            number: '20261121000001',
            version: 3,
            title: '路灯不亮',
            status: 'in_progress',
            statusSince: '2026-11-20T01:00:00.000Z',
            caseType: 'help',
            urgency: 'general',
            category: null,
            placeText: '',
            division: null,
            county: null,
            leadUnit: { id: 'township-150525100', name: '大沁他拉镇' },
            round: 1,
            sealed: false,
            filedAt: '2026-11-20T01:00:00.000Z',
            dispatchDueAt: '2026-11-20T02:00:00.000Z',
            promiseDueAt: '2026-11-21T01:00:00.000Z',
            repliedAt: null,
            closedAt: null,
          },
        ],
        nextCursor: null,
      }),
    },
    { endpoint: listDivisions, answer: () => ({ items: [] }) },
  ])
})
afterEach(() => {
  cleanup()
  api.restore()
})

const now = () => instantFromIso('2026-11-21T14:32:00+08:00')
async function show(at = '/measures'): Promise<void> {
  render(
    <UiTestBed session={{ userId: 'assessor', displayName: '考核员', permissions: ['measures.read', 'org.read'] }} now={now} at={at}>
      <MeasuresPage />
    </UiTestBed>,
  )
  await screen.findByRole('table')
}
const asked = (name: string) =>
  api.requests.filter((request) => request.name === name).map(({ params, query }) => ({ ...params, ...query }))
const row = (name: RegExp) => within(screen.getByRole('row', { name }))

describe('measures page', () => {
  it("asks for this month by unit, half open in the city's time", async () => {
    await show()
    expect(asked('readMeasures')).toEqual([
      { from: '2026-10-31T16:00:00.000Z', to: '2026-11-30T16:00:00.000Z', by: 'unit', formula: 'three_rates' },
    ])
  })

  it("reads the last day of a period of one's own as inside it", async () => {
    await show('/measures?preset=custom&from=2026-11-19&to=2026-11-20')
    expect(asked('readMeasures')[0]).toMatchObject({ from: '2026-11-18T16:00:00.000Z', to: '2026-11-20T16:00:00.000Z' })
  })

  it('shows counts, rates and place, and a dash where there is no data', async () => {
    await show()
    const cells = row(/大沁他拉镇/)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
    expect(cells).toEqual(['1', '30', '0', '0', '98.0%', '0', '2', '20', '90.0%', '0', '0', '10', '100.0%', '90.0%', '80.0%'])
    expect(row(/还没有主办单位/).getAllByText('—')).toHaveLength(5)
  })

  it('adds up the rows, with rates from the sums', async () => {
    await show()
    const cells = row(/合计/)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
    expect(cells).toEqual(['', '35', '0', '0', '—', '0', '2', '20', '90.0%', '0', '0', '10', '100.0%', '90.0%', '80.0%'])
  })

  it('opens the cases behind a number, of the same unit and period, and closes on Escape', async () => {
    await show()
    const user = userEvent.setup()
    await user.click(row(/大沁他拉镇/).getByRole('link', { name: '2' }))
    const dialog = await screen.findByRole('dialog', { name: '超期' })
    await within(dialog).findByRole('link', { name: '路灯不亮' })
    expect(asked('listMeasureCases')).toEqual([
      { measure: 'overdue', from: '2026-10-31T16:00:00.000Z', to: '2026-11-30T16:00:00.000Z', unitId: 'township-150525100' },
    ])
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it("opens what the board's link names", async () => {
    await show('/measures?preset=today&open=filed&channel=wechat&categoryCode=0301')
    await screen.findByRole('dialog', { name: '受理' })
    expect(asked('listMeasureCases')).toEqual([
      { measure: 'filed', from: '2026-11-20T16:00:00.000Z', to: '2026-11-21T16:00:00.000Z', channel: 'wechat', categoryCode: '0301' },
    ])
  })

  it('sorts by a column, and the other way round at the second click', async () => {
    await show()
    const names = () => screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: /受理/ }))
    expect(names()[0]).toContain('大沁他拉镇')
    await user.click(screen.getByRole('button', { name: /受理/ }))
    expect(names()[0]).toBe('（还没有主办单位）')
  })
})
