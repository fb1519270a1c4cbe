import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Global, Module } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { instant, isoOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { OrgSeed } from '@tongban/org/server'
import { PlaceResolver } from '@tongban/place/contract'
import type { Tx } from '@tongban/platform/server'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { PEOPLE, UNITS, caseWorld, person, valueOf, plansOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { CatalogueRowDraft } from '../../contract/catalogue.schema.js'
import { PROPOSAL_ACCEPTED, proposalSchema, type Proposal } from '../../contract/catalogue-proposal.schema.js'
import type { DispatchPlan, DispatchPlanRequest } from '../../contract/dispatch-plan.schema.js'
import { DispatchPlanner } from '../../contract/dispatch-planner.js'
import '../../contract/catalogue-refusals.js'
import { DEFAULT_DISPATCH_THRESHOLDS, buildCatalogue, planDispatch, type OrgLookups } from '../../domain/index.js'
import { CatalogueDrafts } from '../catalogue-drafts.js'
import { LessonStore } from './lesson.store.js'
import { ProposalController } from './proposal.controller.js'
import { PROPOSAL_PROVIDERS } from './proposal-providers.js'

/** The catalogue knows nothing but 020201, which is the township's, and 020202, which is housing's. */
const ROW = { caseTypes: [], urgencies: [], season: null, functionCode: null, leadUnitId: null, assistFunctions: [], copyFunctions: [], copyCounty: false, forbidTownship: false, legalBasis: '', requiredFacts: [], evidenceRequired: null, validFrom: null, validTo: null, placeCode: null }
const CATALOGUE = buildCatalogue([
  { ...ROW, id: '020201@all', categoryCode: '020201', scope: 'township' },
  { ...ROW, id: '020202@all', categoryCode: '020202', scope: 'county_department', functionCode: 'housing' },
])
/** What stands in the draft: more than the planner here needs. */
const STANDING = [
  { ...ROW, id: '0104@all', categoryCode: '0104', scope: 'city_department' as const, functionCode: 'agriculture', forbidTownship: true, evidenceRequired: true, requiredFacts: ['几亩地？'], legalBasis: '旧依据' },
]
class SmallCatalogue extends DispatchPlanner {
  constructor(private readonly org: OrgDirectory) {
    super()
  }
  override plan(request: DispatchPlanRequest): DispatchPlan {
    return planDispatch(request, { catalogue: CATALOGUE, org: this.org as OrgLookups, thresholds: DEFAULT_DISPATCH_THRESHOLDS })
  }
}

/** Understands no place: all that was said is left over. */
class AllIsRest extends PlaceResolver {
  override resolve(text: string): ReturnType<PlaceResolver['resolve']> {
    return { best: null, level: null, evidence: [], rivals: [], ambiguous: false, rest: text }
  }
  override withoutPlaces(text: string): string {
    return text
  }
}
/** Hears lamps in every text that says so. */
class LampWords extends CategorySuggester {
  override suggest(text: string): ReturnType<CategorySuggester['suggest']> {
    return text.includes('路灯杆倒了') ? [{ code: '020202', confidence: 0.7, words: ['路灯'] }] : []
  }
  override detectUrgency(): null {
    return null
  }
}
/** The catalogue's draft, as far as proposals see it. */
class OpenDraft extends CatalogueDrafts {
  readonly rows: CatalogueRowDraft[] = []
  override propose(_tx: Tx, row: CatalogueRowDraft): Promise<Result<{ rowId: string }>> {
    if (row.categoryCode === '010302') return Promise.resolve(refuse('CATALOGUE_ROWS_TIED', { row: 'x', other: 'y' }))
    this.rows.push(row)
    return Promise.resolve(ok({ rowId: 'row' }))
  }
  override current = () => Promise.resolve(null)
  override inForce = () => Promise.resolve({ rows: STANDING, version: null })
}
const ports = [
  { provide: DispatchPlanner, useFactory: (org: OrgDirectory) => new SmallCatalogue(org), inject: [OrgDirectory] }, { provide: PlaceResolver, useClass: AllIsRest },
  { provide: CategorySuggester, useClass: LampWords }, { provide: CatalogueDrafts, useClass: OpenDraft },
]
@Global()
@Module({ providers: ports, exports: ports.map(({ provide }) => provide) })
class LearningPorts {}
@Module({ controllers: [ProposalController], providers: [...PROPOSAL_PROVIDERS] })
class ProposalsModule {}

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [LearningPorts, ProposalsModule] })
  city = world.first
  await world.database.transaction(async (tx) => {
    await city.app.get(OrgSeed).load(tx, '150500')
    await city.app.get(TaxonomySeed).load(tx, '150500')
  })
})
afterAll(() => world.stop())

const MEMBERS = [{ role: 'hotline_centre' as const, name: '白音娜' }, { role: 'staffing_office' as const, name: '孙立新' }, { role: 'justice' as const, name: '乌兰' }]
const RULING = { assistUnitIds: [], principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单第三项', legalBasis: '移交清单第三项' }
const NOWHERE = { divisionCode: null, countyCode: null, townshipCode: null }
type Filing = Parameters<CaseProcess['filed']>[0]

async function ruled(categoryCode: string, { leadUnitId = UNITS.department as string, proposes = true, sealed = false, filing = {} as Filing } = {}): Promise<string> {
  const caseId = await city.filed({ categoryCode, sealed, ...filing })
  valueOf(await city.commands.execute('open_dispute', { caseId }, { otherUnitIds: [UNITS.department], reason: '两个单位认识不一' }, PEOPLE.dispatcher))
  valueOf(await city.commands.execute('convene_panel', { caseId }, { members: MEMBERS }, PEOPLE.supervisor))
  valueOf(await city.commands.execute('rule_dispute', { caseId }, { ...RULING, leadUnitId, proposesCatalogueRow: proposes }, PEOPLE.supervisor))
  await city.settle()
  return caseId
}

const leadOf = async (caseId: string) => {
  const [snapshot] = await city.lookup.snapshots([caseId])
  const lead = snapshot?.assignments.filter((item) => item.role === 'lead').at(-1)
  if (snapshot === undefined || lead === undefined) throw new Error(`Case ${caseId} has no lead`)
  return { snapshot, lead }
}

/** Returned by the township, which said whose it is, and given there. */
async function returned(categoryCode: string, { filing = {}, to = UNITS.department as string }: { filing?: Filing; to?: string } = {}): Promise<string> {
  const id = await city.filed({ categoryCode, ...filing })
  const on = { assignmentId: (await leadOf(id)).lead.id }
  const details = { kind: 'return' as const, reasonCode: 'not_our_duty' as const, expectedUnitId: to, legalBasis: '移交清单第三项' }
  valueOf(await city.commands.execute('sign', on, {}, PEOPLE.handler))
  valueOf(await city.commands.execute('request', on, { reason: '路灯已经移交市政管护', details, attachmentIds: [] }, PEOPLE.unitLead))
  const requestId = (await leadOf(id)).snapshot.requests[0]?.id ?? ''
  valueOf(await city.commands.execute('rule_request', { caseId: id }, { requestId, verdict: 'approve', remarks: '同意', leadUnitId: to, newPromiseReason: null }, PEOPLE.dispatcher))
  await city.settle()
  return id
}
async function reassigned(caseId: string, leadUnitId: string, { wrongDispatch = true, by = PEOPLE.dispatcher as Principal } = {}): Promise<void> {
  valueOf(await city.commands.execute('reassign', { caseId }, { leadUnitId, reason: '经核实不归该单位', wrongDispatch, assistUnitIds: [], newPromiseReason: null }, by))
  await city.settle()
}

async function proposals(about: string, { by = PEOPLE.supervisor as Principal, status = 'proposed' } = {}): Promise<Proposal[]> {
  const { status: code, body } = await city.call('GET', `/dispatch/proposals?limit=100&status=${status}`, by)
  const { items } = body as { items: Proposal[] }
  expect([code, proposalSchema.array().safeParse(items).error]).toEqual([200, undefined])
  return items.filter((item) => [item.catalogueRow?.category.id, item.gazetteerEntry?.name, item.trainingLabel?.filedAs.id].includes(about))
}
const one = async (about: string): Promise<Proposal> => {
  const [proposal, ...more] = await proposals(about)
  if (proposal === undefined || more.length > 0) throw new Error(`${about}: ${more.length + (proposal === undefined ? 0 : 1)} proposals`)
  return proposal
}
const decide = (id: string, verdict: 'accept' | 'reject', body: object, by = PEOPLE.supervisor): ReturnType<CaseProcess['call']> =>
  city.call('POST', `/dispatch/proposals/${id}/${verdict}`, by, { body })

describe('what cases say about the catalogue', () => {
  it('rule 3: a ruling that says so proposes a row in the catalogue’s own words, with the precedent it rests on', async () => {
    const caseId = await ruled('010101')
    const [snapshot] = await city.lookup.snapshots([caseId])
    expect(await proposals('010101')).toMatchObject([
      {
        kind: 'catalogue_row', kindZh: '派单目录', gazetteerEntry: null, trainingLabel: null, against: 0, decided: null,
        catalogueRow: {
          category: { id: '010101' }, place: { id: '150523', name: '开鲁县' }, scope: 'county_department', scopeZh: '旗县部门', functionCode: 'housing',
          leadUnit: { id: UNITS.department, name: '开鲁县住房和城乡建设局' },
        },
        because: 'ruling', principle: RULING.principle, legalBasis: RULING.legalBasis, times: 1,
        status: 'proposed', precedentDisputeId: snapshot?.disputes[0]?.id, cases: [{ id: caseId, number: snapshot?.number }],
      },
    ])
  })

  it('a sealed case is a voice for the row, but no word of its ruling is told, and it does not silence an earlier one', async () => {
    await ruled('010202', { sealed: true })
    expect(await proposals('010202')).toMatchObject([{ because: 'ruling', principle: '', legalBasis: '', precedentDisputeId: null, times: 1 }])
    world.clock.advance(60_000)
    const open = await ruled('010202')
    await ruled('010202', { sealed: true })
    const [snapshot] = await city.lookup.snapshots([open])
    expect(await proposals('010202')).toMatchObject([{ principle: RULING.principle, precedentDisputeId: snapshot?.disputes[0]?.id, times: 3 }])
  })

  it('a ruling that does not say so proposes nothing', async () => {
    await ruled('010102', { proposes: false })
    expect(await proposals('010102')).toEqual([])
  })

  it('a ruling for a township proposes a row no wider than that township', async () => {
    await ruled('010201', { leadUnitId: UNITS.township })
    expect(await proposals('010201')).toMatchObject([{ catalogueRow: { place: { id: '150523101' }, scope: 'township', functionCode: null, leadUnit: { id: UNITS.township } } }])
  })

  it('rule 2: a return that was agreed to says where the case belonged; the same again counts up', async () => {
    const first = await returned('020101')
    world.clock.advance(60_000)
    const second = await returned('020101')
    expect(await proposals('020101')).toMatchObject([
      { because: 'return', catalogueRow: { leadUnit: { id: UNITS.department } }, times: 2, against: 0, principle: '', legalBasis: '移交清单第三项', cases: [{ id: second }, { id: first }] },
    ])
  })

  it('where no place is known a case does not speak for the whole city', async () => {
    await reassigned(await city.filed({ categoryCode: '030102', ...NOWHERE }), UNITS.cityDepartment)
    expect(await proposals('030102')).toEqual([])
  })

  it('the grounds of a return are told when the case went where it said, and never of a sealed one', async () => {
    await returned('030103', { filing: { sealed: true } })
    expect(await proposals('030103')).toMatchObject([{ legalBasis: '' }])
    await returned('030103')
    expect(await proposals('030103')).toMatchObject([{ legalBasis: '移交清单第三项', principle: '' }])
  })

  it('a ruling says more than the returns before it, and a later return does not unsay it', async () => {
    await returned('020102')
    const [, , last] = [await ruled('020102'), world.clock.advance(60_000), await returned('020102')]
    expect(await proposals('020102')).toMatchObject([{ because: 'ruling', principle: RULING.principle, times: 3, cases: [{ id: last }, {}, {}] }])
  })

  it('a reassignment because the dispatch was wrong says so too, whoever makes it; one for another reason says nothing', async () => {
    const byDispatcher = await city.filed({ categoryCode: '020301' })
    await reassigned(byDispatcher, UNITS.department)
    world.clock.advance(60_000)
    const bySupervisor = await city.filed({ categoryCode: '020301' })
    await reassigned(bySupervisor, UNITS.department, { by: { ...PEOPLE.supervisor, permissions: new Set([...PEOPLE.supervisor.permissions, 'case.reassign']) } })
    await reassigned(await city.filed({ categoryCode: '020301' }), UNITS.department, { wrongDispatch: false })
    expect(await proposals('020301')).toMatchObject([{ because: 'reassign', becauseZh: '改派', times: 2, cases: [{ id: bySupervisor }, { id: byDispatcher }] }])
  })

  it('recalled and then given to another unit is a correction; recalled and given back is none', async () => {
    const recalled = async (to: string): Promise<void> => {
      const caseId = await city.filed({ categoryCode: '020302' })
      valueOf(await city.commands.execute('recall', { caseId }, { assignmentId: (await leadOf(caseId)).lead.id, reason: '经核实不涉及该单位' }, PEOPLE.dispatcher))
      world.clock.advance(60_000)
      valueOf(await city.commands.execute('dispatch', { caseId }, { leadUnitId: to, assistUnitIds: [], ccUnitIds: [], reason: '重新派单' }, PEOPLE.dispatcher))
      await city.settle()
    }
    await recalled(UNITS.township)
    expect(await proposals('020302')).toEqual([])
    await recalled(UNITS.department)
    expect(await proposals('020302')).toMatchObject([{ because: 'reassign', times: 1, catalogueRow: { leadUnit: { id: UNITS.department } } }])
  })

  it('a case counts once and for what it said last; other answers to the same question stand against it', async () => {
    const first = await returned('020303')
    await returned('020303')
    await returned('020303', { to: UNITS.cityDepartment })
    const byUnit = async () => (await proposals('020303')).map(({ catalogueRow, times, against }) => [catalogueRow?.leadUnit.id, times, against]).sort()
    expect(await byUnit()).toEqual([[UNITS.department, 2, 1], [UNITS.cityDepartment, 1, 2]].sort())
    world.clock.advance(60_000)
    await reassigned(first, UNITS.cityDepartment)
    expect(await byUnit()).toEqual([[UNITS.department, 1, 2], [UNITS.cityDepartment, 2, 1]].sort())
  })

  it('since when and until when a unit is named is told of each unit by its own cases, and moves with a case that names another', async () => {
    const spans = async () =>
      Object.fromEntries((await proposals('020304')).map(({ catalogueRow, firstAt, lastAt }) => [catalogueRow?.leadUnit.id ?? '', [firstAt, lastAt]]))
    const moments: string[] = []
    const at = async (act: () => Promise<string>): Promise<string> => {
      world.clock.advance(60_000)
      moments.push(isoOf(world.clock.now()))
      return act()
    }
    const first = await at(() => returned('020304'))
    await at(() => returned('020304', { to: UNITS.cityDepartment }))
    await at(() => returned('020304'))
    const [one, two, three] = moments
    expect(await spans()).toEqual({ [UNITS.department]: [one, three], [UNITS.cityDepartment]: [two, two] })
    // A case that goes on to another unit speaks for that one from then on, and for the first no more.
    await at(async () => (await reassigned(first, UNITS.cityDepartment), first))
    expect(await spans()).toEqual({ [UNITS.department]: [three, three], [UNITS.cityDepartment]: [two, moments[3]] })
  })

  it('what a case said is heard once however often it is told, and an older word does not unsay a newer one', async () => {
    const lesson = { kind: 'catalogue_row' as const, subject: '030101@all', claim: UNITS.department, content: { categoryCode: '030101', placeCode: null, scope: 'city_department' as const, functionCode: 'housing', leadUnitId: UNITS.department } }
    const store = city.app.get(LessonStore)
    const say = (caseId: string, at = world.clock.now(), claim: string = UNITS.department): Promise<void> =>
      world.database.transaction((tx) =>
        store.hear(tx, [{ lesson: { ...lesson, claim }, because: 'return', caseId, disputeId: null, principle: '', legalBasis: '', at }]),
      )
    const caseId = city.nextId()
    for (const id of [caseId, caseId]) await say(id)
    await say(caseId, instant(world.clock.now() - 60_000), UNITS.township)
    expect(await proposals('030101')).toMatchObject([{ times: 1, catalogueRow: { place: null, leadUnit: { id: UNITS.department } } }])
    await Promise.all(Array.from({ length: 60 }, () => say(city.nextId())))
    const [stored] = await world.database.query<{ times: number; kept: number }>(
      `SELECT times, cardinality(case_ids) AS kept FROM dispatch_proposal WHERE city_code = '150500' AND subject = '030101@all'`,
    )
    expect(stored).toEqual({ times: 61, kept: 50 })
  })
})

describe('what is no fault of the catalogue', () => {
  it('a matter that belongs to the next township teaches the name it was called by', async () => {
    const filing = { placeText: '金叶花园7号楼', divisionCode: '150523101', countyCode: '150523', townshipCode: '150523101' }
    await returned('020201', { filing, to: UNITS.otherTownship })
    expect(await one('金叶花园')).toMatchObject({ kind: 'gazetteer_entry', catalogueRow: null, gazetteerEntry: { division: { id: '150523102' } }, times: 1 })
    await returned('020201', { filing: { ...filing, sealed: true }, to: UNITS.otherTownship })
    expect(await one('金叶花园')).toMatchObject({ times: 1 })
    expect(await proposals('020201')).toEqual([])
  })

  it('a matter its own text calls otherwise teaches how to label it, and copies no text', async () => {
    const caseId = await returned('020201', { filing: { description: '村口路灯杆倒了，没人管' } })
    expect(await one('020201')).toMatchObject({ kind: 'training_label', trainingLabel: { filedAs: { id: '020201' }, category: { id: '020202' } }, cases: [{ id: caseId }] })
    const [lesson] = await world.database.query<{ content: object }>(`SELECT content FROM dispatch_lesson WHERE case_id = $1`, [caseId])
    expect(lesson?.content).toEqual({ filedAs: '020201', categoryCode: '020202' })
  })

  it('what a dispatcher puts right while the case waits teaches label and name, one voice each', async () => {
    const caseId = await city.filed({ categoryCode: '020401', target: null, placeText: '枫林苑3号楼' })
    const place = { code: '150523102', name: '开鲁县›某镇', countyCode: '150523', townshipCode: '150523102' }
    valueOf(await city.commands.execute('clarify', { caseId }, { category: { code: '020202', name: '路灯', evidenceRequired: false }, place }, PEOPLE.dispatcher))
    await city.settle()
    expect(await one('020401')).toMatchObject({ kind: 'training_label', because: 'clarified', trainingLabel: { category: { id: '020202' } }, times: 1 })
    expect(await one('枫林苑')).toMatchObject({ kind: 'gazetteer_entry', because: 'clarified', gazetteerEntry: { division: { id: '150523102' } }, cases: [{ id: caseId }] })
  })

  it('a crossing, a gate or a market by itself teaches no name', async () => {
    const place = { code: '150523102', name: '开鲁县›某镇', countyCode: '150523', townshipCode: '150523102' }
    for (const placeText of ['路口', '村委会对面']) {
      const caseId = await city.filed({ categoryCode: '020201', target: null, placeText })
      valueOf(await city.commands.execute('clarify', { caseId }, { category: null, place }, PEOPLE.dispatcher))
    }
    await city.settle()
    expect([await proposals('路口'), await proposals('村委会对面')]).toEqual([[], []])
  })

  it('a unit the catalogue names already teaches nothing, and takes back what the case had said', async () => {
    const caseId = await city.filed({ categoryCode: '020202', target: { leadUnitId: UNITS.township, assistUnitIds: [], ccUnitIds: [] } })
    await reassigned(caseId, UNITS.cityDepartment)
    expect(await proposals('020202')).toMatchObject([{ times: 1, catalogueRow: { leadUnit: { id: UNITS.cityDepartment } } }])
    world.clock.advance(60_000)
    await reassigned(caseId, UNITS.department)
    expect(await proposals('020202')).toEqual([])
  })
})

describe('an editor', () => {
  const draft = (): OpenDraft => city.app.get(CatalogueDrafts)
  const audited = (action: string, id: string) =>
    world.database.query<{ actor_id: string; detail: object }>(`SELECT actor_id, detail FROM audit_entry WHERE action = $1 AND subject_id = $2`, [action, `dispatch_proposal:${id}`])

  it('accepts: the row goes into the draft, the voices are settled, the audit says who, and whoever listens is told', async () => {
    const caseId = await returned('010303')
    const { id } = await one('010303')
    expect(await decide(id, 'accept', { reason: '' })).toMatchObject({ status: 200, body: { status: 'accepted', statusZh: '已采纳', decided: { by: { id: PEOPLE.supervisor.userId }, edited: false } } })
    expect(draft().rows.at(-1)).toMatchObject({ categoryCode: '010303', placeCode: '150523', scope: 'county_department', functionCode: 'housing' })
    expect(await audited('dispatch.accept_proposal', id)).toEqual([{ actor_id: PEOPLE.supervisor.userId, detail: { kind: 'catalogue_row', subject: '010303@150523', claim: UNITS.department, cases: 1, edited: false } }])
    const told = await world.database.query<{ data: object }>(`SELECT data FROM outbox_event WHERE type = $1 AND subject_id = $2`, [PROPOSAL_ACCEPTED, id])
    expect(told).toMatchObject([{ data: { kind: 'catalogue_row', caseIds: [caseId] } }])
    expect([await proposals('010303'), (await proposals('010303', { status: 'accepted' })).length]).toEqual([[], 1])
    expect(await decide(id, 'reject', { reason: '改主意了' })).toMatchObject({ status: 409, body: { code: 'PROPOSAL_DECIDED' } })
    expect(await decide(city.nextId(), 'accept', {})).toMatchObject({ status: 404, body: { code: 'PROPOSAL_NOT_FOUND' } })
  })

  it('changes it before accepting, in its own kind', async () => {
    await returned('010304')
    const { id } = await one('010304')
    expect(await decide(id, 'accept', { gazetteerEntry: { name: '某处', divisionCode: '150523' } })).toMatchObject({ status: 422, body: { code: 'PROPOSAL_KIND_OTHER' } })
    const { id: _id, ...row } = { ...ROW, id: '', categoryCode: '0103', scope: 'city_department' as const, functionCode: 'housing' }
    expect(await decide(id, 'accept', { catalogueRow: row, reason: '全市一致' })).toMatchObject({ status: 200, body: { decided: { edited: true, reason: '全市一致' } } })
    expect(draft().rows.at(-1)).toMatchObject({ categoryCode: '0103', placeCode: null, scope: 'city_department' })
  })

  it('sees before accepting what changes from which row, and what stays; the block of townships is not lifted', async () => {
    await returned('010401')
    const { id, changes, needsScope } = await one('010401')
    expect(needsScope).toBe(false)
    expect(changes.map(({ place, fromRowId, replaces }) => [place?.id ?? null, fromRowId, replaces])).toEqual([['150523', '0104@all', false], [null, '0104@all', false]])
    expect(changes[0]?.fields).toEqual([
      { field: 'categoryCode', labelZh: '分类', before: expect.stringContaining('0104'), after: expect.stringContaining('010401') },
      { field: 'placeCode', labelZh: '区划', before: '全市', after: '开鲁县（150523）' }, { field: 'scope', labelZh: '承办层级', before: '市直部门', after: '旗县部门' },
      { field: 'functionCode', labelZh: '主办职能', before: expect.any(String), after: expect.any(String) }, { field: 'legalBasis', labelZh: '依据', before: '旧依据', after: '移交清单第三项' },
    ])
    expect(changes[0]?.kept).toEqual([
      { field: 'forbidTownship', labelZh: '禁止派镇街', value: '是' }, { field: 'requiredFacts', labelZh: '要问清的事项', value: '几亩地？' }, { field: 'evidenceRequired', labelZh: '现场佐证', value: '要求' },
    ])
    expect(await decide(id, 'accept', {})).toMatchObject({ status: 200, body: { changes: [] } })
    expect(draft().rows.at(-1)).toEqual(changes[0]?.row)
    expect(draft().rows.at(-1)).toMatchObject({ categoryCode: '010401', placeCode: '150523', forbidTownship: true, evidenceRequired: true, requiredFacts: ['几亩地？'], legalBasis: '移交清单第三项' })
  })

  it('has to say where a row holds that a panel asked for without a place', async () => {
    await ruled('010402', { leadUnitId: UNITS.cityDepartment, filing: NOWHERE })
    const { id, needsScope, changes } = await one('010402')
    expect([needsScope, changes.map(({ place }) => place)]).toEqual([true, [null]])
    expect(await decide(id, 'accept', {})).toMatchObject({ status: 422, body: { code: 'PROPOSAL_NEEDS_SCOPE' } })
    expect(await decide(id, 'accept', { catalogueRow: changes[0]?.row })).toMatchObject({ status: 200, body: { decided: { edited: true } } })
    expect(draft().rows.at(-1)).toMatchObject({ categoryCode: '010402', placeCode: null, forbidTownship: true })
  })

  it('does not take in a name that is said everywhere, of before such were left out', async () => {
    const lesson = { kind: 'gazetteer_entry' as const, subject: '十字路口', claim: '150523102', content: { name: '十字路口', divisionCode: '150523102' } }
    await world.database.transaction((tx) =>
      city.app.get(LessonStore).hear(tx, [{ lesson, because: 'clarified', caseId: city.nextId(), disputeId: null, principle: '', legalBasis: '', at: world.clock.now() }]),
    )
    const { id } = await one('十字路口')
    expect(await decide(id, 'accept', {})).toMatchObject({ status: 422, body: { code: 'PROPOSAL_NAME_ANYWHERE', detail: expect.stringContaining('十字路口') } })
    expect(await decide(id, 'accept', { gazetteerEntry: { name: '五金十字路口', divisionCode: '150523102' } })).toMatchObject({ status: 200 })
  })

  it('is refused as the draft refuses, and nothing is decided', async () => {
    await returned('010302')
    const { id } = await one('010302')
    expect(await decide(id, 'accept', {})).toMatchObject({ status: 422, body: { code: 'CATALOGUE_ROWS_TIED' } })
    expect([(await one('010302')).status, await audited('dispatch.accept_proposal', id)]).toEqual(['proposed', []])
  })

  it('rejects with a reason: the same cases do not ask again, a new one does', async () => {
    const before = await returned('010301')
    const { id } = await one('010301')
    expect(await decide(id, 'reject', { reason: '' })).toMatchObject({ status: 400 })
    expect(await decide(id, 'reject', { reason: '个案，目录不改' })).toMatchObject({ status: 200, body: { status: 'rejected', decided: { reason: '个案，目录不改' } } })
    world.clock.advance(60_000)
    await reassigned(before, UNITS.township)
    await reassigned(before, UNITS.department)
    const after = await returned('010301')
    const [again] = (await proposals('010301')).filter(({ catalogueRow }) => catalogueRow?.leadUnit.id === UNITS.department)
    expect(again).toMatchObject({ cases: [{ id: after }], times: 1 })
  })

  it('sees the cases within their reach alone', async () => {
    const caseId = await returned('010305')
    expect((await one('010305')).cases).toMatchObject([{ id: caseId }])
    const elsewhere = person('county_coordinator', 'county-150525-coordinator', { countyCode: '150525' })
    expect(await proposals('010305', { by: elsewhere })).toMatchObject([{ times: 1, cases: [] }])
  })
})

describe('over fifty thousand voices', () => {
  beforeAll(async () => {
    await world.database.query(`
      INSERT INTO dispatch_lesson (city_code, case_id, kind, subject, claim, content, because, principle, legal_basis, at)
      SELECT '150500', gen_random_uuid(), 'catalogue_row', 'many-' || n % 5000, 'unit-' || n % 3, '{}', 'return', '', '', now() - n * interval '1 minute' FROM generate_series(1, 50000) n`)
    await world.database.query(`
      INSERT INTO dispatch_proposal (city_code, id, kind, subject, claim, content, because, principle, legal_basis, times, against, case_ids, status, first_at, last_at)
      SELECT '150500', gen_random_uuid(), (ARRAY['catalogue_row', 'gazetteer_entry', 'training_label'])[1 + n % 3], 'many-' || n, 'unit', '{}', 'return', '', '', 1, 0, '{}', 'proposed', now(),
        now() - n * interval '1 minute' FROM generate_series(1, 10000) n`)
    await world.database.query('ANALYZE dispatch_lesson, dispatch_proposal')
  })

  it.each([['', 'dispatch_proposal_status'], [`AND kind = 'catalogue_row'`, 'dispatch_proposal_kind']])('proposals are read in the order of an index %s', async (where, index) => {
    const sql = `SELECT * FROM dispatch_proposal WHERE city_code = $1 AND status = 'proposed' ${where} ORDER BY last_at DESC, id DESC LIMIT 21`
    expect(await plansOf(world.database, { sql, values: ['150500'] })).toMatchObject({ indexes: [index], sorted: false })
  })

  it('one question is counted by its own voices', async () => {
    const sql = `SELECT claim, count(*) FROM dispatch_lesson WHERE city_code = $1 AND kind = $2 AND subject = $3 AND settled_by IS NULL GROUP BY claim`
    expect(await plansOf(world.database, { sql, values: ['150500', 'catalogue_row', 'many-7'] })).toMatchObject({ indexes: ['dispatch_lesson_claim'], scanned: [] })
  })
})
