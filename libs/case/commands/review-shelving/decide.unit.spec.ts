import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import { LEAD, PEOPLE, REPLY_TEXT, REQUEST, START, UNITS, contacted, dispatched, dueTimes, filed, given, person, signed } from '@tongban/testing/server'
import type { CaseEvent } from '../../contract/index.js'

const day = (days: number) => plus(START, days * DAY_MS)
const PROMISE = dueTimes(START).promiseDueAt
const shelved: CaseEvent = {
  type: 'case.shelved.v1',
  data: {
    requestId: REQUEST, assignmentId: LEAD, reason: '要等明年管网改造', measures: '已装临时照明', until: day(90), leader: '巴特尔', publicNote: '列入明年改造计划',
    milestones: [{ at: day(30), text: '设计批复' }, { at: day(60), text: '改造开工' }], nextReviewAt: day(30),
  },
}
/** Without assists: the lead may reply whenever it is ready. */
const handled = [filed(), dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township }] }), signed(), contacted()] as const
const story = given(...handled, shelved)
const SHELVED_AT = plus(story.now, -60_000)

describe('a shelved case', () => {
  it('rule 6: is looked at on its dates: kept with a new date and why, the next look is at the next milestone', () => {
    const state = story
      .when('review_shelving', { by: PEOPLE.supervisor, body: { verdict: 'keep', until: day(120), note: '资金已落实' }, at: day(31) })
      .thenEvents({ type: 'case.shelving_reviewed.v1', data: { until: day(120), nextReviewAt: day(60), note: '资金已落实' } })
    expect(state.procedures.shelving).toMatchObject({ until: day(120), nextReviewAt: day(60), endedAt: null })
    const last = story.when('review_shelving', { by: PEOPLE.supervisor, body: { verdict: 'keep', until: day(120), note: '资金已落实' }, at: day(61) }).state
    expect(last.procedures.shelving?.nextReviewAt).toBe(day(120))
  })

  it('rule 6: needs a date ahead', () => {
    const keep = (until: number) => story.when('review_shelving', { by: PEOPLE.supervisor, body: { verdict: 'keep', until, note: '资金已落实' }, at: day(31) })
    keep(day(31)).thenRefused('SHELVING_DATE_PAST')
    keep(day(31 + 731)).thenRefused('SHELVING_TOO_LONG')
  })

  it('rule 6: ended, goes on with the promise where it stopped', () => {
    const state = story.when('review_shelving', { by: PEOPLE.supervisor, body: { verdict: 'end', note: '已具备办理条件' }, at: day(40) }).thenTypes('case.shelving_ended.v1')
    const pause = day(40) - SHELVED_AT
    expect(state.procedures.shelving).toMatchObject({ endedAt: day(40) })
    expect(state.promiseDueAt).toBe(plus(PROMISE, pause))
    expect(state.assignments.find((item) => item.id === LEAD)?.promiseDueAt).toBe(plus(PROMISE, pause))
  })

  it('ends by itself when the lead replies, who is not late for having waited', () => {
    const outcome = story.when('reply', { by: PEOPLE.handler, body: { text: REPLY_TEXT }, on: LEAD, at: day(40) })
    const state = outcome.thenTypes('assignment.replied.v1', 'case.shelving_ended.v1')
    expect(outcome.events[0]?.data).toMatchObject({ late: false })
    expect(state.procedures.shelving).toMatchObject({ endedAt: day(40) })
    expect(state.promiseDueAt).toBe(plus(PROMISE, day(40) - SHELVED_AT))
  })

  it('ends when another unit gets it, which has the pause added to what is left', () => {
    const state = story
      .when('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.otherTownship, reason: '属于相邻镇' }, at: day(40) })
      .thenTypes('assignment.handed_over.v1', 'case.dispatched.v1', 'case.shelving_ended.v1')
    expect(state.assignments.at(-2)?.promiseDueAt ?? state.assignments.at(-1)?.promiseDueAt).toBe(plus(PROMISE, day(40) - SHELVED_AT))
    expect(state.promiseDueAt).toBe(plus(PROMISE, day(40) - SHELVED_AT))
  })

  it('rule 12: is not reviewed by a unit that handles it, nor by whoever has not the permission', () => {
    const body = { verdict: 'end', note: '已具备办理条件' } as const
    story.when('review_shelving', { by: person('supervisor', UNITS.township), body }).thenRefused('OWN_UNIT_FORBIDDEN')
    story.when('review_shelving', { by: PEOPLE.dispatcher, body }).thenRefused('PERMISSION_MISSING')
    given(...handled).when('review_shelving', { by: PEOPLE.supervisor, body }).thenRefused('CASE_NOT_SHELVED')
  })
})

describe('a milestone', () => {
  const note = (index: number) => ({ by: PEOPLE.handler, on: LEAD, body: { index, note: '批复文号已上传' }, at: day(20) })

  it('rule 6: done, moves the next review to the next one', () => {
    const state = story.when('note_milestone', note(0)).thenEvents({
      type: 'case.milestone_noted.v1',
      data: { assignmentId: LEAD, unitId: UNITS.township, index: 0, text: '设计批复', note: '批复文号已上传', nextReviewAt: day(60) },
    })
    expect(state.procedures.shelving).toMatchObject({ nextReviewAt: day(60), milestones: [{ doneAt: day(20), note: '批复文号已上传' }, { doneAt: null }] })
  })

  it('is done once, and exists', () => {
    const done = story.when('note_milestone', note(0)).events
    given(...handled, shelved, ...done).when('note_milestone', note(0)).thenRefused('MILESTONE_NOT_OPEN', { number: 1 })
    story.when('note_milestone', note(7)).thenRefused('MILESTONE_NOT_OPEN')
    given(...handled).when('note_milestone', note(0)).thenRefused('CASE_NOT_SHELVED')
    story.when('note_milestone', { ...note(0), by: PEOPLE.otherHandler }).thenRefused('NOT_YOUR_ASSIGNMENT')
  })
})
