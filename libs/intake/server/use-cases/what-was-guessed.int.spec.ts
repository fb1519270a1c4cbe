import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Module } from '@nestjs/common'
import type { CaseSnapshot } from '@tongban/case/contract'
import { DispatchModule, DispatchSeed, SuggestDispatch } from '@tongban/dispatch/server'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { SuggestionModule } from '@tongban/suggestion/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { PEOPLE, caseWorld, valueOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { fileCaseBody } from '../../contract/index.js'
import { CallerStore } from '../persistence/caller.store.js'
import { FileCase, FilingEdge } from './file-case.use-case.js'
import { PlanFiling } from './plan-filing.js'

@Module({ providers: [CallerStore, PlanFiling, FilingEdge, FileCase] })
class FilingUnderTest {}

let world: CaseWorld | undefined
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, SuggestionModule, DispatchModule, FilingUnderTest] })
  city = world.first
  await city.database.transaction(async (tx) => {
    for (const seed of [OrgSeed, TaxonomySeed, DispatchSeed]) await city.app.get(seed, { strict: false }).load(tx, '150500')
  })
}, 60_000)
afterAll(() => world?.stop())

async function filed(call: object, phone = '13947500100'): Promise<CaseSnapshot> {
  const body = fileCaseBody.parse({ caller: { phone }, caseType: 'help', description: '村口的路灯坏了半个月，晚上看不见路。', ...call })
  const { caseId } = valueOf(await city.app.get(FileCase, { strict: false }).file(body, PEOPLE.operator, null))
  const [snapshot] = await city.lookup.snapshots([caseId])
  if (snapshot === undefined) throw new Error('filed, and not there')
  return snapshot
}
const suggested = (snapshot: CaseSnapshot, said?: { place: boolean; category: boolean }) => city.app.get(SuggestDispatch, { strict: false }).of(snapshot, said)

describe('a place several villages have the name of', () => {
  it('stays as unsure on the dispatcher’s bench as it was when it was filed, with what rivals it, until somebody says which', async () => {
    const snapshot = await filed({ placeText: '胜利村', categoryCode: '010105', placeAsked: true }, '13947500101')
    expect(snapshot.status).toBe('awaiting_dispatch')
    const guess = suggested(snapshot)
    expect(guess.outcome).toBe('pool')
    expect(guess.confidence).toBeLessThan(0.5)
    expect(guess.alternatives.length).toBeGreaterThan(2)
    expect(guess.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['place_understood', 'not_sure_enough']))
    const said = suggested(snapshot, { place: true, category: false })
    expect(said.reasons.map(({ code }) => code)).toContain('place_chosen')
    expect(said.confidence).toBe(1)
  })

  it('is the caller’s own, where they have had a case before; a sealed case tells nothing', async () => {
    await filed({ placeText: '开鲁县开鲁镇民主村', categoryCode: '010105' }, '13947500102')
    const again = await filed({ placeText: '民主村', categoryCode: '010105', placeAsked: true }, '13947500102')
    expect(again.countyCode).toBe('150523')
    const elsewhere = await filed({ placeText: '民主村', categoryCode: '010105', placeAsked: true }, '13947500103')
    expect(elsewhere.countyCode).not.toBe('150523')
    await filed({ placeText: '开鲁县开鲁镇民主村', categoryCode: '010105', caller: { phone: '13947500104', sealed: true } })
    expect((await filed({ placeText: '民主村', categoryCode: '010105', placeAsked: true, caller: { phone: '13947500104' } })).countyCode).toBe(elsewhere.countyCode)
  })
})

describe('a category nobody has chosen', () => {
  it('stays as unsure on the bench as it was', async () => {
    const snapshot = await filed({ placeText: '奈曼旗大沁他拉镇', description: '想问一下那个事情怎么还没有人管。', categoryCode: null }, '13947500105')
    const guess = suggested(snapshot)
    expect(guess.confidence).toBeLessThan(0.8)
    expect(guess.outcome).toBe('pool')
  })
})
