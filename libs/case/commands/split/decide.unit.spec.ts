import { describe, expect, it } from '@jest/globals'
import { LEAD, PEOPLE, UNITS, dispatched, filed, given, signed, upToReply, type CaseStory } from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'
import { SPLIT_PARTS_MAX } from './decide.js'

const part = { title: '垃圾未清运', description: '路口垃圾桶满溢三天无人清运。' }
const body = { parts: [part, { ...part, title: '井盖破损', categoryCode: '010101' }], reason: '来电反映几件不相干的事' }
const splitting = { by: PEOPLE.dispatcher, body }

describe('splitting a case', () => {
  it('names the new cases, and leaves the case its own matter', () => {
    const story = given(filed(), dispatched(), signed())
    const state = story.when('split', splitting).thenEvents({
      type: 'case.split.v1',
      data: {
        parts: [{ caseId: 'new-1', ...part, categoryCode: null }, { caseId: 'new-2', ...part, title: '井盖破损', categoryCode: '010101' }],
        reason: body.reason,
      },
    })
    expect(state.procedures.splitInto).toEqual([{ caseId: 'new-1', title: part.title }, { caseId: 'new-2', title: '井盖破损' }])
    expect({ ...state, procedures: null }).toEqual({ ...story.state, procedures: null })
    expect(state.assignments.find((item) => item.id === LEAD)?.status).toBe('signed')
  })

  it('is possible from the pool, and not once the lead has replied', () => {
    given(filed()).when('split', splitting).thenTypes('case.split.v1')
    given(...upToReply()).when('split', splitting).thenRefused('CASE_STATE_FORBIDS')
  })

  it('has a limit over all splittings of a case', () => {
    let story: CaseStory = given(filed())
    for (let parts = 0; parts + 2 <= SPLIT_PARTS_MAX; parts += 2) {
      const before = Array.from({ length: parts / 2 }, () => given(filed()).when('split', splitting).events).flat()
      story = given(filed(), ...before)
      story.when('split', splitting).thenTypes('case.split.v1')
    }
    const full = Array.from({ length: SPLIT_PARTS_MAX / 2 }, () => given(filed()).when('split', splitting).events).flat()
    given(filed(), ...full).when('split', splitting).thenRefused('SPLIT_FULL', { max: SPLIT_PARTS_MAX })
  })

  it('is for dispatchers', () => {
    for (const by of [PEOPLE.operator, PEOPLE.handler, PEOPLE.reviewer, PEOPLE.supervisor]) given(filed()).when('split', { by, body }).thenRefused('PERMISSION_MISSING')
    expect(UNITS.hotline).toBe(PEOPLE.dispatcher.unitId)
  })

  it('takes one to five parts, each with a title and what happened', () => {
    const accepts = (value: object) => CASE_COMMANDS.split.body.safeParse(value).success
    expect(accepts({ ...body, parts: [] })).toBe(false)
    expect(accepts({ ...body, parts: Array.from({ length: 6 }, () => part) })).toBe(false)
    expect(accepts({ ...body, parts: [{ ...part, title: '' }] })).toBe(false)
    expect(accepts({ ...body, parts: [{ ...part, description: '' }] })).toBe(false)
    expect(accepts({ ...body, parts: [{ ...part, categoryCode: 'x' }] })).toBe(false)
    expect(accepts({ parts: [part], reason: '' })).toBe(false)
    expect(accepts(body)).toBe(true)
  })
})
