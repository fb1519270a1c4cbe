import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Global, Module } from '@nestjs/common'
import { CaseCorpus } from '@tongban/case/contract'
import { refuse, type Result } from '@tongban/kernel/core'
import { OrgSeed } from '@tongban/org/server'
import { PlaceResolver } from '@tongban/place/contract'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { PEOPLE, UNITS, caseWorld, person, plansByIndex, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import '../../contract/catalogue-refusals.js'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { dryRunDetailSchema, dryRunSchema, type DryRun, type DryRunDetail } from '../../contract/dry-run.schema.js'
import { buildCatalogueRow } from '../../domain/catalogue/catalogue-row.builder.js'
import { DEFAULT_DISPATCH_THRESHOLDS, planDispatch, buildCatalogue, type DispatchThresholds, type OrgLookups } from '../../domain/index.js'
import { OrgDirectory } from '@tongban/org/contract'
import { CatalogueDrafts, type CatalogueAsInForce, type DraftAsItStands } from '../catalogue-drafts.js'
import { InMemoryDispatchPlanner } from '../in-memory-dispatch-planner.js'
import { DryRunController } from './dry-run.controller.js'
import { DRY_RUN_PROVIDERS } from './dry-run-providers.js'
import { RunDryRuns } from './run-dry-runs.js'
import { ThresholdController } from './threshold.controller.js'

const IN_FORCE: CatalogueRow[] = [buildCatalogueRow({ categoryCode: '01' })]
const DRAFT: CatalogueRow[] = [buildCatalogueRow({ categoryCode: '01' }), buildCatalogueRow({ categoryCode: '0101', scope: 'county_department', functionCode: 'housing', forbidTownship: true })]

/** The catalogue's side of it: one version in force, and a draft or none. */
class TwoCatalogues extends CatalogueDrafts {
  draft: DraftAsItStands | null = { rows: DRAFT, revision: 7 }
  override propose = (): Promise<Result<never>> => Promise.resolve(refuse('CATALOGUE_DRAFT_UNKNOWN'))
  override current = () => Promise.resolve(this.draft)
  override inForce = (): Promise<CatalogueAsInForce> => Promise.resolve({ rows: IN_FORCE, version: 3 })
}
class KnownThresholds {
  readonly heard: DispatchThresholds[] = []
  useThresholds(thresholds: DispatchThresholds): void {
    this.heard.push(thresholds)
  }
}
class NoPlaces extends PlaceResolver {
  override resolve = (): ReturnType<PlaceResolver['resolve']> => ({ best: null, level: null, evidence: [], rivals: [], ambiguous: false, rest: '' })
  override withoutPlaces = (text: string): string => text
}
class AlwaysLamps extends CategorySuggester {
  override suggest = (): ReturnType<CategorySuggester['suggest']> => [{ code: '020101', confidence: 0.9, words: [] }]
  override detectUrgency = (): null => null
}
const ports = [
  { provide: CatalogueDrafts, useClass: TwoCatalogues }, { provide: InMemoryDispatchPlanner, useClass: KnownThresholds }, { provide: PlaceResolver, useClass: NoPlaces },
  { provide: CategorySuggester, useClass: AlwaysLamps },
]
@Global()
@Module({ providers: ports, exports: ports.map(({ provide }) => provide) })
class DryRunPorts {}
@Module({ controllers: [DryRunController, ThresholdController], providers: [...DRY_RUN_PROVIDERS] })
class DryRunsModule {}

let world: CaseWorld
let city: CaseProcess
let other: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ processes: 2, modules: [DryRunPorts, DryRunsModule] })
  const [first, second] = world.processes
  if (first === undefined || second === undefined) throw new Error('two processes were asked for')
  city = first
  other = second
  for (const process of world.processes) await process.knowUnits()
  await world.database.transaction((tx) => city.app.get(TaxonomySeed).load(tx, '150500'))
  await world.database.transaction((tx) => other.app.get(TaxonomySeed).load(tx, '150500'))
  for (const process of world.processes) await world.database.transaction((tx) => process.app.get(OrgSeed).load(tx, '150500'))
  for (let index = 0; index < 6; index += 1) await file(index === 0, index === 1, index === 5)
})
afterAll(() => world.stop())
afterEach(() => world.database.query(`UPDATE dispatch_dry_run SET status = 'cancelled' WHERE status IN ('queued', 'running')`))

const NOBODY = { assistUnitIds: [], ccUnitIds: [] }
/** Sent to the township by the version in force; what is wrong is reassigned to the department. What is still open shows nothing yet: nobody has answered it. */
async function file(wrong: boolean, sealed: boolean, open = false): Promise<string> {
  const world3 = { catalogue: buildCatalogue(IN_FORCE, 3), org: city.app.get(OrgDirectory) as unknown as OrgLookups, thresholds: DEFAULT_DISPATCH_THRESHOLDS }
  const plan = planDispatch({ place: null, divisionCode: '150523101', category: { code: '010101', name: '路灯', confidence: 0.9 }, subjectUnitIds: [], placeAsked: true, holdReasons: [] }, world3)
  const caseId = await city.filed({ sealed, dispatchTrail: { ...plan }, target: { ...NOBODY, leadUnitId: UNITS.township } }, { ...PEOPLE.operator })
  if (wrong) {
    const moved = await city.commands.execute('reassign', { caseId }, { leadUnitId: UNITS.department, reason: '市政路灯归住建', wrongDispatch: true, assistUnitIds: [], newPromiseReason: null }, PEOPLE.dispatcher)
    if (!moved.ok) throw new Error(moved.refusal.code)
  }
  if (!open) await world.database.query(`UPDATE case_assignment SET accepted_at = now() WHERE case_id = $1 AND unit_id = $2`, [caseId, wrong ? UNITS.department : UNITS.township])
  return caseId
}
const start = async (body: object = {}, by = PEOPLE.dispatcher): Promise<DryRun> => {
  const answer = await city.call('POST', '/dispatch/dry-runs', by, { body: { catalogue: 'draft', ...body } })
  expect([answer.status, dryRunSchema.safeParse(answer.body).error]).toEqual([201, undefined])
  return answer.body as DryRun
}
const read = async (id: string, by = PEOPLE.dispatcher): Promise<DryRunDetail> => {
  const { body } = await city.call('GET', `/dispatch/dry-runs/${id}`, by)
  expect(dryRunDetailSchema.safeParse(body).error).toBeUndefined()
  return body as DryRunDetail
}
const runs = (process = city): RunDryRuns => process.app.get(RunDryRuns)

describe('a dry run of a draft', () => {
  it('says what would move where, who would have been right, and who asked', async () => {
    const { id, ...asked } = await start()
    expect(asked).toMatchObject({
      status: 'queued', casesDone: 0, casesTotal: null,
      what: { catalogue: 'draft', rowCount: 2, draftRevision: 7, versionInForce: 3, thresholdBefore: 0.8, thresholdAfter: 0.8, newest: 100_000, reresolve: false },
    })
    expect(await runs().runNext()).toBe(true)
    const done = await read(id)
    expect(done).toMatchObject({ status: 'done', casesDone: 6, casesTotal: 6, failure: null, accuracyBefore: 4 / 5, accuracyAfter: 1 / 5 })
    expect(done.result).toMatchObject({
      cases: 6, moved: 6, accuracy: { settled: 5, rightBefore: 4, rightAfter: 1, mended: 1, broken: 4 }, actual: { dispatched: 6, stayed: 5 },
      moves: [{ from: { id: UNITS.township }, to: { id: UNITS.department, name: '开鲁县住房和城乡建设局' }, count: 6, mended: 1, broken: 4 }],
      categories: [{ category: { id: '0101' }, cases: 6, moved: 6 }],
    })
    const entries = await world.database.query<{ actor_id: string }>(`SELECT actor_id FROM audit_entry WHERE action = 'dispatch.start_dry_run' AND subject_id = $1`, [`dispatch_dry_run:${id}`])
    expect(entries).toEqual([{ actor_id: PEOPLE.dispatcher.userId }])
    expect(await runs().runNext()).toBe(false)
  })

  it('shows examples within the reader’s reach, and of a sealed one the number alone', async () => {
    const { id } = await start()
    await runs().runNext()
    const [move] = (await read(id)).result?.moves ?? []
    expect(move?.examples).toHaveLength(5)
    expect(move?.examples.filter(({ title }) => title === null)).toHaveLength(1)
    const elsewhere = await read(id, person('county_coordinator', 'county-150525-coordinator', { countyCode: '150525' }))
    expect(elsewhere.result).toMatchObject({ moved: 6, moves: [{ count: 6, examples: [] }] })
  })

  it('changes nothing: no case, no catalogue', async () => {
    const before = await world.database.query('SELECT id, version FROM case_case ORDER BY id')
    await start()
    await runs().runNext()
    expect(await world.database.query('SELECT id, version FROM case_case ORDER BY id')).toEqual(before)
  })

  it('takes the newest so many, or a period; and reads the text anew when asked', async () => {
    const { id } = await start({ newest: 2 })
    await runs().runNext()
    expect((await read(id)).result?.cases).toBe(2)
    const empty = await start({ filedBefore: '2000-01-01T00:00:00.000Z' })
    await runs().runNext()
    expect(await read(empty.id)).toMatchObject({ status: 'done', accuracyAfter: null, result: { cases: 0, moves: [] } })
    const anew = await start({ reresolve: true })
    await runs().runNext()
    // The place was chosen by a person and stays; every text speaks of 020101 now, which neither catalogue knows.
    expect((await read(anew.id)).result).toMatchObject({ cases: 6, moved: 0, accuracy: { settled: 5, rightBefore: 0, rightAfter: 0 } })
  })
})

describe('a dry run of a threshold', () => {
  it('says how many would go to a dispatcher, and is needed when the catalogue stays', async () => {
    const { id } = await start({ catalogue: 'in_force', automaticThreshold: 0.95 })
    await runs().runNext()
    expect((await read(id)).result).toMatchObject({ moved: 0, outcomes: { automaticBefore: 6, automaticAfter: 0, automaticToPool: 6, poolToAutomatic: 0 } })
    const bad = await city.call('POST', '/dispatch/dry-runs', PEOPLE.dispatcher, { body: { catalogue: 'in_force' } })
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: 'body.automaticThreshold' }] } })
  })

  it('is then set, with a reason, against what was seen, and reaches the planner', async () => {
    const change = (body: object) => city.call('POST', '/dispatch/threshold', PEOPLE.dispatcher, { body })
    expect((await city.call('GET', '/dispatch/threshold', PEOPLE.dispatcher)).body).toEqual({ automatic: 0.8, revision: 0, reason: '', changedBy: null, changedAt: null, history: [] })
    expect(await change({ automatic: 0.9, reason: '试运行后调整', revision: 0 })).toMatchObject({ status: 200, body: { automatic: 0.9, revision: 1, changedBy: { id: PEOPLE.dispatcher.userId } } })
    expect((city.app.get(InMemoryDispatchPlanner) as unknown as KnownThresholds).heard.at(-1)).toEqual({ automatic: 0.9 })
    expect(await change({ automatic: 0.7, reason: '试运行后调整', revision: 0 })).toMatchObject({ status: 409, body: { code: 'THRESHOLD_STALE' } })
    expect(await change({ automatic: 0.3, reason: '试运行后调整', revision: 1 })).toMatchObject({ status: 400 })
    expect(await world.database.query(`SELECT detail FROM audit_entry WHERE action = 'dispatch.change_threshold'`)).toEqual([{ detail: { before: 0.8, after: 0.9, reason: '试运行后调整' } }])
    expect(await change({ automatic: 0.9, reason: '照旧，记一次', revision: 1 })).toMatchObject({
      body: { revision: 2, history: [{ revision: 2, reason: '照旧，记一次' }, { revision: 1, automatic: 0.9, reason: '试运行后调整', changedBy: { id: PEOPLE.dispatcher.userId }, changedAt: expect.any(String) }] },
    })
    expect((await start({ catalogue: 'in_force', automaticThreshold: 0.8 })).what).toMatchObject({ thresholdBefore: 0.9, thresholdAfter: 0.8 })
  })
})

describe('one at a time, and every one ends', () => {
  const heardAgo = (id: string, seconds: number) =>
    world.database.query(`UPDATE dispatch_dry_run SET heard_at = $2::timestamptz - $3 * interval '1 second' WHERE id = $1`, [id, new Date(world.clock.now()).toISOString(), seconds])
  const claim = (process: CaseProcess) => runs(process)

  it('refuses another while one waits, and a draft that is not there', async () => {
    await start()
    expect(await city.call('POST', '/dispatch/dry-runs', PEOPLE.dispatcher, { body: { catalogue: 'draft' } })).toMatchObject({ status: 409, body: { code: 'DRY_RUN_UNDER_WAY' } })
    const drafts = city.app.get(CatalogueDrafts) as TwoCatalogues
    drafts.draft = null
    expect(await city.call('POST', '/dispatch/dry-runs', PEOPLE.dispatcher, { body: { catalogue: 'draft' } })).toMatchObject({ status: 404, body: { code: 'CATALOGUE_DRAFT_UNKNOWN' } })
    drafts.draft = { rows: DRAFT, revision: 7 }
  })

  it('is run by one process, however many look', async () => {
    const { id } = await start()
    expect((await Promise.all([claim(city).runNext(), claim(other).runNext(), claim(city).runNext()])).filter(Boolean)).toHaveLength(1)
    expect(await read(id)).toMatchObject({ status: 'done', result: { cases: 6 } })
  })

  it('stops at the next page when it is cancelled, and keeps no result', async () => {
    const { id } = await start()
    const corpus = city.app.get(CaseCorpus, { strict: false })
    const page = corpus.page.bind(corpus)
    let cancelled: unknown = null
    corpus.page = async (query) => {
      cancelled ??= (await city.call('POST', `/dispatch/dry-runs/${id}/cancel`, PEOPLE.dispatcher)).body
      return page(query)
    }
    await runs().runNext()
    corpus.page = page
    expect(cancelled).toMatchObject({ id, status: 'cancelled' })
    expect(await read(id)).toMatchObject({ status: 'cancelled', result: null })
    expect(await city.call('POST', `/dispatch/dry-runs/${id}/cancel`, PEOPLE.dispatcher)).toMatchObject({ status: 409, body: { code: 'DRY_RUN_FINISHED' } })
    expect(await city.call('POST', `/dispatch/dry-runs/${city.nextId()}/cancel`, PEOPLE.dispatcher)).toMatchObject({ status: 404 })
  })

  it('is taken up by another process when the worker that had it was killed, whose late word is not heard', async () => {
    const { id } = await start()
    await world.database.query(`UPDATE dispatch_dry_run SET status = 'running', attempts = 1 WHERE id = $1`, [id])
    await heardAgo(id, 20)
    expect(await claim(other).runNext()).toBe(false)
    await heardAgo(id, 40)
    expect(await claim(other).runNext()).toBe(true)
    expect(await read(id)).toMatchObject({ status: 'done', result: { cases: 6 } })
    const late = await world.database.query(`UPDATE dispatch_dry_run SET result = NULL WHERE id = $1 AND attempts = 1 AND status = 'running' RETURNING id`, [id])
    expect(late).toEqual([])
  })

  it('fails after three workers were lost with it', async () => {
    const { id } = await start()
    await world.database.query(`UPDATE dispatch_dry_run SET status = 'running', attempts = 3 WHERE id = $1`, [id])
    await heardAgo(id, 40)
    expect(await runs().runNext()).toBe(false)
    expect(await read(id)).toMatchObject({ status: 'failed', failure: '后台进程中断了三次，没有再试；请重新发起' })
  })

  it('fails with a sentence when something breaks, and the next one can be asked for', async () => {
    const { id } = await start()
    const corpus = city.app.get(CaseCorpus, { strict: false })
    const page = corpus.page.bind(corpus)
    corpus.page = () => Promise.reject(new Error('broken'))
    await runs().runNext()
    corpus.page = page
    expect(await read(id)).toMatchObject({ status: 'failed', failure: '试运行出错，已停止；请把时间和编号告诉管理员' })
    await start()
  })

  it('lists them, the newest first, page by page, by index', async () => {
    const { body } = await city.call('GET', '/dispatch/dry-runs?limit=2', PEOPLE.dispatcher)
    const first = body as { items: DryRun[]; nextCursor: string }
    const second = (await city.call('GET', `/dispatch/dry-runs?limit=2&cursor=${first.nextCursor}`, PEOPLE.dispatcher)).body as { items: DryRun[] }
    const ids = [...first.items, ...second.items].map(({ id }) => id)
    expect([ids.length, new Set(ids).size]).toEqual([4, 4])
    // As autovacuum would at any moment.
    await world.database.query('ANALYZE dispatch_dry_run')
    const sql = `SELECT id FROM dispatch_dry_run WHERE city_code = '150500' ORDER BY requested_at DESC, id DESC LIMIT 21`
    expect(await plansByIndex(world.database, { sql, values: [] })).toMatchObject({ indexes: ['dispatch_dry_run_newest'], sorted: false })
  })
})

/** Lets a test wait for a moment of somebody else, and hold them there. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

describe('over more than one reading', () => {
  const COPIES = 900
  beforeAll(async () => {
    const copied = (table: string, ids: string): Promise<unknown> =>
      world.database.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(c, jsonb_build_object(${ids}))).* FROM ${table} c, generate_series(1, ${COPIES}) n`)
    await copied('case_case', `'id', md5(c.id::text || n)::uuid, 'number', c.number || '-' || n, 'filed_at', c.filed_at - n * interval '1 second'`)
    await copied('case_assignment', `'id', md5(c.id::text || n)::uuid, 'case_id', md5(c.case_id::text || n)::uuid`)
    await world.database.query('ANALYZE case_case, case_assignment')
  })
  const stored = async (id: string): Promise<object | undefined> =>
    (await world.database.query(`SELECT status, attempts, cases_done, finished_at, result FROM dispatch_dry_run WHERE id = $1`, [id]))[0]

  it('one whose worker is gone in the middle is played from its beginning by another, once, with the result of an undisturbed one', async () => {
    const undisturbed = await start()
    await runs().runNext()
    const { result } = await read(undisturbed.id)
    expect(result).toMatchObject({ cases: 6 * (COPIES + 1), moved: 6 * (COPIES + 1) })

    const { id } = await start()
    const corpus = city.app.get(CaseCorpus, { strict: false })
    const { page } = corpus
    const [reached, revived] = [gate(), gate()]
    let readings = 0
    corpus.page = async (query) => {
      const found = await page.call(corpus, query)
      readings += 1
      if (readings < 3) return found
      reached.open()
      await revived.passed
      return found
    }
    const gone = runs(city).runNext()
    await reached.passed
    expect(await runs(other).runNext()).toBe(false)
    world.clock.advance(31_000)
    expect(await runs(other).runNext()).toBe(true)
    const after = await stored(id)
    expect(after).toMatchObject({ status: 'done', attempts: 2, cases_done: 6 * (COPIES + 1) })
    expect((await read(id)).result).toEqual(result)

    // It was not dead after all: what it still says is not heard.
    world.clock.advance(1_000)
    revived.open()
    expect(await gone).toBe(true)
    corpus.page = page
    expect(await stored(id)).toEqual(after)
    expect(await runs(city).runNext()).toBe(false)
  }, 120_000)
})
