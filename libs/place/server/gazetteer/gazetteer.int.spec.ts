import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, UNHAPPY, UNITS, valueOf, plansByIndex, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { gazetteerEntrySchema, placeResolutionSchema, type GazetteerDraft, type GazetteerEntryView, type GazetteerImportReport } from '../../contract/index.js'
import { PlaceResolver } from '../../contract/place-resolver.js'
import { GazetteerBook } from './gazetteer-book.js'
import { PlaceFreshness } from '../place-freshness.js'
import { auditOf, draftOf, gazetteerWorld, OTHER_TOWN, TOWN, where } from './gazetteer-world.spec-support.js'

let world: CaseWorld
let city: CaseProcess
let other: CaseProcess
beforeAll(async () => {
  ;({ world, city, other } = await gazetteerWorld())
})
afterAll(() => world.stop())

const { dispatcher, operator } = PEOPLE

type Answer = { status: number; body: Record<string, unknown> }
const post = async (path: string, body: unknown): Promise<Answer> => {
  const { status, body: answer } = await city.call('POST', path, dispatcher, { body })
  return { status, body: answer as Record<string, unknown> }
}
async function add(changes: Partial<GazetteerDraft>): Promise<string> {
  const { status, body } = await post('/places/gazetteer', draftOf(changes))
  expect([status, body.version]).toEqual([201, 1])
  return body.id as string
}
async function list(query: string, by = operator): Promise<{ items: GazetteerEntryView[]; nextCursor: string | null; counts: Record<string, number>; ready: number }> {
  const { status, body } = await city.call('GET', `/places/gazetteer?${query}`, by)
  const page = body as Awaited<ReturnType<typeof list>>
  expect([status, gazetteerEntrySchema.array().safeParse(page.items).error]).toEqual([200, undefined])
  return page
}
const named = async (name: string, status = 'confirmed'): Promise<GazetteerEntryView | undefined> => (await list(`status=${status}&q=${encodeURIComponent(name)}`)).items.find((item) => item.name === name)
const audited = async (subjectId: string): Promise<string[]> => (await auditOf(world, subjectId)).map(({ action }) => action)

const leadOf = async (caseId: string): Promise<string> => (await city.lookup.snapshots([caseId]))[0]?.assignments.findLast(({ role }) => role === 'lead')?.id ?? ''
/** Lived up to a reply that has passed the review; a lead that gave it back once is contested. */
async function accepted(placeText: string, { division = TOWN, sealed = false }: { division?: string; sealed?: boolean } = {}): Promise<string> {
  const lead = division.startsWith(TOWN) ? UNITS.township : UNITS.otherTownship
  const township = division.slice(0, 9)
  const caseId = await city.filed({ placeText, divisionCode: division, townshipCode: township, sealed, target: { leadUnitId: lead, assistUnitIds: [], ccUnitIds: [] } })
  const on = { assignmentId: await leadOf(caseId) }
  const handler = { ...PEOPLE.handler, unitId: lead, scope: { kind: 'own_unit', unitId: lead } } as typeof PEOPLE.handler
  valueOf(await city.commands.execute('sign', on, {}, handler))
  valueOf(await city.commands.execute('contact', on, { reached: true, method: 'phone', note: '已联系' }, handler))
  valueOf(await city.commands.execute('reply', on, { text: '已到现场修好，当晚恢复，已告知来电人。', attachmentIds: [] }, handler))
  valueOf(await city.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))
  await city.settle()
  world.clock.advance(60_000)
  return caseId
}

describe('the gazetteer', () => {
  it('a name is known at once where it was added, and in another process with its next look; a question before sees none of it', async () => {
    expect(where(other, '明珠花园6号楼')).toBeUndefined()
    const id = await add({ aliases: ['明珠小区'], note: '2019年建成' })
    expect(where(city, '明珠花园6号楼')).toBe(TOWN)
    expect(where(other, '明珠花园6号楼')).toBeUndefined()
    await other.app.get(PlaceFreshness).look()
    expect([where(other, '明珠花园6号楼'), where(other, '明珠小区')]).toEqual([TOWN, TOWN])
    expect(await named('明珠花园')).toMatchObject({ id, kind: 'estate', division: { code: TOWN }, aliases: ['明珠小区'], status: 'confirmed', source: 'manual', version: 1 })
    expect(await audited(id)).toEqual(['place.add_name'])
  })

  it('is changed, retired and brought back by who has seen it as it is; each is audited', async () => {
    const id = await add({ name: '和平市场', kind: 'landmark' })
    expect(await post(`/places/gazetteer/${id}`, { draft: draftOf({ name: '和平市场', kind: 'landmark', divisionCode: OTHER_TOWN }), version: 1 })).toMatchObject({ status: 200, body: { version: 2 } })
    expect(where(city, '和平市场门口')).toBe(OTHER_TOWN)
    expect(await post(`/places/gazetteer/${id}`, { draft: draftOf({ name: '和平市场' }), version: 1 })).toMatchObject({ status: 409, body: { code: 'PLACE_NAME_STALE' } })
    expect(await post(`/places/gazetteer/${id}/decision`, { verdict: 'accept', version: 2 })).toMatchObject({ status: 409, body: { code: 'PLACE_NAME_SETTLED' } })
    expect(await post(`/places/gazetteer/${id}/decision`, { verdict: 'retire', version: 2 })).toMatchObject({ status: 200, body: { status: 'retired', version: 3 } })
    expect(where(city, '和平市场门口')).toBeUndefined()
    expect(await post(`/places/gazetteer/${id}/decision`, { verdict: 'restore', version: 3 })).toMatchObject({ status: 200, body: { status: 'confirmed' } })
    expect(where(city, '和平市场门口')).toBe(OTHER_TOWN)
    expect(await audited(id)).toEqual(['place.add_name', 'place.change_name', 'place.retire_name', 'place.restore_name'])
  })

  it('refuses a name twice in one place, a division it does not know, and one for the whole city', async () => {
    await add({ name: '站前广场', kind: 'landmark' })
    expect(await post('/places/gazetteer', draftOf({ name: '站前广场' }))).toMatchObject({ status: 409, body: { code: 'PLACE_NAME_TAKEN' } })
    expect(await post('/places/gazetteer', draftOf({ name: '站前广场', divisionCode: OTHER_TOWN }))).toMatchObject({ status: 201 })
    for (const divisionCode of ['150500', '110101']) expect(await post('/places/gazetteer', draftOf({ divisionCode }))).toMatchObject({ status: 422, body: { code: 'PLACE_DIVISION_UNKNOWN' } })
    expect(await post(`/places/gazetteer/${city.nextId()}/decision`, { verdict: 'retire', version: 1 })).toMatchObject({ status: 404 })
    expect(await post('/places/gazetteer', draftOf({ name: '园' }))).toMatchObject({ status: 400 })
  })

  it('refuses what a division of the city is called, and says which; a retired one does not come back', async () => {
    const refused = (field: string, name: string, place: string) => ({ status: 422, body: { code: 'PLACE_NAME_OF_DIVISION', detail: expect.stringContaining(`${field}“${name}”就是${place}的名称`) } })
    const where = { divisionCode: '150502004', kind: 'landmark' } as const
    expect(await post('/places/gazetteer', draftOf({ ...where, name: '奈曼旗' }))).toMatchObject(refused('名称', '奈曼旗', '奈曼旗'))
    expect(await post('/places/gazetteer', draftOf({ ...where, name: '镇口大集', aliases: ['大集', '八仙筒'] }))).toMatchObject(refused('别名', '八仙筒', '奈曼旗八仙筒镇'))
    const id = await add({ ...where, name: '科区南门口' })
    expect(await post(`/places/gazetteer/${id}`, { draft: draftOf({ ...where, name: '科区' }), version: 1 })).toMatchObject(refused('名称', '科区', '科尔沁区'))
    await world.database.query(`UPDATE place_gazetteer SET name = '奈曼旗', status = 'retired' WHERE id = $1`, [id])
    expect(await post(`/places/gazetteer/${id}/decision`, { verdict: 'restore', version: 1 })).toMatchObject(refused('名称', '奈曼旗', '奈曼旗'))
    expect(await post('/places/gazetteer', draftOf({ name: '太平乡', kind: 'former' }))).toMatchObject({ status: 201 })
  })

  it('passes over a name of a division that is in it from before', async () => {
    const sureness = (): number | undefined => city.app.get(PlaceResolver).resolve('奈曼旗').best?.confidence
    const before = sureness()
    const id = await add({ name: '会被改坏的地标', kind: 'landmark', divisionCode: '150502004' })
    await world.database.query(`UPDATE place_gazetteer SET name = '奈曼旗' WHERE id = $1`, [id])
    await city.app.get(GazetteerBook).reload()
    expect([where(city, '奈曼旗'), sureness()]).toEqual(['150525', before])
    expect(await post(`/places/gazetteer/${id}/decision`, { verdict: 'retire', version: 1 })).toMatchObject({ status: 200 })
  })

  it('is searched by name, alias, kind, source and place, page by page without a gap', async () => {
    for (const number of ['甲', '乙', '丙', '丁', '戊']) {
      await add({ name: `翻页${number}小区`, aliases: [`${number}号院落`] })
      world.clock.advance(1_000)
    }
    const names: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(`q=${encodeURIComponent('翻页')}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      names.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    }
    expect(names).toEqual(['戊', '丁', '丙', '乙', '甲'].map((number) => `翻页${number}小区`))
    expect((await list(`q=${encodeURIComponent('丙号院')}`)).items.map(({ name }) => name)).toEqual(['翻页丙小区'])
    expect((await list(`q=${encodeURIComponent('翻页')}&divisionCode=150525`)).items).toEqual([])
    expect((await list(`q=${encodeURIComponent('翻页')}&kind=road`)).items).toEqual([])
    expect((await list(`q=${encodeURIComponent('翻页')}&source=learned`)).items).toEqual([])
    expect((await list(`q=${encodeURIComponent('%')}`)).items).toEqual([])
  })
})

describe('the gazetteer as a table', () => {
  const HEADING = '名称,别名,类型,区划代码,区划,纬度,经度,备注'
  const take = async (csv: string, mode: 'check' | 'save'): Promise<GazetteerImportReport> => (await post('/places/gazetteer/imports', { csv, mode })).body as unknown as GazetteerImportReport

  it('says row by row what is wrong, and takes nothing then', async () => {
    const csv = [HEADING, `民生家园,,小区,${TOWN},,,,`, '错类型,,宫殿,150523101,,,,', '没区划,,小区,,,,,', '不知道,,小区,999999,,,,', `半个点,,小区,${TOWN},,43.6,,`, `短,,小区,${TOWN},,,,`, `民生家园,,小区,${TOWN},,,,`].join('\n')
    const report = await take(csv, 'save')
    expect(report).toMatchObject({ rows: 7, saved: false, errorCount: 6 })
    expect(report.errors.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8])
    expect(report.errors[5]?.message).toBe('与第 2 行重复')
    expect(await named('民生家园')).toBeUndefined()
    expect((await take('名字,别名\n甲,乙', 'save')).errors[0]?.message).toContain('第一行应是')
  })

  it('names the row and field of a name that is a division', async () => {
    const report = await take([HEADING, `奈曼旗,,地标,${TOWN},,,,`, `镇口大集,八仙筒镇,地标,${TOWN},,,,`, `民族小卖部,,其他,${TOWN},,,,`].join('\n'), 'save')
    expect(report).toMatchObject({ saved: false, errorCount: 2 })
    expect(report.errors).toMatchObject([{ row: 2, message: expect.stringContaining('名称“奈曼旗”就是奈曼旗的名称') }, { row: 3, message: expect.stringContaining('别名“八仙筒镇”就是奈曼旗八仙筒镇的名称') }])
  })

  it('adds what is new, changes what differs, leaves the rest; and reads back what it wrote', async () => {
    const csv = [HEADING, `惠民家园,惠民小区、惠民院,小区,${TOWN},,43.61,121.3,"含,逗号"`, '西湖公园,,地标,,开鲁县开鲁镇,,,'].join('\n')
    expect(await take(csv, 'check')).toMatchObject({ added: 2, changed: 0, saved: false, errorCount: 0 })
    expect(await named('惠民家园')).toBeUndefined()
    expect(await take(csv, 'save')).toMatchObject({ added: 2, changed: 0, unchanged: 0, saved: true })
    expect(await named('惠民家园')).toMatchObject({ source: 'import', aliases: ['惠民小区', '惠民院'], point: { latitude: 43.61, longitude: 121.3 }, note: '含,逗号' })
    expect((await named('西湖公园'))?.division.path.at(-1)).toBe('开鲁镇')
    expect(await take(csv, 'save')).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    expect(await take(csv.replace('惠民院', '惠民大院'), 'save')).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
    city.actAs(operator)
    const exported = await city.app.inject({ method: 'GET', url: `/places/gazetteer.csv?q=${encodeURIComponent('惠民')}` })
    expect(exported.headers['content-type']).toContain('text/csv')
    expect(await take(exported.body, 'check')).toMatchObject({ rows: 1, unchanged: 1, errorCount: 0 })
  })
})

describe('names learned from cases that went right', () => {
  it('are proposed, count up, and are used once a person accepts them', async () => {
    const first = await accepted('阳光家园3号楼', { division: TOWN })
    expect(await named('阳光家园', 'proposed')).toMatchObject({ kind: 'estate', source: 'learned', agreeing: 1, contradicting: 0, isReady: false, division: { code: TOWN } })
    await accepted('阳光家园东门')
    await accepted('阳光家园')
    const proposed = await named('阳光家园', 'proposed')
    expect(proposed).toMatchObject({ agreeing: 3, isReady: true })
    expect(proposed?.cases).toHaveLength(3)
    expect((await list('status=proposed')).ready).toBe(1)
    expect(where(city, '阳光家园5号楼')).toBeUndefined()
    expect(await post(`/places/gazetteer/${proposed?.id}/decision`, { verdict: 'accept', version: proposed?.version })).toMatchObject({ status: 200, body: { status: 'confirmed' } })
    // Their word, as much as a name they had entered by hand.
    expect((await world.database.query<{ weight: number }>('SELECT weight FROM place_gazetteer WHERE id = $1', [proposed?.id]))[0]?.weight).toBe(1)
    expect(where(city, '阳光家园5号楼')).toBe(TOWN)
    expect(first).toBeTruthy()
  })

  it('count a case once, however often its event comes', async () => {
    await accepted('金水湾小区')
    await world.database.query(`DELETE FROM outbox_consumed WHERE consumer = 'place.learn_names'`)
    await world.database.query(`UPDATE outbox_event SET published_at = NULL, settled_at = NULL WHERE type = 'case.review_passed.v1'`)
    await city.settle()
    expect(await named('金水湾小区', 'proposed')).toMatchObject({ agreeing: 1, contradicting: 0 })
  })

  it('are not ready when a case says another township, and not taken from sealed cases', async () => {
    for (let count = 0; count < 3; count += 1) await accepted('紫竹苑小区')
    await accepted('紫竹苑小区二期', { division: OTHER_TOWN })
    expect(await named('紫竹苑小区', 'proposed')).toMatchObject({ agreeing: 3, contradicting: 1, isReady: false, division: { code: TOWN } })
    await accepted('密语花园', { sealed: true })
    expect(await named('密语花园', 'proposed')).toBeUndefined()
  })

  it.each([
    ['reassigned as a wrong dispatch', '晨曦花园', async (on: { caseId: string }) => {
      valueOf(await city.commands.execute('reassign', on, { leadUnitId: UNITS.otherTownship, reason: '经核实在邻镇', wrongDispatch: true, assistUnitIds: [], newPromiseReason: null }, dispatcher))
    }],
    ['reassigned for another reason', '暮云花园', async (on: { caseId: string }) => {
      valueOf(await city.commands.execute('reassign', on, { leadUnitId: UNITS.department, reason: '改由部门办理', wrongDispatch: false, assistUnitIds: [], newPromiseReason: null }, dispatcher))
    }],
    ['disputed among units', '听涛花园', async (on: { caseId: string }) => {
      valueOf(await city.commands.execute('open_dispute', on, { otherUnitIds: [UNITS.otherTownship], reason: '两镇认识不一' }, dispatcher))
    }],
    ['recalled and given to another', '望岳花园', async (on: { caseId: string }) => {
      valueOf(await city.commands.execute('recall', on, { assignmentId: await leadOf(on.caseId), reason: '经核实不归该镇' }, dispatcher))
      valueOf(await city.commands.execute('dispatch', on, { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [], reason: '重新派单' }, dispatcher))
    }],
  ])('lose the voice of a case that comes back from its caller and is %s; of others they keep theirs', async (_how, name, contest) => {
    await accepted(name)
    const caseId = await accepted(name)
    expect(await named(name, 'proposed')).toMatchObject({ agreeing: 2 })
    valueOf(await city.commands.execute('record_callback', { caseId }, { outcome: 'answered', answers: UNHAPPY, note: '', attempts: 1 }, PEOPLE.callbackAgent))
    await city.settle()
    expect(await named(name, 'proposed')).toMatchObject({ agreeing: 2 })
    world.clock.advance(60_000)
    await contest({ caseId })
    await city.settle()
    const left = await named(name, 'proposed')
    expect(left).toMatchObject({ agreeing: 1, contradicting: 0 })
    expect(left?.cases.map(({ id }) => id)).not.toContain(caseId)
  })

  it('are not proposed again after somebody said no', async () => {
    await accepted('枫丹小区')
    const proposed = await named('枫丹小区', 'proposed')
    expect(await post(`/places/gazetteer/${proposed?.id}/decision`, { verdict: 'reject', version: proposed?.version })).toMatchObject({ status: 200 })
    await accepted('枫丹小区')
    expect(await named('枫丹小区', 'proposed')).toBeUndefined()
    expect(await named('枫丹小区', 'rejected')).toBeDefined()
  })

  it('are used without a person only when the city has said so', async () => {
    const { rules } = (await city.call('GET', '/places/gazetteer', operator)).body as { rules: { version: number } }
    expect(rules).toEqual({ agreeingNeeded: 3, acceptsAlone: false, version: 1 })
    expect(await post('/places/gazetteer-rules', { agreeingNeeded: 2, acceptsAlone: true, version: 1 })).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await post('/places/gazetteer-rules', { agreeingNeeded: 2, acceptsAlone: true, version: 1 })).toMatchObject({ status: 409 })
    await accepted('锦绣花园')
    expect(where(city, '锦绣花园')).toBeUndefined()
    await accepted('锦绣花园')
    expect(where(city, '锦绣花园')).toBe(TOWN)
    const entry = await named('锦绣花园')
    expect(entry).toMatchObject({ source: 'learned', agreeing: 2 })
    expect(await audited(entry?.id ?? '')).toEqual(['place.accept_name'])
    expect(await post('/places/gazetteer-rules', { agreeingNeeded: 3, acceptsAlone: false, version: 2 })).toMatchObject({ status: 200 })
  })
})

describe('asking where it is', () => {
  it('answers with the path, and with the question when several places are called so', async () => {
    const sure = await post('/places/resolve', { text: '开鲁县开鲁镇' })
    expect(sure).toMatchObject({ status: 200, body: { ambiguous: false, question: null } })
    const { question, ...resolution } = (await post('/places/resolve', { text: '双胜村' })).body
    expect(placeResolutionSchema.safeParse(resolution).error).toBeUndefined()
    expect(resolution.ambiguous === true ? question : '有').toContain('有')
  })

  it('says that the caller may speak of another city', async () => {
    const { status, body } = await post('/places/resolve', { text: '赤峰市开发区停水' })
    expect([status, body.best, body.question]).toEqual([200, null, '说的可能是外地：赤峰市开发区'])
  })
})

describe('the tables of the gazetteer', () => {
  beforeAll(async () => {
    await world.database.query(
      `INSERT INTO place_gazetteer SELECT '150500', gen_random_uuid(), '名' || n, '{}', 'estate', '150523101', 1, NULL, NULL, 'retired', 'import', 0, 0, '{}', '', 1, 'x', now(), 'x', now() FROM generate_series(1, 3000) AS n`,
    )
    await world.database.query('ANALYZE place_gazetteer')
  })

  it.each([
    [`SELECT * FROM place_gazetteer WHERE city_code = '150500' AND status = 'confirmed' ORDER BY changed_at DESC, id DESC LIMIT 21`, 'place_gazetteer_changed'],
    [`SELECT * FROM place_gazetteer WHERE city_code = '150500' AND name = ANY('{明珠花园}')`, 'place_gazetteer_name'],
    [`SELECT * FROM place_gazetteer_vote WHERE city_code = '150500' AND name = '明珠花园' AND county_code = '150523'`, 'place_gazetteer_vote_name'],
  ])('%s is read by %s', async (sql, index) => {
    expect(await plansByIndex(world.database, { sql, values: [] })).toMatchObject({ indexes: [index], sorted: false })
  })
})
