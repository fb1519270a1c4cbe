import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Module } from '@nestjs/common'
import { instant } from '@tongban/kernel/core'
import { OrgSeed } from '@tongban/org/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { PEOPLE, UNITS, caseWorld, valueOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { catalogueProposalSchema, type CatalogueProposal } from '../../contract/catalogue-proposal.schema.js'
import { CatalogueProposalController } from './catalogue-proposal.controller.js'
import { CatalogueProposalStore } from './catalogue-proposal.store.js'
import { CatalogueProposalsListener } from './catalogue-proposals.listener.js'

@Module({ controllers: [CatalogueProposalController], providers: [CatalogueProposalStore, CatalogueProposalsListener] })
class ProposalsModule {}

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [ProposalsModule] })
  city = world.first
  await world.database.transaction(async (tx) => {
    await city.app.get(OrgSeed).load(tx, '150500')
    await city.app.get(TaxonomySeed).load(tx, '150500')
  })
})
afterAll(() => world.stop())

const MEMBERS = [{ role: 'hotline_centre' as const, name: '白音娜' }, { role: 'staffing_office' as const, name: '孙立新' }, { role: 'justice' as const, name: '乌兰' }]
const RULING = { assistUnitIds: [], principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单第三项', legalBasis: '移交清单第三项' }

async function ruled(categoryCode: string, { leadUnitId = UNITS.department as string, proposes = true, sealed = false } = {}): Promise<string> {
  const caseId = await city.filed({ categoryCode, sealed })
  valueOf(await city.commands.execute('open_dispute', { caseId }, { otherUnitIds: [UNITS.department], reason: '两个单位认识不一' }, PEOPLE.dispatcher))
  valueOf(await city.commands.execute('convene_panel', { caseId }, { members: MEMBERS }, PEOPLE.supervisor))
  valueOf(await city.commands.execute('rule_dispute', { caseId }, { ...RULING, leadUnitId, proposesCatalogueRow: proposes }, PEOPLE.supervisor))
  await city.settle()
  return caseId
}

/** Returned by the township, which said whose it is, and given there. */
async function returned(categoryCode: string, caseId?: string): Promise<string> {
  const id = caseId ?? (await city.filed({ categoryCode }))
  const [lead] = (await city.lookup.snapshots([id]))[0]?.assignments.filter((item) => item.role === 'lead') ?? []
  const on = { assignmentId: lead?.id ?? '' }
  const details = { kind: 'return' as const, reasonCode: 'not_our_duty' as const, expectedUnitId: UNITS.department, legalBasis: '移交清单第三项' }
  valueOf(await city.commands.execute('sign', on, {}, PEOPLE.handler))
  valueOf(await city.commands.execute('request', on, { reason: '路灯已经移交市政管护', details, attachmentIds: [] }, PEOPLE.unitLead))
  const requestId = (await city.lookup.snapshots([id]))[0]?.requests[0]?.id ?? ''
  valueOf(await city.commands.execute('rule_request', { caseId: id }, { requestId, verdict: 'approve', remarks: '同意', leadUnitId: UNITS.department, newPromiseReason: null }, PEOPLE.dispatcher))
  await city.settle()
  return id
}

async function proposals(categoryCode: string): Promise<CatalogueProposal[]> {
  const { status, body } = await city.call('GET', '/dispatch/proposals?limit=100', PEOPLE.supervisor)
  const { items } = body as { items: CatalogueProposal[] }
  expect([status, catalogueProposalSchema.array().safeParse(items).error]).toEqual([200, undefined])
  return items.filter((item) => item.category.id === categoryCode)
}

describe('what cases say about the catalogue', () => {
  it('rule 3: a ruling that says so proposes a row in the catalogue’s own words, with the precedent it rests on', async () => {
    const caseId = await ruled('010101')
    const [snapshot] = await city.lookup.snapshots([caseId])
    expect(await proposals('010101')).toMatchObject([
      {
        category: { id: '010101' }, place: { id: '150523', name: '开鲁县' }, scope: 'county_department', scopeZh: '旗县部门', functionCode: 'housing',
        leadUnit: { id: UNITS.department, name: '开鲁县住房和城乡建设局' }, because: 'ruling', principle: RULING.principle, legalBasis: RULING.legalBasis, times: 1,
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
    expect(await proposals('010201')).toMatchObject([{ place: { id: '150523101' }, scope: 'township', functionCode: null, leadUnit: { id: UNITS.township } }])
  })

  it('rule 2: a return that was agreed to says where the case belonged; the same again counts up', async () => {
    const first = await returned('020101')
    world.clock.advance(60_000)
    const second = await returned('020101')
    expect(await proposals('020101')).toMatchObject([
      { because: 'return', leadUnit: { id: UNITS.department }, times: 2, principle: '', cases: [{ id: second }, { id: first }] },
    ])
  })

  it('a ruling says more than the returns before it, and a later return does not unsay it', async () => {
    await returned('020102')
    const [, , last] = [await ruled('020102'), world.clock.advance(60_000), await returned('020102')]
    expect(await proposals('020102')).toMatchObject([{ because: 'ruling', principle: RULING.principle, times: 3, cases: [{ id: last }, {}, {}] }])
  })

  it('a case counts once, and cases without a category say nothing', async () => {
    const row = { categoryCode: '030101', placeCode: null, scope: 'city_department' as const, functionCode: 'housing', leadUnitId: 'city-150500-housing' }
    const say = (caseId: string): Promise<void> =>
      world.database.transaction((tx) =>
        city.app.get(CatalogueProposalStore).propose(tx, {
          id: city.nextId(), row, because: 'return', caseId, disputeId: null, principle: '', legalBasis: '', at: instant(world.clock.now()),
        }),
      )
    const caseId = city.nextId()
    for (const id of [caseId, caseId]) await say(id)
    expect(await proposals('030101')).toMatchObject([{ times: 1, place: null }])
    for (let index = 0; index < 60; index += 1) await say(city.nextId())
    const [stored] = await world.database.query<{ times: number; kept: number }>(
      `SELECT times, cardinality(case_ids) AS kept FROM dispatch_catalogue_proposal WHERE city_code = '150500' AND category_code = '030101'`,
    )
    expect(stored).toEqual({ times: 61, kept: 50 })
    const before = (await world.database.query('SELECT id FROM dispatch_catalogue_proposal')).length
    await city.filed({ categoryCode: null })
    await city.settle()
    expect(await world.database.query('SELECT id FROM dispatch_catalogue_proposal')).toHaveLength(before)
  })

  it('is read by index, newest first', async () => {
    const plan = JSON.stringify(
      await world.database.transaction(async (tx) => {
        await tx.query('SET LOCAL enable_seqscan = off')
        return tx.query(`EXPLAIN (FORMAT JSON) SELECT * FROM dispatch_catalogue_proposal WHERE city_code = '150500' AND status = 'proposed' ORDER BY last_at DESC, id DESC LIMIT 21`)
      }),
    )
    expect(plan).toContain('dispatch_catalogue_proposal_status')
    expect(plan).not.toContain('"Node Type":"Sort"')
  })
})
