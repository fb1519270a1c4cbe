import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { fakeApi, refusal, UiTestBed, type FakeApi, type HintSource } from '@tongban/ui/web'
import { dispatchCase, readPool, type PoolItem } from '../contract/dispatch-endpoints.js'
import PoolPage from './pool-page.js'

// no pause between keys: a page must keep up with any hand
const person = userEvent.setup({ delay: null })
const dispatcher = { userId: 'd1', displayName: '陈', permissions: ['dispatch.pool', 'case.dispatch', 'org.read'] }
const heat = { id: 'enterprise-150500-heat', name: '热力公司' }
const street = { id: 'township-150502003', name: '站前街道' }
const idOf = (n: number): string => `0192f3a0-0000-7000-8000-00000000000${n}`

const item = (n: number, change: Partial<PoolItem> = {}): PoolItem => ({
  id: idOf(n),
  number: `2026112100000${n}`,
  version: 3,
  title: `诉求${n}`,
  status: 'awaiting_dispatch',
  statusSince: '2026-11-21T01:00:00Z',
  caseType: 'help',
  urgency: 'general',
  category: null,
  placeText: '站前',
  division: null,
  county: null,
  leadUnit: null,
  round: 1,
  sealed: false,
  filedAt: '2026-11-21T01:00:00Z',
  dispatchDueAt: '2026-11-21T02:00:00Z',
  promiseDueAt: null,
  repliedAt: null,
  closedAt: null,
  marks: { problem: false, shelvedUntil: null, disputed: false, urges: 0, parentId: null, children: 0 },
  description: `内容${n}`,
  suggestion: {
    outcome: 'pool',
    catalogueRowId: null,
    lead: heat,
    assists: [],
    copies: [{ id: 'coordinator-150502', name: '统筹' }],
    confidence: 0.71,
    reasons: [{ code: 'not_sure_enough', text: '把握不够' }],
    alternatives: [{ unit: street, confidence: 0.18, reason: '属地' }],
    requiredFacts: [],
    wouldNeed: ['确认片区'],
  },
  ...change,
})

let api: FakeApi
let pool: PoolItem[]
const done = { caseId: idOf(1), number: '20261121000001', version: 4, status: 'in_progress', round: 1 }
const show = (hints?: HintSource): void => {
  render(
    <UiTestBed session={dispatcher} at="/pool" {...(hints === undefined ? {} : { hints })}>
      <PoolPage />
    </UiTestBed>,
  )
}
const sent = (): unknown[] => api.requests.filter(({ name }) => name === 'dispatchCase').map(({ body }) => body)

beforeEach(() => {
  pool = [item(1), item(2)]
  api = fakeApi([
    { endpoint: readPool, answer: () => ({ items: pool, nextCursor: null }) },
    {
      endpoint: dispatchCase,
      answer: ({ params }) => {
        pool = pool.filter(({ id }) => id !== params.caseId)
        return done
      },
    },
  ])
})
afterEach(() => {
  cleanup()
  api.restore()
})

describe('dispatcher’s pool', () => {
  it('dispatches the case on top as suggested with one key, and goes to the next', async () => {
    show()
    await screen.findByText('内容1')
    await person.keyboard('a')
    await screen.findByText('内容2')
    expect(sent()).toEqual([{ version: 3, leadUnitId: heat.id, assistUnitIds: [], ccUnitIds: ['coordinator-150502'], reason: '' }])
    expect(screen.getByText(/20261121000001 已派给 热力公司/)).toBeTruthy()
  })

  it('starts no assist by itself but in an emergency, and offers those who may be called on', async () => {
    const suggestion = item(1).suggestion
    if (suggestion === null) throw new Error('no suggestion')
    const assisted = { ...suggestion, assists: [street] }
    pool = [item(1, { suggestion: assisted }), item(2, { suggestion: assisted, urgency: 'emergency' }), item(3, { suggestion: assisted })]
    show()
    await screen.findByText('内容1')
    await person.keyboard('a')
    await screen.findByText('内容2')
    await person.keyboard('a')
    await screen.findByText('内容3')
    await person.click(screen.getByRole('button', { name: /站前街道/, description: '' }))
    await person.keyboard('a')
    await waitFor(() => expect(sent()).toHaveLength(3))
    expect(sent().map((body) => (body as { assistUnitIds: string[] }).assistUnitIds)).toEqual([[], [street.id], [street.id]])
  })

  it('asks why when the suggestion is not followed, and sends the reason with it', async () => {
    show()
    await screen.findByText('内容1')
    await person.keyboard('1')
    await person.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('没有按建议派，请写明理由')).toBeTruthy()
    expect(sent()).toEqual([])
    await person.keyboard('属地先到场')
    await person.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(sent()).toHaveLength(1))
    expect(sent()[0]).toMatchObject({ leadUnitId: street.id, reason: '属地先到场' })
  })

  it('shows the refusal beside the decision and keeps the case', async () => {
    api.restore()
    api = fakeApi([
      { endpoint: readPool, answer: () => ({ items: pool, nextCursor: null }) },
      {
        endpoint: dispatchCase,
        answer: () => refusal({ status: 422, code: 'DEPARTMENT_ONLY', detail: '这类诉求应由部门办理，不得派给乡镇街道' }),
      },
    ])
    show()
    await screen.findByText('内容1')
    await person.keyboard('a')
    expect((await screen.findByRole('alert')).textContent).toContain('这类诉求应由部门办理')
    expect(screen.getByText('内容1')).toBeTruthy()
  })

  it('does nothing by the accept key when the system has no suggestion', async () => {
    pool = [item(1, { suggestion: null })]
    show()
    await screen.findByText('内容1')
    await person.keyboard('a')
    expect(sent()).toEqual([])
    expect(screen.getByRole('button', { name: /派单/, description: '先选一个主办单位' })).toBeTruthy()
  })

  it('reads the pool again when a push says that a case waits for dispatch', async () => {
    let push: (hint: unknown) => void = () => undefined
    show({
      open: ({ hint }) => {
        push = hint
        return () => undefined
      },
    })
    await screen.findByText('内容1')
    pool = [...pool, item(3)]
    act(() => push({ type: 'case.filed.v1', caseId: idOf(3), version: 1, status: 'awaiting_dispatch', at: 0 }))
    expect(await screen.findByText('诉求3')).toBeTruthy()
  })

  it('says what would fill an empty pool', async () => {
    pool = []
    show()
    expect(await screen.findByText('派单池是空的')).toBeTruthy()
  })
})
