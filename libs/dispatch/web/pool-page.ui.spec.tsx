import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { apiConnection, fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute, type HintSource } from '@tongban/ui/web'
import { clarifyCase, dispatchCase } from '../contract/dispatch-endpoints.js'
import { claimNext, claimPoolCase, countPool, readLikeCases, readPool, readPoolSuggestion, releaseClaim, renewClaim } from '../contract/pool-endpoints.js'
import { CLAIM_CHANGED_TYPE } from '../contract/pool-events.js'
import type { LikeCase, PoolClaim, PoolItem } from '../contract/pool.schema.js'
import PoolPage from './pool-page.js'

// no pause between keys: a page must keep up with any hand
const person = userEvent.setup({ delay: null })
const dispatcher = { userId: 'd1', displayName: '陈', permissions: ['dispatch.pool', 'case.dispatch', 'case.reassign', 'org.read', 'taxonomy.read'] }
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
  poolReasons: ['not_sure_enough'],
  claim: null,
  chosenUnit: null,
  subjectUnits: [],
  earlierUnits: [],
  suggestion: {
    outcome: 'pool',
    catalogueRowId: null,
    catalogueVersion: null,
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

const claimBy = (caseId: string, name: string, me: boolean): PoolClaim => ({
  caseId, by: { id: name, name, me }, since: '2026-11-21T01:00:00Z', until: '2099-11-21T01:05:00Z', takenFrom: null,
})
const like = (n: number, change: Partial<LikeCase> = {}): LikeCase => ({
  id: idOf(n), number: `2026112100000${n}`, version: 3, title: `相似${n}`, placeText: '站前', urgency: 'general', dispatchDueAt: '2026-11-21T02:00:00Z', sealed: false,
  because: 'matter', claim: null, suggestedLead: heat, subjectUnitIds: [], ...change,
})

let api: FakeApi
let pool: PoolItem[]
let likes: LikeCase[]
const quote = (unit: { id: string; name: string }) => ({ unit, signDueAt: '2026-11-21T04:00:00Z', contactDueAt: '2026-11-22T01:00:00Z', promiseDueAt: '2026-11-26T01:00:00Z' })
/** What the bench asks beside the pool and the dispatch. */
const beside = (): FakeRoute[] => [
  { endpoint: countPool, answer: () => ({ total: pool.length, overdue: 1, mine: 0, heldByOthers: 0, urgencies: [], counties: [{ code: '150502', name: '科尔沁区', count: 2 }], categories: [], reasons: [] }) },
  {
    endpoint: readPoolSuggestion,
    answer: ({ params }) => ({
      caseId: params.caseId, suggestion: item(1).suggestion, places: [{ code: '150502003', name: '科尔沁区›站前街道', confidence: 0.6 }],
      categories: [{ code: '030101', name: '供热›不热', confidence: 0.7 }], quotes: [quote(heat), quote(street)],
    }),
  },
  { endpoint: readLikeCases, answer: () => ({ items: likes }) },
  { endpoint: clarifyCase, answer: () => done },
  { endpoint: claimPoolCase, answer: ({ params }) => claimBy(params.caseId ?? '', '陈', true) },
  { endpoint: renewClaim, answer: ({ params }) => ({ held: true, claim: claimBy(params.caseId ?? '', '陈', true) }) },
  { endpoint: releaseClaim, answer: () => ({ released: true }) },
  {
    endpoint: claimNext,
    answer: ({ body }) => {
      const next = pool.find(({ id, claim }) => claim === null && !(body as { skipCaseIds: string[] }).skipCaseIds.includes(id))
      return { item: next === undefined ? null : { ...next, claim: claimBy(next.id, '陈', true) } }
    },
  },
]
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
  likes = []
  apiConnection.setCsrfToken('token')
  api = fakeApi([
    ...beside(),
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
      ...beside(),
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

  it('dispatches by Enter as well, but not while something else has the focus that can be pressed', async () => {
    show()
    await screen.findByText('内容1')
    screen.getByRole('button', { name: /改分类/ }).focus()
    await person.keyboard('{Enter}')
    expect(sent()).toEqual([])
    await person.keyboard('{Escape}')
    ;(document.activeElement as HTMLElement).blur()
    await person.keyboard('{Enter}')
    await waitFor(() => expect(sent()).toHaveLength(1))
  })

  it('shows what the unit would owe by when before it is dispatched, for the alternative too', async () => {
    show()
    expect(await screen.findByLabelText('派给热力公司的时限')).toBeTruthy()
    await person.keyboard('1')
    expect(await screen.findByLabelText('派给站前街道的时限')).toBeTruthy()
  })

  it('takes the next case, and the one after it when that is dispatched', async () => {
    show()
    await screen.findByText('内容1')
    await person.keyboard('n')
    expect(await screen.findByText(/您在处理/)).toBeTruthy()
    await person.keyboard('a')
    await screen.findByText('内容2')
    expect(await screen.findByText(/您在处理/)).toBeTruthy()
    expect(api.requests.filter(({ name }) => name === 'claimNext')).toHaveLength(2)
  })

  it('lets go of the case when another one is looked at, and when the page is left', async () => {
    show()
    await screen.findByText('内容1')
    await person.keyboard('l')
    await screen.findByText(/您在处理/)
    await person.keyboard('j')
    await waitFor(() => expect(api.requests.filter(({ name }) => name === 'releaseClaim').map(({ params }) => params.caseId)).toEqual([idOf(1)]))
    await person.keyboard('l')
    await screen.findByText(/您在处理/)
    cleanup()
    await waitFor(() => expect(api.requests.filter(({ name }) => name === 'releaseClaim').map(({ params }) => params.caseId)).toEqual([idOf(1), idOf(2)]))
  })

  it('does not dispatch what somebody else is at, says who, and takes it over with a reason', async () => {
    pool = [item(1, { claim: claimBy(idOf(1), '王', false) }), item(2)]
    show()
    await screen.findByText(/王正在处理（到/)
    await person.keyboard('a')
    expect(sent()).toEqual([])
    expect(screen.getByRole('button', { name: /按建议派单/, description: '王正在处理，请先接手' })).toBeTruthy()
    await person.keyboard('t')
    await person.keyboard('他去开会了{Enter}')
    await screen.findByText(/您在处理/)
    expect(api.requests.filter(({ name }) => name === 'claimPoolCase').map(({ body }) => body)).toEqual([{ takeOverReason: '他去开会了' }])
    ;(document.activeElement as HTMLElement).blur()
    await person.keyboard('a')
    await waitFor(() => expect(sent()).toHaveLength(1))
  })

  it('lets an emergency be dispatched whoever is at it', async () => {
    pool = [item(1, { urgency: 'emergency', claim: claimBy(idOf(1), '王', false) })]
    show()
    await screen.findByText(/紧急件可以直接派/)
    await person.keyboard('a')
    await waitFor(() => expect(sent()).toHaveLength(1))
  })

  it('dispatches like cases together, each under a key of its own, and says of each what became of it', async () => {
    likes = [like(2), like(3, { because: 'lead' }), like(4), like(5, { claim: claimBy(idOf(5), '王', false) }), like(6, { subjectUnitIds: [heat.id] })]
    api.restore()
    api = fakeApi([
      ...beside(),
      { endpoint: readPool, answer: () => ({ items: pool, nextCursor: null }) },
      { endpoint: dispatchCase, answer: ({ params }) => (params.caseId === idOf(4) ? refusal({ status: 409, code: 'CASE_HELD', detail: '李正在处理这件工单' }) : done) },
    ])
    show()
    await screen.findByText('内容1')
    await person.keyboard('b')
    await screen.findByText('相似2')
    expect(screen.queryByText('相似5')).toBeNull()
    expect(screen.queryByText('相似6')).toBeNull()
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: '相似3' }).checked).toBe(false)
    await person.keyboard('{Enter}')
    expect(await screen.findByText('已派 2 件，未成 1 件，共 3 件')).toBeTruthy()
    expect(screen.getByText('李正在处理这件工单')).toBeTruthy()
    const batch = api.requests.filter(({ name }) => name === 'dispatchCase')
    expect(batch.map(({ params }) => params.caseId)).toEqual([idOf(1), idOf(2), idOf(4)])
    expect(new Set(batch.map(({ headers }) => headers['idempotency-key'])).size).toBe(3)
    await person.keyboard('{Enter}')
    expect(await screen.findByText('内容2')).toBeTruthy()
  })

  it('says what it is about, or where, by a digit, and makes the suggestion anew', async () => {
    show()
    await screen.findByLabelText('派给热力公司的时限')
    await person.keyboard('c')
    await screen.findByText('供热›不热')
    await person.keyboard('1')
    await waitFor(() => expect(api.requests.filter(({ name }) => name === 'clarifyCase').map(({ body }) => body)).toEqual([{ version: 3, categoryCode: '030101' }]))
    await waitFor(() => expect(screen.queryByText('供热›不热')).toBeNull())
    await person.keyboard('p')
    await screen.findByText('确认片区', { selector: 'p' })
    await person.keyboard('1')
    await waitFor(() => expect(api.requests.filter(({ name }) => name === 'clarifyCase')[1]?.body).toEqual({ version: 3, divisionCode: '150502003' }))
    expect(sent()).toEqual([])
  })

  it('reads the pool again when somebody takes a case or lets it go', async () => {
    let push: (hint: unknown) => void = () => undefined
    show({
      open: ({ hint }) => {
        push = hint
        return () => undefined
      },
    })
    await screen.findByText('内容1')
    pool = [item(1, { claim: claimBy(idOf(1), '王', false) }), item(2)]
    act(() => push({ type: CLAIM_CHANGED_TYPE, caseId: '', subjectId: idOf(1), version: 0, status: '', at: 0 }))
    expect(await screen.findByText(/王正在处理（到/)).toBeTruthy()
  })

  it('finds cases by what the numbers say, and keeps that in the address', async () => {
    show()
    await screen.findByText('内容1')
    await person.selectOptions(await screen.findByRole('combobox', { name: '旗县区' }), '150502')
    await waitFor(() => expect(api.requests.filter(({ name }) => name === 'readPool').at(-1)?.query).toMatchObject({ countyCode: '150502' }))
  })

  it('tells apart the unit that had it before, what it is about, and the operator’s own choice', async () => {
    pool = [item(1, { earlierUnits: [{ unit: heat, endedZh: '已收回', dispatchedAt: '2026-11-21T00:00:00Z' }], subjectUnits: [{ id: 'u', name: '某局' }], chosenUnit: street, poolReasons: ['came_back'] })]
    show()
    expect(await screen.findByText('热力公司（已收回）')).toBeTruthy()
    expect(screen.getByText('热力公司（以前派过）')).toBeTruthy()
    expect(screen.getByText('某局（不得承办）')).toBeTruthy()
    expect(screen.getByText('话务员选的')).toBeTruthy()
    expect(screen.getAllByText('派出后收回')).toHaveLength(2)
  })
})
