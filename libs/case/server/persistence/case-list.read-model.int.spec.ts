import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Principal, Scope } from '@tongban/access/contract'
import type { QueryOf } from '@tongban/kernel/contract'
import { DAY_MS, HOUR_MS, MINUTE_MS, idOf, isoOf, plus } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import {
  PEOPLE,
  START,
  UNITS,
  caseWorld,
  closed,
  given,
  filed,
  dispatched,
  person,
  signed,
  upToCallback,
  upToReply,
  valueOf,
  wholeCase,
  type CaseWorld,
} from '@tongban/testing/server'
import fc from 'fast-check'
import { listCases, type CaseFlag } from '../../contract/case-endpoints.js'
import type { CaseSnapshot } from '../../contract/ports.js'
import { NO_PROCEDURES, isShelved, openDispute, type CaseProcedures, type CaseState, snapshotOf } from '../../domain/index.js'
import { CaseDetailReadModel } from './case-detail.read-model.js'
import { CaseListReadModel } from './case-list.read-model.js'
import { caseJsonOf } from './case-row.mapper.js'
import { CaseStore, inScope } from './case.store.js'

const CITY = '150500'
let world: CaseWorld
let lists: CaseListReadModel
beforeAll(async () => {
  world = await caseWorld()
  lists = world.first.app.get(CaseListReadModel)
})
afterAll(() => world.stop())

const COUNTIES = ['150502', '150521', '150523', null]
const SOME_UNITS = Object.values(UNITS)
const SHAPES: readonly CaseState[] = [
  given(filed()).state,
  given(filed(), dispatched()).state,
  given(filed(), dispatched(), signed()).state,
  given(...upToReply()).state,
  given(...upToCallback()).state,
  given(...upToCallback(), closed()).state,
]

const LATER = plus(START, 30 * DAY_MS)
const DISPUTE = {
  id: '0199a000-0000-7000-8000-0000000000d1', cause: 'by_hand' as const, requestIds: [], unitIds: [UNITS.township, UNITS.department], openedAt: START, dueAt: LATER, lapsedAt: null,
  panel: [], meeting: null, positions: [], ruling: null, mootAt: null,
}
const SHELVING = {
  requestId: '0199a000-0000-7000-8000-0000000000a1', assignmentId: '0199a000-0000-7000-8000-0000000000b1', reason: '管网改造未到', measures: '临时排水', until: LATER,
  leader: '张书记', publicNote: '明年改造', since: START, milestones: [], nextReviewAt: LATER, endedAt: null,
}
const ANOTHER = { caseId: '0199a000-0000-7000-8000-0000000000c1', number: '20261116000001' }

/** One of each, and some whose procedure is over: those are out of the ordinary no more. */
const OUT_OF_THE_ORDINARY: readonly CaseProcedures[] = [
  { ...NO_PROCEDURES, problem: { cause: 'rounds', at: START, supervisorUnitId: null } },
  { ...NO_PROCEDURES, shelving: SHELVING },
  { ...NO_PROCEDURES, shelving: { ...SHELVING, endedAt: START } },
  { ...NO_PROCEDURES, disputes: [DISPUTE] },
  {
    ...NO_PROCEDURES,
    transfers: 1,
    disputes: [{ ...DISPUTE, ruling: { leadUnitId: UNITS.department, reasons: '职责清单', legalBasis: '三定方案', principle: '谁审批谁负责', at: START, by: 'u1' } }],
  },
  { ...NO_PROCEDURES, urges: 2, lastUrgedAt: START },
  { ...NO_PROCEDURES, parent: { ...ANOTHER, at: START, answered: false } },
  { ...NO_PROCEDURES, children: [ANOTHER], urges: 1, lastUrgedAt: START },
]

/** Rows as any history could have left them, without the history. */
const rows = fc.array(
  fc.record({
    shape: fc.constantFrom(...SHAPES),
    countyCode: fc.constantFrom(...COUNTIES),
    units: fc.uniqueArray(fc.constantFrom(...SOME_UNITS), { maxLength: 3 }),
    subjects: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...SOME_UNITS), { maxLength: 2 }) }),
    // few moments, so that many rows share one
    minutes: fc.integer({ min: 0, max: 30 }),
    caseType: fc.constantFrom('help', 'complaint', 'consultation'),
    categoryCode: fc.constantFrom('010101', '010203', '020101', null),
    townshipCode: fc.constantFrom('150523101', '150523102', null),
    title: fc.constantFrom('路灯不亮', '暖气不热', '路面有坑%_\\', '自来水发黄'),
    lateMinutes: fc.integer({ min: -600, max: 600 }),
    procedures: fc.oneof({ weight: 2, arbitrary: fc.constant(NO_PROCEDURES) }, { weight: 1, arbitrary: fc.constantFrom(...OUT_OF_THE_ORDINARY) }),
  }),
  { minLength: 60, maxLength: 120 },
)

type Stored = { readonly state: CaseState; readonly unitIds: readonly string[]; readonly subjects: readonly string[] | null }

async function store(samples: readonly (typeof rows extends fc.Arbitrary<infer R> ? R : never)[number][]): Promise<Stored[]> {
  await world.database.query('TRUNCATE case_case CASCADE').catch(() => undefined)
  const stored = samples.map(
    ({ shape, countyCode, units, subjects, minutes, caseType, categoryCode, townshipCode, title, lateMinutes, procedures }, index): Stored => {
      const at = plus(START, minutes * MINUTE_MS)
      const state: CaseState = {
        ...shape,
        id: world.first.nextId(),
        number: `20261116${String(serial + index).padStart(6, '0')}`,
        countyCode,
        townshipCode,
        caseType: caseType as CaseState['caseType'],
        categoryCode,
        title,
        filedAt: at,
        statusSince: at,
        promiseDueAt: shape.promiseDueAt === null ? null : plus(START, DAY_MS + lateMinutes * MINUTE_MS),
        assignments: [],
        procedures,
      }
      return { state, unitIds: units, subjects }
    },
  )
  serial += samples.length
  const json = stored.map(({ state, unitIds, subjects }) => ({
    ...caseJsonOf(state, CITY),
    unit_ids: unitIds,
    lead_unit_id: unitIds[0] ?? null,
    // also where the unit holds the case: the rule does not lean on what else is in the row
    subject_unit_ids: subjects,
  }))
  await world.database.query('INSERT INTO case_case SELECT r.* FROM jsonb_populate_recordset(null::case_case, $1::jsonb) AS r', [
    JSON.stringify(json),
  ])
  return stored
}
let serial = 500_000

const SCOPES: readonly Scope[] = [
  { kind: 'none' },
  { kind: 'city', unitId: null },
  { kind: 'city', unitId: idOf('hotline-centre') },
  ...SOME_UNITS.flatMap((unitId): Scope[] => [
    { kind: 'own_unit', unitId: idOf(unitId) },
    { kind: 'city', unitId: idOf(unitId) },
  ]),
  ...COUNTIES.flatMap((countyCode): Scope[] =>
    countyCode === null ? [] : [{ kind: 'county', unitId: idOf(UNITS.coordinator), countyCode }],
  ),
]
/** What each flag means, said from the case itself. */
function isFlagged({ procedures }: CaseState, flag: CaseFlag): boolean {
  switch (flag) {
    case 'problem':
      return procedures.problem !== null
    case 'shelved':
      return isShelved(procedures)
    case 'disputed':
      return openDispute(procedures) !== null
    case 'urged':
      return procedures.urges > 0
    case 'merged':
      return procedures.parent !== null || procedures.children.length > 0
  }
}

const viewer = (scope: Scope): Principal => ({ ...PEOPLE.dispatcher, scope })
const query = (input: Record<string, unknown> = {}): QueryOf<typeof listCases> => listCases.query.parse({ limit: 100, ...input })
const idsOf = (items: readonly { id: string }[]): string[] => items.map((item) => item.id).sort()

async function everyPage(principal: Principal, filters: Record<string, unknown>, limit: number): Promise<CaseSnapshot[]> {
  const all: CaseSnapshot[] = []
  for (let cursor: string | null = null, pages = 0; pages < 200; pages += 1) {
    const page: { items: CaseSnapshot[]; nextCursor: string | null } = await lists.list(
      principal,
      query({ ...filters, limit, ...(cursor === null ? {} : { cursor }) }),
    )
    all.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) return all
  }
  throw new Error('The pages do not end')
}

describe('what a person may see', () => {
  it('rule 12: is the same set for the list, the queue, the look-up, the detail and the command, and nothing about the own unit', async () => {
    const details = world.first.app.get(CaseDetailReadModel)
    const cases = world.first.app.get(CaseStore)
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(...SCOPES), async (samples, scope) => {
        const stored = await store(samples)
        const reachable = idsOf(
          stored
            .filter(({ state, unitIds, subjects }) =>
              inScope(scope, { county_code: state.countyCode, unit_ids: [...unitIds], subject_unit_ids: subjects === null ? null : [...subjects] }),
            )
            .map(({ state }) => state),
        )
        const own = scope.kind === 'none' ? null : scope.unitId
        expect(stored.some(({ state, subjects }) => own !== null && subjects?.includes(own) === true && reachable.includes(state.id))).toBe(false)
        const mine = (items: readonly { id: string }[]): string[] =>
          idsOf(items.filter((item) => stored.some(({ state }) => state.id === item.id)))
        expect(
          idsOf(
            await lists.visibleAmong(
              viewer(scope),
              stored.map(({ state }) => state.id),
            ),
          ),
        ).toEqual(reachable)
        expect(mine(await everyPage(viewer(scope), {}, 100))).toEqual(reachable)
        const waiting = stored
          .filter(({ state }) => state.status === 'awaiting_review' && reachable.includes(state.id))
          .map(({ state }) => state)
        expect(mine(await lists.waiting(viewer(scope), ['awaiting_review'], { limit: 101, after: null }))).toEqual(
          idsOf(waiting).slice(0, 101),
        )
        const [one] = samples.length > 0 ? stored : []
        if (one === undefined) return
        const seen = reachable.includes(one.state.id)
        expect([(await details.read(viewer(scope), one.state.id)) !== null, (await cases.load(one.state.id, scope)) !== null]).toEqual([
          seen,
          seen,
        ])
        await world.database.query('DELETE FROM case_case')
      }),
      { numRuns: 40 },
    )
  })

  it("is nothing of a foreign unit's case", async () => {
    const caseId = await world.first.filed()
    expect((await lists.list(PEOPLE.otherHandler, query())).items).toEqual([])
    expect(await lists.visibleTo(PEOPLE.otherHandler, caseId)).toBeNull()
    expect(await world.first.call('GET', `/cases/${caseId}`, PEOPLE.otherHandler)).toMatchObject({
      status: 404,
      body: { code: 'CASE_NOT_FOUND' },
    })
    expect(idsOf((await lists.list(PEOPLE.handler, query())).items)).toEqual([caseId])
  })

  it('includes the copies of a unit, and what it had before: a unit answers for what it did', async () => {
    const caseId = await world.first.filed()
    const reviewerOfCounty = person('handler', UNITS.coordinator)
    expect(idsOf((await lists.list(reviewerOfCounty, query())).items)).toContain(caseId)
    valueOf(await world.first.commands.execute('withdraw', { caseId }, { reason: '已自行解决' }, PEOPLE.operator))
    expect((await wholeCase(world.first, caseId)).status).toBe('withdrawn')
    expect(idsOf((await lists.list(reviewerOfCounty, query())).items)).toContain(caseId)
  })
})

describe('the list of cases', () => {
  const allFilters = fc.record({
    status: fc
      .uniqueArray(fc.constantFrom('awaiting_dispatch', 'in_progress', 'awaiting_review', 'closed'), { minLength: 1, maxLength: 3 })
      .map((all) => all.join(',')),
    caseType: fc.constantFrom('help', 'complaint,consultation'),
    unitId: fc.constantFrom(...SOME_UNITS),
    countyCode: fc.constantFrom('150502', '150523'),
    townshipCode: fc.constantFrom('150523101', '150523102'),
    categoryCode: fc.constantFrom('01', '0102', '010101'),
    filedFrom: fc.integer({ min: 0, max: 30 }).map((minutes) => isoOf(plus(START, minutes * MINUTE_MS))),
    filedTo: fc.integer({ min: 0, max: 30 }).map((minutes) => isoOf(plus(START, minutes * MINUTE_MS))),
    overdue: fc.constantFrom('true', 'false'),
    flag: fc.constantFrom('problem', 'shelved', 'disputed', 'urged', 'merged', 'problem,merged', 'urged,shelved,disputed'),
    q: fc.constantFrom('路灯', '不', '%_', '坑%_\\', '20261116').filter((text) => [...text].length > 1),
  })
  const names = [
    'status',
    'caseType',
    'unitId',
    'countyCode',
    'townshipCode',
    'categoryCode',
    'filedFrom',
    'filedTo',
    'overdue',
    'flag',
    'q',
  ] as const
  /** Up to three of them at once: all together would find nothing, which proves nothing. */
  const filters = fc
    .tuple(allFilters, fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }))
    .map(([all, some]) => Object.fromEntries(some.map((name) => [name, all[name]])))
    // a period turned round is refused before anything is looked for
    .filter(({ filedFrom, filedTo }) => filedFrom === undefined || filedTo === undefined || String(filedFrom) < String(filedTo))

  const matches = ({ state, unitIds }: Stored, wanted: QueryOf<typeof listCases>, now: number): boolean => {
    const open = ['in_progress', 'awaiting_review', 'awaiting_callback'].includes(state.status)
    const late =
      open &&
      !isShelved(state.procedures) &&
      state.promiseDueAt !== null &&
      state.promiseDueAt <= now &&
      (state.repliedAt === null || state.repliedAt >= state.promiseDueAt)
    const says = (text: string): boolean =>
      /^\d{6,14}$/.test(text) ? state.number.startsWith(text) : `${state.title} ${state.description}`.includes(text)
    return [
      !wanted.status || wanted.status.includes(state.status),
      !wanted.caseType || wanted.caseType.includes(state.caseType),
      !wanted.unitId || unitIds[0] === wanted.unitId,
      !wanted.countyCode || state.countyCode === wanted.countyCode,
      !wanted.townshipCode || state.townshipCode === wanted.townshipCode,
      !wanted.categoryCode || (state.categoryCode?.startsWith(wanted.categoryCode) ?? false),
      !wanted.filedFrom || state.filedAt >= Date.parse(wanted.filedFrom),
      !wanted.filedTo || state.filedAt < Date.parse(wanted.filedTo),
      wanted.overdue === undefined || wanted.overdue === late,
      !wanted.flag || wanted.flag.some((flag) => isFlagged(state, flag)),
      !wanted.q || says(wanted.q),
    ].every(Boolean)
  }

  it('finds by any filters together exactly what a slow look over all rows finds, in pages that neither skip nor repeat', async () => {
    world.clock.set(isoOf(plus(START, DAY_MS)))
    let found = 0
    await fc.assert(
      fc.asyncProperty(rows, filters, fc.integer({ min: 1, max: 40 }), async (samples, wanted, limit) => {
        await world.database.query('DELETE FROM case_assignment').catch(() => undefined)
        await world.database.query('DELETE FROM case_case WHERE id NOT IN (SELECT case_id FROM case_timeline)')
        const stored = await store(samples)
        const ours = new Set(stored.map(({ state }) => state.id))
        const items = (await everyPage(viewer({ kind: 'city', unitId: null }), wanted, limit)).filter((item) => ours.has(item.id))
        const expected = stored.filter((row) => matches(row, query(wanted), world.clock.now())).map(({ state }) => state)
        const newestFirst = [...expected].sort((a, b) => b.filedAt - a.filedAt || (a.id < b.id ? 1 : -1))
        expect(items.map((item) => item.id)).toEqual(newestFirst.map((state) => state.id))
        found += items.length
      }),
      { numRuns: 60 },
    )
    expect(found).toBeGreaterThan(200)
  })

  it('shows a case as its own snapshot says it', async () => {
    const caseId = await world.first.filed({ sealed: true })
    const state = await wholeCase(world.first, caseId)
    const [item] = (await lists.list(PEOPLE.dispatcher, query({ q: state.number }))).items
    expect({ ...item, assignments: [] }).toEqual({ ...snapshotOf(state), assignments: [] })
  })

  it('goes on from where a page ended although cases are filed and closed in between', async () => {
    const before: string[] = []
    for (let index = 0; index < 25; index += 1) before.push(await world.first.filed({ townshipCode: '150524100' }))
    const seen: string[] = []
    for (let cursor: string | null = null; ;) {
      const page: { items: CaseSnapshot[]; nextCursor: string | null } = await lists.list(
        PEOPLE.dispatcher,
        query({ townshipCode: '150524100', limit: 4, ...(cursor === null ? {} : { cursor }) }),
      )
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
      // one at the same moment as the others, one later
      await world.first.filed({ townshipCode: '150524100' })
      world.clock.advance(HOUR_MS)
      await world.first.filed({ townshipCode: '150524100' })
      world.clock.advance(-HOUR_MS)
      if (cursor === null || seen.length > 200) break
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])
  })

  it.each([
    'abc',
    'MTIzNA',
    Buffer.from('1763683260000.------------------------------------').toString('base64url'),
    Buffer.from(`999999999999999.${'a'.repeat(36)}`).toString('base64url'),
  ])('refuses the cursor %s, which it never gave', async (cursor) => {
    await expect(lists.list(PEOPLE.dispatcher, query({ cursor }))).rejects.toThrow(Refused)
  })

  it('refuses a moment nobody files in, and takes any other however it is written', async () => {
    const ask = async (filedFrom: string): Promise<unknown> => {
      const { status, body } = await world.first.call('GET', `/cases?filedFrom=${encodeURIComponent(filedFrom)}`, PEOPLE.dispatcher)
      return status === 400 ? (body as { errors: { field: string }[] }).errors[0]?.field : [status, (body as { items: unknown[] }).items]
    }
    for (const moment of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-02-30T00:00:00Z', '2026-11-16T09:00:00'])
      expect([moment, await ask(moment)]).toEqual([moment, 'query.filedFrom'])
    for (const moment of ['2999-12-31T23:59:59-14:00', '2100-01-01T00:00:00+13:45', '2100-01-01T00:00:00.123456789Z'])
      expect([moment, await ask(moment)]).toEqual([moment, [200, []]])
  })
})

describe('snapshots for other contexts', () => {
  it('leave out what is not there, and are bounded', async () => {
    const caseId = await world.first.filed()
    expect(idsOf(await lists.snapshots([caseId, world.first.nextId()]))).toEqual([caseId])
    expect(await lists.snapshots([])).toEqual([])
    await expect(lists.snapshots(Array.from({ length: 1_001 }, () => caseId))).rejects.toThrow('1,000')
  })
})
