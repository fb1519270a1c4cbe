import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mergeCase } from '@tongban/case/contract'
import { PEOPLE, person, UNITS } from '@tongban/testing/server'
import { DuplicateFinder, type DuplicateAnswer, type DuplicateQuestion } from '../contract/index.js'
import { duplicateWorld, HEATING, HEATING_AGAIN, LAMPS, OTHER_TOWN, TOWN, type DuplicateWorld } from './duplicate-world.spec-support.js'

let city: DuplicateWorld
beforeAll(async () => {
  city = await duplicateWorld()
}, 60_000)
afterAll(() => city.world.stop())

const HOME = { divisionCode: TOWN, townshipCode: TOWN, countyCode: '150523', categoryCode: '010105', placeText: '和平小区' }

async function filed(description: string, changes: object = {}, caller: string | null = null): Promise<string> {
  const caseId = await city.city.filed({ ...HOME, title: description.slice(0, 20), description, ...changes })
  if (caller !== null) city.callers.hashes.set(caseId, caller)
  await city.city.settle()
  return caseId
}
const ask = (changes: Partial<DuplicateQuestion> = {}, by = PEOPLE.operator): Promise<DuplicateAnswer> =>
  city.city.app.get(DuplicateFinder, { strict: false }).find({ texts: [HEATING_AGAIN], divisionCode: TOWN, categoryCode: '010105', callerHash: null, ...changes }, by)
const idsOf = ({ items }: DuplicateAnswer): string[] => items.map((item) => item.case.id)

/** A matter of its own, so that tests do not find each other's cases. */
const matter = (place: string): { first: string; again: string } => ({
  first: `${place}门前的污水井往外冒水，已经流到路上结了冰，过路的老人摔了一跤。`, again: `${place}门前污水井一直冒水，路上全是冰，有老人摔了，没人来管。`,
})

describe('finding what is likely the same matter', () => {
  it('finds the case another caller filed a moment ago, and says how alike, why and how it stands', async () => {
    const caseId = await filed(HEATING, {}, 'caller-1')
    await filed(LAMPS)
    const { items, gaveUp } = await ask({ callerHash: 'caller-1' })
    expect(gaveUp).toBe(false)
    expect(items.map((item) => item.case.id)).toEqual([caseId])
    expect(items[0]).toMatchObject({
      case: { status: 'in_progress', title: HEATING.slice(0, 20) }, evidence: { place: 'township', category: 'same', sameCaller: true, daysApart: 0 }, mayUrge: true, mayJoin: true,
    })
    expect(items[0]?.similarity).toBeGreaterThan(0.5)
  })

  it('finds it while the first sentence is being typed, and asks nothing of a word or two', async () => {
    const { first } = matter('鸿福里九号院')
    const caseId = await filed(first)
    expect(idsOf(await ask({ texts: [first.slice(0, 20)] }))).toContain(caseId)
    expect(await ask({ texts: ['冒水'] })).toEqual({ items: [], gaveUp: false })
  })

  it('holds the same words about another township for another matter: it is never called likely', async () => {
    const { first } = matter('翠堤湾')
    const caseId = await filed(first)
    const here = (await ask({ texts: [first] })).items.find((item) => item.case.id === caseId)
    const there = (await ask({ texts: [first], divisionCode: OTHER_TOWN })).items.find((item) => item.case.id === caseId)
    expect([here?.likely, here?.evidence?.place, there?.likely, there?.evidence?.place]).toEqual([true, 'township', false, 'other_township'])
    expect(there?.similarity ?? 0).toBeLessThan(here?.similarity ?? 0)
  })

  it('does not let a place that is only guessed hide the very same words, neither as it is asked nor as the case was filed', async () => {
    const { first } = matter('幸福家园三号楼')
    const caseId = await filed(first)
    const likeness = async (changes: Partial<DuplicateQuestion>, of = caseId): Promise<number> =>
      (await ask({ texts: [first], ...changes })).items.find((item) => item.case.id === of)?.similarity ?? 0
    const elsewhere = { steps: [{ code: '150525', confidence: 0.41 }, { code: '150525205', confidence: 0.41 }], rivals: [{ code: '150502003' }] }
    const [sure, none] = [await likeness({}), await likeness({ divisionCode: null })]
    expect(await likeness({ divisionCode: '150525205', heard: elsewhere })).toBe(none)
    const perhaps = await likeness({ divisionCode: '150525205', heard: { ...elsewhere, rivals: [...elsewhere.rivals, { code: TOWN }] } })
    expect([perhaps > none, perhaps < sure, none > 0.5]).toEqual([true, true, true])

    const guessed = matter('安康里五号院')
    const trail = (placeChosen: boolean): object => ({ divisionCode: OTHER_TOWN, basis: { placeChosen, countyConfidence: 0.5, townshipConfidence: 0.41, categoryConfidence: 1, held: false } })
    const other = { divisionCode: OTHER_TOWN, townshipCode: OTHER_TOWN }
    const unsure = await filed(guessed.first, { ...other, dispatchTrail: trail(false) })
    expect(await likeness({ texts: [guessed.first] }, unsure)).toBe(await likeness({ texts: [guessed.first], divisionCode: null }, unsure))
    const chosen = matter('长青路八号院')
    const certain = await filed(chosen.first, { ...other, dispatchTrail: trail(true) })
    expect(await likeness({ texts: [chosen.first] }, certain)).toBeLessThan(await likeness({ texts: [chosen.first], divisionCode: null }, certain))
  })

  it('of a sealed case shows number and state only, neither how alike nor why', async () => {
    const { first, again } = matter('秘园六号')
    const caseId = await filed(first, { sealed: true }, 'caller-sealed')
    const item = (await ask({ texts: [again], callerHash: 'caller-sealed' })).items.find((one) => one.case.id === caseId)
    expect(item).toMatchObject({ case: { title: '保密件', placeText: '', leadUnit: null, category: null, sealed: true }, similarity: null, evidence: null, likely: false })
    expect(JSON.stringify(item)).not.toContain('秘园')
    expect(city.callers.asked).not.toContain(caseId)
  })

  it('rule 12: shows no case to whoever belongs to the unit it is about, and nothing beyond a reader’s reach', async () => {
    const { first, again } = matter('回避胡同')
    const caseId = await filed(first, { subjectUnitIds: [PEOPLE.operator.unitId], caseType: 'complaint' })
    expect(idsOf(await ask({ texts: [again] }))).not.toContain(caseId)
    expect(idsOf(await ask({ texts: [again] }, person('operator', UNITS.otherTownship)))).toEqual([caseId])
    const elsewhere = matter('远处的巷子')
    const far = await filed(elsewhere.first, { target: null })
    expect(idsOf(await ask({ texts: [elsewhere.again] }))).toContain(far)
    expect(idsOf(await ask({ texts: [elsewhere.again] }, PEOPLE.handler))).not.toContain(far)
  })

  it('gives the case that is followed in the place of one that was merged into it', async () => {
    const { first, again } = matter('并案街口')
    const parentId = await filed('并案街口附近污水外溢，城管、排水都来看过，正在协调施工队。')
    const childId = await filed(first)
    const body = { parentId, reason: '同一处' }
    expect((await city.city.call('POST', mergeCase.path.replace(':caseId', childId), PEOPLE.dispatcher, { body })).status).toBe(200)
    const ids = idsOf(await ask({ texts: [again] }))
    expect(ids).toContain(parentId)
    expect(ids).not.toContain(childId)
  })

  it('answers nothing, quietly, when the search takes too long: nobody is held up', async () => {
    await city.city.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE duplicate_signature IN ACCESS EXCLUSIVE MODE')
      expect(await ask()).toEqual({ items: [], gaveUp: true })
    })
    expect((await ask()).gaveUp).toBe(false)
  })
})
