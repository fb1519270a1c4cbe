import { describe, expect, it } from '@jest/globals'
import type { CaseEvent } from '@tongban/case/contract'
import { plus } from '@tongban/kernel/core'
import {
  ASSIST,
  SUMMONED,
  answeredLead,
  arrived,
  dispatchedAlone,
  whistled,
  COPY,
  LEAD,
  PEOPLE,
  REPLY_TEXT,
  START,
  UNITS,
  contacted,
  dispatched,
  dueTimes,
  filed,
  given,
  notReached,
  sentBack,
  signed,
  upToReply,
} from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const PHOTO = '0199a000-0000-7000-8000-0000000000aa'
const body = { text: REPLY_TEXT }
const ready = (...more: Parameters<typeof filed>) => given(filed(...more), dispatchedAlone(), signed(), contacted())
const assisted = (...more: readonly CaseEvent[]) => given(filed(), dispatched(), signed(), contacted(), ...more)

describe('replying', () => {
  it('sends the case to review when the lead replies', () => {
    const story = ready()
    const state = story
      .when('reply', { by: PEOPLE.handler, on: LEAD, body: { ...body, attachmentIds: [PHOTO] } })
      .thenEvents({
        type: 'assignment.replied.v1',
        data: { assignmentId: LEAD, unitId: UNITS.township, text: REPLY_TEXT, attachmentIds: [PHOTO], late: false, round: 1 },
      })
    expect(state).toMatchObject({ status: 'awaiting_review', repliedAt: story.now })
    expect(state.assignments[0]).toMatchObject({ status: 'replied', repliedAt: story.now, replyText: REPLY_TEXT })
  })

  it('rule 4: is refused without a contact, whatever the unit has done so far', () => {
    given(filed(), dispatched()).when('reply', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('REPLY_NEEDS_CONTACT')
    given(filed(), dispatched(), signed()).when('reply', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('REPLY_NEEDS_CONTACT')
  })

  it('rule 4: is accepted when a coded reason says why there was no contact', () => {
    given(filed(), dispatchedAlone(), signed(), notReached())
      .when('reply', { by: PEOPLE.handler, on: LEAD, body })
      .thenTypes('assignment.replied.v1')
  })

  it('rule 4: needs evidence where the category asks for it', () => {
    const story = ready({ evidenceRequired: true })
    story.when('reply', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('REPLY_NEEDS_EVIDENCE')
    story.when('reply', { by: PEOPLE.handler, on: LEAD, body: { ...body, attachmentIds: [PHOTO] } }).thenTypes('assignment.replied.v1')
  })

  it('is the lead alone: an assisting or summoned unit answers the lead', () => {
    assisted(signed(ASSIST, UNITS.department), contacted(ASSIST, UNITS.department))
      .when('reply', { by: PEOPLE.departmentHandler, on: ASSIST, body })
      .thenRefused('ASSIGNMENT_ROLE_FORBIDS', { role: 'assist', roleZh: '协办', actionZh: '提交回复' })
    given(filed(), dispatchedAlone(), signed(), whistled(), arrived())
      .when('reply', { by: PEOPLE.departmentHandler, on: SUMMONED, body })
      .thenRefused('ASSIGNMENT_ROLE_FORBIDS')
  })

  it('waits for the units that help, and names them', () => {
    assisted().when('reply', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('REPLY_ASSIST_OPEN', { unitNames: UNITS.department })
    given(filed(), dispatchedAlone(), signed(), contacted(), whistled(), arrived())
      .when('reply', { by: PEOPLE.handler, on: LEAD, body })
      .thenRefused('REPLY_ASSIST_OPEN', { unitNames: UNITS.department })
    assisted(signed(ASSIST, UNITS.department), answeredLead(ASSIST)).when('reply', { by: PEOPLE.handler, on: LEAD, body }).thenTypes('assignment.replied.v1')
  })

  it('need not wait when it says why, and the reason is kept', () => {
    const [event] = assisted().when('reply', { by: PEOPLE.handler, on: LEAD, body: { ...body, openAssistReason: '住建部门的部分与来电人无关' } }).events
    expect(event?.data).toMatchObject({ openAssistReason: '住建部门的部分与来电人无关' })
    const [unneeded] = ready().when('reply', { by: PEOPLE.handler, on: LEAD, body: { ...body, openAssistReason: '没有协办单位' } }).events
    expect(unneeded?.data).not.toHaveProperty('openAssistReason')
  })

  it('is late from the promised moment on, and still counts', () => {
    const { promiseDueAt } = dueTimes(START)
    const lateAt = (at: typeof promiseDueAt) => ready().when('reply', { by: PEOPLE.handler, on: LEAD, body, at }).events[0]?.data
    expect(lateAt(plus(promiseDueAt, -1))).toMatchObject({ late: false })
    expect(lateAt(promiseDueAt)).toMatchObject({ late: true })
  })

  it('is refused to another unit, and for a copy', () => {
    ready().when('reply', { by: PEOPLE.otherHandler, on: LEAD, body }).thenRefused('NOT_YOUR_ASSIGNMENT')
    ready().when('reply', { by: PEOPLE.coordinator, on: COPY, body }).thenRefused('ASSIGNMENT_IS_COPY')
  })

  it('waits for its review: a second reply is refused', () => {
    given(...upToReply())
      .when('reply', { by: PEOPLE.handler, on: LEAD, body })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('may be given again after it was sent back, without a new contact', () => {
    const state = given(...upToReply(), sentBack(2)).when('reply', {
      by: PEOPLE.handler,
      on: LEAD,
      body: { text: '已补充说明：十一月二十日前全部修好。', openAssistReason: '协办部分已经办完' },
    }).state
    expect(state).toMatchObject({ status: 'awaiting_review', round: 2 })
  })

  it('is at least ten and at most 5,000 characters, with at most nine attachments', () => {
    const accepts = (value: object) => CASE_COMMANDS.reply.body.safeParse(value).success
    expect(accepts({ text: '已经处理好了。' })).toBe(false)
    expect(accepts({ text: '办'.repeat(5_001) })).toBe(false)
    expect(accepts({ text: REPLY_TEXT, attachmentIds: Array.from({ length: 10 }, () => PHOTO) })).toBe(false)
    expect(accepts({ text: REPLY_TEXT, attachmentIds: ['not-a-uuid'] })).toBe(false)
    expect(accepts({ text: '办'.repeat(5_000) })).toBe(true)
  })
})
