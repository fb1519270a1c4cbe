import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { filingWorld } from '../filing-world.spec-support.js'
import { SURE_ENOUGH_TO_RAISE } from '../../domain/index.js'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await filingWorld()
  city = world.first
})
afterAll(() => world.stop())

const GAS = '040401'
const PLACE = '科尔沁区明仁街道'
type Said = { urgency: Record<string, unknown>; categories: { confidence: number }[]; due: { serviceClass: string } }
async function ask(description: string, changes: object = {}): Promise<Said> {
  const { status, body } = await city.call('POST', '/intake/suggestions', PEOPLE.operator, { body: { description, placeText: PLACE, ...changes } })
  expect(status).toBe(200)
  return body as Said
}
async function filed(description: string, changes: object = {}) {
  const call = { caller: { phone: '13947500079', name: '张女士' }, caseType: 'help', description, placeText: PLACE, categoryCode: null, ...changes }
  const { status, body } = await city.call('POST', '/cases', PEOPLE.operator, { body: call })
  expect([status, body]).toEqual([201, body])
  const [snapshot] = await city.lookup.snapshots([(body as { caseId: string }).caseId])
  if (snapshot === undefined) throw new Error('filed, and not there')
  return snapshot
}

describe('a category nobody chose', () => {
  it.each(['咨询一下燃气灶多少钱', '孩子被锁在学校门外上不了学', '没有漏气，就是想预约安检'])('does not set the clock when it is a weak guess or denied: %s', async (text) => {
    expect(await ask(text)).toMatchObject({ urgency: { value: 'general', source: 'category', proposed: 'general', category: null, words: [] } })
    expect((await filed(text)).urgency).toBe('general')
  })

  it('sets it when the guess is sure, and says which category it is', async () => {
    const text = '燃气泄漏与异味，燃气公司没有来人'
    const said = await ask(text)
    expect(said.categories[0]?.confidence).toBeGreaterThanOrEqual(SURE_ENOUGH_TO_RAISE)
    expect(said.urgency).toMatchObject({ value: 'emergency', category: '燃气泄漏与异味' })
  })
})

describe('a category the operator chose', () => {
  it('sets the clock whatever the words, and the answer, the trail and the reasons say so', async () => {
    const text = '没有漏气，就是想预约安检'
    expect(await ask(text, { categoryCode: GAS })).toMatchObject({ urgency: { value: 'emergency', source: 'category', category: '燃气泄漏与异味', words: [] } })
    const snapshot = await filed(text, { categoryCode: GAS })
    expect(snapshot.urgency).toBe('emergency')
    expect(snapshot.dispatchTrail).toMatchObject({ urgencySource: 'category', urgencyCategory: '燃气泄漏与异味', urgencyWords: [] })
    expect(reasonsOf(snapshot)).toContain('紧急程度为紧急：因分类“燃气泄漏与异味”')
  })
})

describe('words that cannot wait', () => {
  it('are said in the answer, the trail and the reasons, also where the category says the same', async () => {
    const text = '楼道里煤气味特别大'
    expect(await ask(text, { categoryCode: GAS })).toMatchObject({ urgency: { value: 'emergency', category: '燃气泄漏与异味', words: [expect.stringContaining('煤气味')] } })
    const snapshot = await filed(text)
    expect(snapshot.dispatchTrail).toMatchObject({ urgencyWords: [expect.stringContaining('煤气味')] })
    expect(reasonsOf(snapshot).some((reason) => reason.startsWith('紧急程度为紧急：') && reason.includes('发现“煤气味'))).toBe(true)
  })

  it('are said also when the operator chose otherwise', async () => {
    expect(await ask('楼道里煤气味特别大', { urgency: 'general' })).toMatchObject({ urgency: { value: 'general', source: 'chosen', proposed: 'emergency', words: [expect.stringContaining('煤气味')] } })
  })
})

const reasonsOf = ({ dispatchTrail }: { dispatchTrail: Readonly<Record<string, unknown>> | null }): string[] => ((dispatchTrail?.reasons ?? []) as { text: string }[]).map(({ text }) => text)
