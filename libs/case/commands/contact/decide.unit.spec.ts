import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, plus } from '@tongban/kernel/core'
import {
  ASSIST,
  SUMMONED,
  arrived,
  dispatchedAlone,
  whistled,
  COPY,
  LEAD,
  PEOPLE,
  START,
  UNITS,
  contacted,
  dispatched,
  filed,
  given,
  notReached,
  replied,
  signed,
} from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const reached = { reached: true, method: 'phone', note: '约好下午到现场' } as const
const missed = { reached: false, noContactReason: 'number_unreachable' } as const
const signedStory = () => given(filed(), dispatched(), signed())

describe('logging a contact with the citizen', () => {
  it('says how the citizen was reached', () => {
    const state = signedStory()
      .when('contact', { by: PEOPLE.handler, on: LEAD, body: reached })
      .thenEvents({
        type: 'assignment.contacted.v1',
        data: { assignmentId: LEAD, unitId: UNITS.township, reached: true, method: 'phone', noContactReason: null, note: '约好下午到现场' },
      })
    expect(state.assignments[0]).toMatchObject({ status: 'contacted', contactReached: true })
  })

  it('says by a code why the citizen was not reached', () => {
    const state = signedStory()
      .when('contact', { by: PEOPLE.handler, on: LEAD, body: missed })
      .thenEvents({
        type: 'assignment.contacted.v1',
        data: { assignmentId: LEAD, unitId: UNITS.township, reached: false, method: null, noContactReason: 'number_unreachable', note: '' },
      })
    expect(state.assignments[0]).toMatchObject({ status: 'contacted', contactReached: false })
  })

  it('keeps the time of the first one, however many follow', () => {
    const story = given(filed(), dispatched(), signed(), notReached())
    const first = story.state.assignments[0]?.contactedAt
    const state = story.when('contact', { by: PEOPLE.handler, on: LEAD, body: reached, at: plus(START, 9 * HOUR_MS) }).state
    expect(state.assignments[0]).toMatchObject({ contactedAt: first, contactReached: true })
  })

  it('does not forget that the citizen was reached when a later call fails', () => {
    const state = given(filed(), dispatched(), signed(), contacted()).when('contact', { by: PEOPLE.handler, on: LEAD, body: missed }).state
    expect(state.assignments[0]?.contactReached).toBe(true)
  })

  it('comes after signing', () => {
    given(filed(), dispatched())
      .when('contact', { by: PEOPLE.handler, on: LEAD, body: reached })
      .thenRefused('ASSIGNMENT_STATE_FORBIDS', { status: 'dispatched', statusZh: '待签收', action: 'contact', actionZh: '登记联系' })
  })

  it('comes before the reply', () => {
    given(filed(), dispatched(), signed(), contacted(), replied())
      .when('contact', { by: PEOPLE.handler, on: LEAD, body: reached })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('is refused to another unit, and for a copy', () => {
    signedStory().when('contact', { by: PEOPLE.otherHandler, on: LEAD, body: reached }).thenRefused('NOT_YOUR_ASSIGNMENT')
    signedStory().when('contact', { by: PEOPLE.coordinator, on: COPY, body: reached }).thenRefused('ASSIGNMENT_IS_COPY')
  })

  it('is logged by an assisting unit for its own part', () => {
    const state = given(filed(), dispatched(), signed(ASSIST, UNITS.department)).when('contact', {
      by: PEOPLE.departmentHandler,
      on: ASSIST,
      body: reached,
    }).state
    expect(state.assignments.map((item) => item.status)).toEqual(['dispatched', 'contacted', 'dispatched'])
  })

  it("is not a summoned unit's: it answers the lead", () => {
    given(filed(), dispatchedAlone(), signed(), whistled(), arrived())
      .when('contact', { by: PEOPLE.departmentHandler, on: SUMMONED, body: reached })
      .thenRefused('ASSIGNMENT_ROLE_FORBIDS', { role: 'whistle', roleZh: '吹哨', actionZh: '登记联系' })
  })

  it('is for those who handle: a unit leader signs but does not log contacts', () => {
    signedStory().when('contact', { by: PEOPLE.unitLead, on: LEAD, body: reached }).thenRefused('PERMISSION_MISSING')
  })

  it('needs a method or a coded reason', () => {
    const { body } = CASE_COMMANDS.contact
    expect(body.safeParse({ reached: true, note: '打过电话' }).success).toBe(false)
    expect(body.safeParse({ reached: true, method: 'phone', note: '' }).success).toBe(false)
    expect(body.safeParse({ reached: false }).success).toBe(false)
    expect(body.safeParse({ reached: false, noContactReason: 'did_not_feel_like_it' }).success).toBe(false)
    expect(body.safeParse({ reached: false, method: 'phone', noContactReason: 'anonymous' }).success).toBe(false)
    expect(body.safeParse({ reached: false, noContactReason: 'identity_sealed' }).success).toBe(true)
  })
})
