import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import { PEOPLE, UNITS, archived, closed, filed, given, upToCallback, type StoryCommand } from '@tongban/testing/server'
import { APPEAL_DAYS } from './contract.js'

const body = { reason: '办结后第三天路灯又不亮了' }
const done = [...upToCallback(), closed()]
const closedAt = given(...done).state.closedAt ?? 0
const appealAt = (ms: number): StoryCommand<'appeal'> => ({ by: PEOPLE.operator, body, at: plus(given(...done).state.closedAt ?? given().now, ms) })

describe('appealing', () => {
  it('opens the case again for the next round, with the unit that answered and a promise of its own', () => {
    const story = given(...done)
    const state = story.when('appeal', { by: PEOPLE.operator, body }).thenTypes('case.appealed.v1', 'case.rework_started.v1', 'case.dispatched.v1')
    expect(state).toMatchObject({ status: 'in_progress', round: 2, closedAt: null, procedures: { appeals: 1 } })
    expect(state.assignments.findLast((item) => item.role === 'lead')).toMatchObject({ unitId: UNITS.township, status: 'dispatched' })
    expect(state.promiseDueAt).toBeGreaterThan(story.state.promiseDueAt ?? 0)
  })

  it('keeps the first answer of the callback', () => {
    expect(given(...done).when('appeal', { by: PEOPLE.operator, body }).state.firstCallback).toEqual(given(...done).state.firstCallback)
  })

  it('is possible within fifteen days, and not a moment later', () => {
    expect(closedAt).toBeGreaterThan(0)
    given(...done).when('appeal', appealAt(APPEAL_DAYS * DAY_MS - 1)).thenTypes('case.appealed.v1', 'case.rework_started.v1', 'case.dispatched.v1')
    given(...done).when('appeal', appealAt(APPEAL_DAYS * DAY_MS)).thenRefused('APPEAL_TOO_LATE', { days: APPEAL_DAYS })
  })

  it('is possible once', () => {
    const appealed = { type: 'case.appealed.v1', data: { reason: body.reason, round: 1 } } as const
    given(...done, appealed, closed(2)).when('appeal', { by: PEOPLE.operator, body }).thenRefused('APPEAL_USED', { max: 1 })
  })

  it('is refused before the case is closed and after it is archived', () => {
    given(...upToCallback()).when('appeal', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
    given(...done, archived).when('appeal', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
    given(filed()).when('appeal', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
  })

  it('is the citizen’s, told by the operator: not a unit’s', () => {
    given(...done).when('appeal', { by: PEOPLE.handler, body }).thenRefused('PERMISSION_MISSING')
  })
})
