import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { isoOf, plus } from '@tongban/kernel/core'
import { PEOPLE, plansByIndex } from '@tongban/testing/server'
import { CATALOGUE_PUBLISHED } from '../../contract/catalogue-endpoints.js'
import type { CatalogueDifferences, CatalogueDraft, CatalogueVersion, CatalogueVersionDetail } from '../../contract/catalogue-version.schema.js'
import { catalogueRowDraftSchema, type CatalogueRowInput } from '../../contract/catalogue.schema.js'
import { CatalogueDrafts } from '../catalogue-drafts.js'
import { InMemoryDispatchPlanner } from '../in-memory-dispatch-planner.js'
import { CatalogueWorldUnderTest } from './catalogue-world.spec-support.js'
import { CatalogueVersionStore } from './catalogue-version.store.js'
import { PublishedCatalogues } from './published-catalogues.js'

let catalogue: CatalogueWorldUnderTest
beforeAll(async () => {
  catalogue = await CatalogueWorldUnderTest.open()
})
afterAll(() => catalogue.stop())
afterEach(() => catalogue.discard())

const HEAT: Omit<CatalogueRowInput, 'id'> = {
  categoryCode: '040501', placeCode: '150525', scope: 'county_department', functionCode: 'housing', assistFunctions: [], copyCounty: true, forbidTownship: true, legalBasis: '奈曼旗供热保障方案',
  requiredFacts: ['室内实测多少度？'],
}
const leadOf = (planner: InMemoryDispatchPlanner, categoryCode = '040501'): string | null =>
  planner.plan({ place: null, divisionCode: '150525100', category: { code: categoryCode, name: '甲', confidence: 1 }, subjectUnitIds: [], placeAsked: true, holdReasons: [] }).leadUnitId
const plannerOf = (process: CatalogueWorldUnderTest['first']): InMemoryDispatchPlanner => process.app.get(InMemoryDispatchPlanner, { strict: false })
const versions = async (): Promise<CatalogueVersion[]> => (await catalogue.get<{ items: CatalogueVersion[] }>('/versions')).body.items

describe('the catalogue an installation starts with', () => {
  it('is version 1, shipped, in force from the beginning, and read whole', async () => {
    const [first] = await versions()
    expect(first).toMatchObject({ version: 1, state: 'in_force', author: null, reason: '出厂样本', basedOn: null })
    const { body } = await catalogue.get<CatalogueVersionDetail>('')
    expect([body.rows.length, body.rowCount]).toEqual([first?.rowCount, first?.rowCount])
    expect(body.names.categories).toContainEqual({ id: '0405', name: '城镇集中供热' })
  })

  it('is never changed by anybody who reaches the database', async () => {
    await expect(catalogue.world.database.query(`UPDATE dispatch_catalogue_version SET reason = '改了' WHERE version = 1`)).rejects.toThrow('never changes')
  })
})

describe('a row in the draft', () => {
  it('is saved with its audit entry, shown with its faults, and told apart from what is in force, field by field', async () => {
    const draft = await catalogue.draft()
    expect((await catalogue.keep(draft, HEAT)).body).toMatchObject({ saved: { row: { id: '040501@150525' }, revision: 0 }, faults: [], revision: 1 })
    expect((await catalogue.keep(draft, { ...HEAT, functionCode: 'urban_management' }, '040501@150525')).body).toMatchObject({ saved: { revision: 1 } })
    const old = draft.rows.find(({ row }) => row.id === '0405@all')
    if (old === undefined) throw new Error('The shipped catalogue has a row for heating')
    const { id, ...row } = old.row
    await catalogue.keep(draft, { ...row, copyCounty: true }, id)
    expect(await catalogue.differences(draft)).toEqual(['added 040501@150525', 'changed 0405@all 抄送旗县:否→是'])
    const audited = await catalogue.world.database.query<{ action: string }>(`SELECT action FROM audit_entry WHERE subject_id = 'dispatch_catalogue_row:040501@150525' ORDER BY id`)
    expect(audited.map(({ action }) => action)).toEqual(['dispatch.save_catalogue_row', 'dispatch.save_catalogue_row'])
  })

  it('that ties is refused with both rows named, that is faulty is refused with the first fault, and nothing is changed', async () => {
    const draft = await catalogue.draft()
    const tied = await catalogue.keep(draft, { ...HEAT, placeCode: '150500', categoryCode: '0405' })
    expect([tied.status, tied.body]).toMatchObject([422, { code: 'CATALOGUE_ROWS_TIED', detail: expect.stringContaining('0405@all') }])
    expect(JSON.stringify(tied.body)).toContain('0405@150500')
    const faulty = await catalogue.keep(draft, { ...HEAT, functionCode: null })
    expect([faulty.status, faulty.body.code]).toEqual([422, 'CATALOGUE_ROW_FAULTY'])
    expect([await catalogue.differences(draft), (await catalogue.draft()).revision]).toEqual([[], 0])
  })

  it('is another row once it is about another place', async () => {
    const draft = await catalogue.draft()
    await catalogue.keep(draft, HEAT)
    await catalogue.keep(draft, { ...HEAT, placeCode: '150523' }, '040501@150525')
    expect(await catalogue.differences(draft)).toEqual(['added 040501@150523'])
  })

  it('that somebody else has changed is not written over, nor removed', async () => {
    const draft = await catalogue.draft()
    await catalogue.keep(draft, HEAT)
    await catalogue.keep(draft, { ...HEAT, legalBasis: '甲' }, '040501@150525', 0)
    const late = await catalogue.keep(draft, { ...HEAT, legalBasis: '乙' }, '040501@150525', 0)
    expect([late.status, late.body.code]).toEqual([409, 'CATALOGUE_ROW_STALE'])
    expect((await catalogue.post(`/drafts/${draft.id}/rows/remove`, { rowId: '040501@150525', revision: 0 })).body.code).toBe('CATALOGUE_ROW_STALE')
    expect((await catalogue.post(`/drafts/${draft.id}/rows/remove`, { rowId: '040501@150525', revision: 1 })).status).toBe(200)
    expect(await catalogue.differences(draft)).toEqual([])
  })

  it('of two saved at the same moment that would tie, one is refused', async () => {
    const draft = await catalogue.draft()
    const two = await Promise.all([{ ...HEAT, caseTypes: ['report' as const] }, { ...HEAT, urgencies: ['emergency' as const] }].map((row) => catalogue.keep(draft, row)))
    expect(two.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('is checked while it is written', async () => {
    const draft = await catalogue.draft()
    const check = async (row: object): Promise<string[]> => {
      const { body } = await catalogue.post<{ faults: { code: string }[] }>(`/drafts/${draft.id}/check`, { rowId: null, row: { ...HEAT, ...row } })
      return body.faults.map(({ code }) => code)
    }
    expect([await check({}), await check({ scope: 'township', functionCode: null })]).toEqual([[], ['forbidden_township']])
  })
})

describe('a published version', () => {
  it('takes over at once in every process within a look, is audited and told, and cases keep its number', async () => {
    const draft = await catalogue.draft()
    await catalogue.keep(draft, HEAT)
    expect([leadOf(plannerOf(catalogue.first)), leadOf(plannerOf(catalogue.second))]).toEqual(['enterprise-150525-heat', 'enterprise-150525-heat'])
    const published = await catalogue.publish(draft)
    expect([published.status, published.body]).toMatchObject([201, { version: 2, state: 'in_force', basedOn: 1, reason: '供热期由供热公司直接承办' }])
    const second = catalogue.second.app.get(PublishedCatalogues)
    const before = second.inForce()
    await second.lookAgain()
    expect(second.inForce().version).toBe(2)
    expect(before.version).toBe(1)
    const plan = plannerOf(catalogue.second).plan({ place: null, divisionCode: '150525100', category: { code: '040501', name: '甲', confidence: 1 }, subjectUnitIds: [], placeAsked: true, holdReasons: [] })
    expect(plan).toMatchObject({ leadUnitId: 'county-150525-housing', catalogueRowId: '040501@150525', catalogueVersion: 2 })
    const told = await catalogue.world.database.query<{ type: string; data: unknown }>('SELECT type, data FROM outbox_event WHERE type = $1', [CATALOGUE_PUBLISHED])
    expect(told).toMatchObject([{ data: { version: 2, what: 'published', by: PEOPLE.dispatcher.userId } }])
    expect((await versions()).map(({ version, state }) => [version, state])).toEqual([[2, 'in_force'], [1, 'past']])
    // The worker that hears of it does not wait for its next look, however often it is told.
    const reload = jest.spyOn(second, 'reload')
    await catalogue.second.settle()
    expect(reload).toHaveBeenCalledTimes(1)
    reload.mockRestore()
    expect((await catalogue.get<{ draft: unknown }>('/draft')).body.draft).toBeNull()
  })

  it('is compared with the one it was made from, and can be restored as a new draft', async () => {
    const { body } = await catalogue.get<CatalogueDifferences>('/versions/2/differences')
    expect([body.from, body.to, body.changes.map(({ kind, rowId }) => `${kind} ${rowId}`)]).toEqual([1, 2, ['added 040501@150525']])
    const restored = await catalogue.post<CatalogueDraft>('/versions/1/restore')
    expect(restored.body).toMatchObject({ restoredFrom: 1, basedOn: 2, revision: 0 })
    expect(await catalogue.differences(restored.body)).toEqual(['removed 040501@150525'])
    expect((await catalogue.post('/versions/1/restore')).body.code).toBe('CATALOGUE_DRAFT_OPEN')
  })

  it('of a moment to come takes over then, without anybody reading again, and can be withdrawn or replaced before', async () => {
    const draft = await catalogue.draft()
    await catalogue.keep(draft, { ...HEAT, functionCode: 'urban_management' }, '040501@150525')
    const validFrom = isoOf(plus(catalogue.world.clock.now(), 3_600_000))
    expect((await catalogue.publish(draft, { validFrom: '2020-01-01T00:00:00Z' })).body.code).toBe('CATALOGUE_FROM_PAST')
    expect((await catalogue.publish(draft, { validFrom })).body).toMatchObject({ version: 3, state: 'upcoming' })
    expect(leadOf(plannerOf(catalogue.first))).toBe('county-150525-housing')

    const next = await catalogue.draft()
    expect(next.basedOn).toBe(3)
    await catalogue.keep(next, { ...HEAT, functionCode: 'emergency_management' }, '040501@150525')
    expect((await catalogue.publish(next)).body.code).toBe('CATALOGUE_VERSION_UPCOMING')
    expect((await catalogue.publish(next, { validFrom, replaces: 3 })).body).toMatchObject({ version: 4, state: 'upcoming' })
    expect((await versions()).map(({ version, state }) => [version, state])).toEqual([[4, 'upcoming'], [3, 'withdrawn'], [2, 'in_force'], [1, 'past']])
    await catalogue.second.app.get(PublishedCatalogues).lookAgain()
    catalogue.world.clock.advance(3_600_000)
    expect([leadOf(plannerOf(catalogue.first)), leadOf(plannerOf(catalogue.second))]).toEqual(['county-150525-emergency-management', 'county-150525-emergency-management'])
    expect((await catalogue.post('/versions/4/withdraw', { reason: '已经不需要了' })).body.code).toBe('CATALOGUE_NOT_UPCOMING')
    expect((await catalogue.post('/versions/9/withdraw', { reason: '已经不需要了' })).status).toBe(404)
  })

  it('made from one that somebody has withdrawn meanwhile is refused: nobody saw that it brings back what was taken away', async () => {
    const [{ version: inForce } = { version: 0 }] = await versions()
    const wrong = await catalogue.draft()
    await catalogue.keep(wrong, { ...HEAT, categoryCode: '040503', functionCode: 'urban_management' })
    const { body: upcoming } = await catalogue.publish(wrong, { validFrom: isoOf(plus(catalogue.world.clock.now(), 3_600_000)) })
    const draft = await catalogue.draft()
    expect(draft.basedOn).toBe(upcoming.version)
    await catalogue.keep(draft, { ...HEAT, placeCode: '150524' })
    expect((await catalogue.post(`/versions/${upcoming.version}/withdraw`, { reason: '城管局不承办供热' })).status).toBe(200)

    const published = await catalogue.publish(draft)
    expect([published.status, published.body.code]).toEqual([409, 'CATALOGUE_DRAFT_OUTDATED'])
    expect(JSON.stringify(published.body)).toContain(`第 ${upcoming.version} 版`)
    expect((await versions()).find(({ state }) => state === 'in_force')?.version).toBe(inForce)
    // Nor does an accepted proposal go into a draft that can never be published.
    const proposed = await catalogue.world.database.transaction((tx) =>
      catalogue.first.app.get(CatalogueDrafts).propose(tx, catalogueRowDraftSchema.parse({ ...HEAT, placeCode: '150526' }), '三件一致', PEOPLE.dispatcher),
    )
    expect(proposed).toMatchObject({ ok: false, refusal: { code: 'CATALOGUE_DRAFT_OUTDATED' } })

    // What an old version said holds nothing of the withdrawn one.
    await catalogue.discard()
    const again = await catalogue.draft()
    expect([again.basedOn, await catalogue.differences(again)]).toEqual([inForce, []])
  })

  it('and one on its way out at the same moment never both stand: whoever is second is told', async () => {
    const wrong = await catalogue.draft()
    await catalogue.keep(wrong, { ...HEAT, categoryCode: '040503', functionCode: 'urban_management' })
    const validFrom = isoOf(plus(catalogue.world.clock.now(), 3_600_000))
    const { body: upcoming } = await catalogue.publish(wrong, { validFrom })
    const draft = await catalogue.draft()
    await catalogue.keep(draft, { ...HEAT, placeCode: '150524' })
    const { revision } = await catalogue.draft()
    const [published, withdrawn] = await Promise.all([
      catalogue.publish(draft, { revision, validFrom: isoOf(plus(catalogue.world.clock.now(), 7_200_000)) }),
      catalogue.post(`/versions/${upcoming.version}/withdraw`, { reason: '城管局不承办供热' }),
    ])
    expect(withdrawn.status).toBe(200)
    expect([201, 409]).toContain(published.status)
    if (published.status === 201) expect((await catalogue.post(`/versions/${published.body.version}/withdraw`, { reason: '只是试试' })).status).toBe(200)
    else expect(published.body.code).toBe('CATALOGUE_DRAFT_OUTDATED')
  })

  it('is refused with errors, without a change, or of a draft that has moved on', async () => {
    const draft = await catalogue.draft()
    expect((await catalogue.publish(draft)).body.code).toBe('CATALOGUE_UNCHANGED')
    // Another row forbids it; the editor may be about to change that one, so it is saved, and never published.
    const { status } = await catalogue.keep(draft, { ...HEAT, categoryCode: '040502', scope: 'township', functionCode: null, forbidTownship: false })
    expect([status, (await catalogue.publish(draft)).body.code]).toEqual([200, 'CATALOGUE_FAULTY'])
    expect((await catalogue.publish(draft, { revision: 0 })).body.code).toBe('CATALOGUE_DRAFT_STALE')
    expect((await catalogue.publish({ ...draft, id: '0199a000-0000-7000-8000-000000000009' })).status).toBe(404)
  })

  it('is published by one of many who try at once', async () => {
    const draft = await catalogue.draft()
    await catalogue.keep(draft, { ...HEAT, placeCode: '150523' })
    const { revision } = await catalogue.draft()
    const outcomes = await Promise.all([1, 2, 3].map(() => catalogue.publish(draft, { revision })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 404, 404])
  })

  it('of before conditions and dates were known reads as it always did', async () => {
    const row = { id: '0101@all', categoryCode: '0101', placeCode: null, scope: 'township', functionCode: null, assistFunctions: [], copyCounty: true, forbidTownship: false, legalBasis: '', requiredFacts: [] }
    await catalogue.world.database.query(
      `INSERT INTO dispatch_catalogue_version (city_code, version, valid_from, rows, row_count, reason, published_at) VALUES ('150501', 1, now(), $1::jsonb, 1, '转入', now())`,
      [JSON.stringify([row])],
    )
    const store = new CatalogueVersionStore(catalogue.world.database, { cityCode: '150501' } as never)
    expect((await store.byVersion(1))?.rows).toMatchObject([{ ...row, caseTypes: [], urgencies: [], season: null, leadUnitId: null, evidenceRequired: null, validFrom: null }])
  })
})

describe('statements of the catalogue', () => {
  it('go by their indexes', async () => {
    const indexes = async (sql: string): Promise<string[]> => (await plansByIndex(catalogue.world.database, { sql, values: [] })).indexes
    expect(await indexes(`SELECT id FROM dispatch_catalogue_draft WHERE city_code = '150500' AND closed_at IS NULL`)).toEqual(['dispatch_catalogue_draft_open'])
    expect(await indexes(`SELECT row FROM dispatch_catalogue_draft_row WHERE city_code = '150500' AND draft_id = '0199a000-0000-7000-8000-000000000009' ORDER BY id`)).toEqual(['dispatch_catalogue_draft_row_pkey'])
    expect(await indexes(`SELECT max(version), count(withdrawn_at) FROM dispatch_catalogue_version WHERE city_code = '150500'`)).toEqual(['dispatch_catalogue_version_pkey'])
  })
})
