import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { HOUR_MS, isoOf, plus } from '@tongban/kernel/core'
import { PEOPLE, START, UNITS, valueOf, plansOf, sentBy, type CaseProcess, type CaseWorld, type Plans } from '@tongban/testing/server'
import { likeCaseSchema, poolCountsSchema, poolItemSchema, poolSuggestionSchema, type LikeCase, type PoolCounts, type PoolItem, type PoolSuggestion } from '../../contract/pool.schema.js'
import { HoldCase } from './hold-case.use-case.js'
import { PoolReadModel } from './pool.read-model.js'
import { benchWorld, dispatcher, waiting } from './pool-world.spec-support.js'

let world: CaseWorld
let city: CaseProcess
const wang = dispatcher('wang')
const cases: Record<'unclear' | 'tied' | 'other' | 'chosen' | 'back' | 'sealed', string> = { unclear: '', tied: '', other: '', chosen: '', back: '', sealed: '' }

const trail = (codes: readonly string[], more: object = {}): Record<string, unknown> => ({
  outcome: 'pool', lead: { id: UNITS.department, name: '住建局' }, reasons: [...codes, 'not_sure_enough'].map((code) => ({ code, text: code })), chosenUnitId: null, ...more,
})

beforeAll(async () => {
  world = await benchWorld()
  city = world.first
  cases.unclear = await city.filed(waiting(3, { dispatchTrail: trail(['place_ambiguous', 'category_missing']), categoryCode: null, urgency: 'livelihood' }))
  cases.tied = await city.filed(waiting(1, { dispatchTrail: trail(['row_tied']), countyCode: '150525', divisionCode: '150525100', townshipCode: '150525100' }))
  cases.other = await city.filed(waiting(5, { dispatchTrail: trail([]) }))
  cases.chosen = await city.filed(waiting(2, { dispatchTrail: trail(['held'], { chosenUnitId: UNITS.township }) }))
  cases.sealed = await city.filed(waiting(7, { sealed: true, subjectUnitIds: [UNITS.department], dispatchTrail: trail(['recused']) }))
  cases.back = await city.filed()
  const [lead] = (await city.lookup.snapshots([cases.back]))[0]?.assignments.filter(({ role }) => role === 'lead') ?? []
  valueOf(await city.commands.execute('recall', { caseId: cases.back }, { assignmentId: lead?.id ?? '', reason: '派错了，收回重派' }, PEOPLE.dispatcher))
}, 60_000)
afterAll(() => world.stop())

const read = async <T>(path: string): Promise<T> => (await city.call('GET', path, wang)).body as T
const pool = async (query = ''): Promise<PoolItem[]> => {
  const { items } = await read<{ items: PoolItem[] }>(`/dispatch/pool?limit=100${query}`)
  expect(poolItemSchema.array().safeParse(items).error).toBeUndefined()
  return items
}
const nameOf = (id: string): string => Object.entries(cases).find(([, value]) => value === id)?.[0] ?? '?'
const named = async (query: string): Promise<string[]> => (await pool(query)).map(({ id }) => nameOf(id))

describe('the pool', () => {
  it('stands in the order of its dispatch clocks, page after page', async () => {
    const whole = await named('')
    expect(whole).toEqual(['tied', 'chosen', 'unclear', 'back', 'other', 'sealed'])
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: PoolItem[]; nextCursor: string | null } = await read(`/dispatch/pool?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      paged.push(...page.items.map(({ id }) => nameOf(id)))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(whole)
  })

  it('says why each case is there, and finds them by that, by county, category, urgency and by who is at them', async () => {
    expect(Object.fromEntries((await pool()).map(({ id, poolReasons }) => [nameOf(id), poolReasons]))).toEqual({
      tied: ['row_tied'], chosen: ['unit_chosen'], unclear: ['place_ambiguous', 'category_missing'], back: ['came_back'], other: ['not_sure_enough'], sealed: ['recused'],
    })
    expect(await named('&reason=category_missing')).toEqual(['unclear'])
    expect(await named('&reason=not_sure_enough')).toEqual(['other'])
    expect(await named('&countyCode=150525')).toEqual(['tied'])
    expect(await named('&urgency=livelihood')).toEqual(['unclear'])
    expect(await named('&categoryCode=01&countyCode=150523')).toEqual(['chosen', 'back', 'other', 'sealed'])
    await city.app.get(HoldCase, { strict: false }).take({ principal: wang, sessionId: null }, cases.other, null)
    await city.app.get(HoldCase, { strict: false }).take({ principal: dispatcher('li'), sessionId: null }, cases.tied, null)
    expect([await named('&holder=me'), await named('&holder=others')]).toEqual([['other'], ['tied']])
    expect(await named('&holder=nobody')).toEqual(['chosen', 'unclear', 'back', 'sealed'])
  })

  it('counts what it holds', async () => {
    const counts = await read<PoolCounts>('/dispatch/pool/counts')
    expect(poolCountsSchema.safeParse(counts).error).toBeUndefined()
    expect(counts).toMatchObject({ total: 6, overdue: 0, mine: 1, heldByOthers: 1 })
    expect(counts.counties.map(({ code, count }) => [code, count])).toEqual([['150523', 5], ['150525', 1]])
    expect(counts.urgencies).toEqual([{ code: 'general', name: '一般', count: 5 }, { code: 'livelihood', name: '民生保障', count: 1 }])
    expect(counts.categories.map(({ code, count }) => [code, count])).toEqual([['01', 5], [null, 1]])
    expect(counts.reasons).toContainEqual({ code: 'came_back', name: '派出后收回', count: 1 })
  })

  it('tells of a case that came back who had it and how that ended, and of the operator’s choice which unit it was', async () => {
    const items = new Map((await pool()).map((item) => [nameOf(item.id), item]))
    expect(items.get('back')?.earlierUnits).toMatchObject([{ unit: { id: UNITS.township }, endedZh: '已收回' }])
    expect(items.get('chosen')?.chosenUnit).toMatchObject({ id: UNITS.township })
    expect(items.get('other')?.chosenUnit).toBeNull()
  })

  it('never offers the unit a case is about', async () => {
    const [sealed] = (await pool()).filter(({ id }) => id === cases.sealed)
    expect(sealed).toMatchObject({ sealed: true, subjectUnits: [{ id: UNITS.department }], suggestion: { lead: { id: UNITS.township }, alternatives: [] } })
  })
})

describe('the suggestion for one case', () => {
  const suggestion = (caseId: string, query = ''): Promise<PoolSuggestion> => read(`/dispatch/pool/${caseId}/suggestion${query}`)

  it('shows what each unit would owe by when, and where and what it might be', async () => {
    const said = await suggestion(cases.unclear)
    expect(poolSuggestionSchema.safeParse(said).error).toBeUndefined()
    expect(said.places.map(({ code, name }) => [code, name])).toEqual([['150523101', '开鲁县›黑龙坝镇'], ['150523102', '开鲁县›大榆树镇']])
    expect(said.categories).toMatchObject([{ code: '010101', confidence: 0.6 }])
    expect(said.quotes.map(({ unit }) => unit.id)).toEqual([UNITS.department, UNITS.township])
    expect(said.quotes[0]).toMatchObject({ signDueAt: isoOf(plus(START, 2 * HOUR_MS)) })
  })

  it('is made again for another category, and quotes the unit that is asked about', async () => {
    expect((await suggestion(cases.other)).suggestion.lead?.id).toBe(UNITS.department)
    const other = await suggestion(cases.other, `?categoryCode=020101&unitId=${UNITS.coordinator}`)
    expect(other.suggestion.lead?.id).toBe(UNITS.township)
    expect(other.quotes.map(({ unit }) => unit.id)).toContain(UNITS.coordinator)
  })

  it('keeps the promise a citizen was given before', async () => {
    const [snapshot] = await city.lookup.snapshots([cases.back])
    world.clock.advance(HOUR_MS)
    expect(new Set((await suggestion(cases.back)).quotes.map(({ promiseDueAt }) => promiseDueAt))).toEqual(new Set([isoOf(snapshot?.promiseDueAt ?? START)]))
    world.clock.advance(-HOUR_MS)
  })

  it('is refused for what is not there', async () => {
    expect(await city.call('GET', `/dispatch/pool/${cases.other}/suggestion?categoryCode=99`, wang)).toMatchObject({ status: 422, body: { code: 'CATEGORY_UNKNOWN' } })
    expect(await city.call('GET', `/dispatch/pool/${city.nextId()}/suggestion`, wang)).toMatchObject({ status: 404 })
  })
})

describe('clarifying', () => {
  it('makes the case what the dispatcher found it to be, for the list, its filters and the suggestion, and is told in the timeline', async () => {
    const caseId = await city.filed(waiting(8, { categoryCode: null, divisionCode: null, countyCode: null, townshipCode: null, dispatchTrail: trail(['place_unknown', 'category_missing']) }))
    const clarify = (body: object) => city.call('POST', `/cases/${caseId}/clarify`, wang, { body })
    expect((await clarify({ version: 1, categoryCode: '040201', divisionCode: '150525100' })).status).toBe(200)
    const [found] = await pool('&countyCode=150525&categoryCode=04')
    expect(found).toMatchObject({ id: caseId, version: 2, category: { id: '040201' }, county: { id: '150525' }, dispatchDueAt: isoOf(plus(START, 8 * HOUR_MS)), suggestion: { lead: { id: UNITS.township } } })
    expect((await clarify({ version: 2, categoryCode: '040201' })).body).toMatchObject({ code: 'NOTHING_CLARIFIED' })
    expect((await clarify({ version: 2, divisionCode: '999999' })).body).toMatchObject({ code: 'DIVISION_UNKNOWN' })
    valueOf(await city.commands.execute('withdraw', { caseId }, { reason: '来电人说已经修好了' } as never, PEOPLE.operator))
  })
})

describe('like cases', () => {
  it('are those of the same category and place, and those the system would give to the same unit', async () => {
    const { items } = await read<{ items: LikeCase[] }>(`/dispatch/pool/${cases.other}/like`)
    expect(likeCaseSchema.array().safeParse(items).error).toBeUndefined()
    expect(items.map(({ id, because }) => [nameOf(id), because])).toEqual([
      ['tied', 'lead'], ['chosen', 'matter'], ['unclear', 'lead'], ['back', 'matter'], ['sealed', 'matter'],
    ])
    expect(items[0]?.claim).toMatchObject({ by: { id: 'li', me: false } })
  })
})

describe('a large pool', () => {
  it('is read by its index, in order, however many other cases there are', async () => {
    for (let from = 0; from < 6_000; from += 2_000) {
      await world.database.query(
        `INSERT INTO case_case SELECT (jsonb_populate_record(c, jsonb_build_object(
           'id', gen_random_uuid(), 'number', 'X' || n, 'title', '', 'description', '', 'status', CASE WHEN n % 10 = 0 THEN 'awaiting_dispatch' ELSE 'closed' END,
           'dispatch_due_at', c.dispatch_due_at + n * interval '1 minute', 'county_code', (150502 + n % 9)::text))).*
         FROM case_case c, generate_series($2::int + 1, $2::int + 2000) AS n WHERE c.city_code = '150500' AND c.id = $1`,
        [cases.tied, from],
      )
    }
    await world.database.query('ANALYZE case_case')
    const model = city.app.get(PoolReadModel, { strict: false })
    const at = world.clock.now()
    const planned = async (work: () => Promise<unknown>): Promise<Plans> => plansOf(world.database, ...(await sentBy(world.database, work)))
    const whole = await planned(() => model.page(wang, {}, { after: null, limit: 51, at }))
    const ofCounty = await planned(() => model.page(wang, { countyCode: '150503' }, { after: { at: plus(START, HOUR_MS), id: cases.tied }, limit: 51, at }))
    const totals = await planned(() => model.totals(wang, at))
    expect([whole.indexes.includes('case_case_pool'), whole.sorted]).toEqual([true, false])
    expect([ofCounty.indexes.includes('case_case_pool_county'), ofCounty.sorted]).toEqual([true, false])
    for (const { scanned } of [whole, ofCounty, totals]) expect(scanned).not.toContain('case_case')
  }, 60_000)
})
