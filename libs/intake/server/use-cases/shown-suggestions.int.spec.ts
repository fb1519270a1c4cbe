import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, valueOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { filingWorld } from '../filing-world.spec-support.js'
import { FileCase, type FileCaseInput } from './file-case.use-case.js'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await filingWorld()
  city = world.first
})
afterAll(() => world.stop())

const CALL: FileCaseInput = {
  caller: { phone: '13947500077', name: '张女士', sealed: false, wantsCallback: true }, channel: 'phone', originLine: null, caseType: 'help', description: '村口电线杆冒火花，晚上不敢走。',
  placeText: '奈曼旗大沁他拉镇', divisionCode: null, categoryCode: '010105', urgency: 'general', attachmentIds: [], requiredFacts: {}, point: null, placeAsked: false, subjectUnitIds: [], language: 'zh',
  chosenUnitId: null, shown: { modelId: null, categories: [{ code: '010104', confidence: 0.6 }, { code: '010105', confidence: 0.3 }] }, disposition: { kind: 'dispatch' },
}

describe('what was shown while a case was filed', () => {
  it('is kept with the case, and what the person made of it is logged apart from the filing', async () => {
    const { caseId } = valueOf(await city.app.get(FileCase).file(CALL, PEOPLE.operator, null))
    expect(await city.database.query('SELECT 1 FROM suggestion_log')).toEqual([])
    await city.settle()
    expect(await city.database.query('SELECT case_id, chosen, rank, urgency_words, urgency_proposed, urgency_chosen FROM suggestion_log')).toEqual([
      { case_id: caseId, chosen: '010105', rank: 2, urgency_words: ['冒火花'], urgency_proposed: 'emergency', urgency_chosen: 'general' },
    ])
  })

  it('is nothing when nobody was shown anything', async () => {
    const { caseId } = valueOf(await city.app.get(FileCase).file({ ...CALL, shown: null }, PEOPLE.operator, null))
    await city.settle()
    expect(await city.database.query('SELECT 1 FROM suggestion_log WHERE case_id = $1', [caseId])).toEqual([])
  })

  it('is no part of what was asked: the same call sent again with other suggestions on the screen is one filing', async () => {
    const file = (shown: FileCaseInput['shown']) => city.app.get(FileCase).file({ ...CALL, shown }, PEOPLE.operator, 'one-call')
    const first = valueOf(await file(CALL.shown))
    expect(valueOf(await file(null)).caseId).toBe(first.caseId)
  })
})
