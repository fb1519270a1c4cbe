import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, instant, plus } from '@tongban/kernel/core'
import { decideRecusal, orderFiresAt, overdueEvents } from './index.js'
import { after, BODIES, codeOf, decide, DISCIPLINE, order, START, TOWNSHIP, WHO } from './order.spec-support.js'

const DUE = plus(START, DAY_MS)
const signed = () => after('sign', order(), WHO.handler)
const replied = () => after('reply', signed(), WHO.handler)

describe('the life of an order', () => {
  it('is signed and answered by the unit it is addressed to, and released by a supervisor', () => {
    const done = after('release', replied())
    expect([order().state, signed().state, replied().state, done.state]).toEqual(['issued', 'signed', 'replied', 'released'])
    expect(done).toMatchObject({ round: 1, lateRounds: 0, released: { by: WHO.supervisor.userId, remarks: '反馈属实，同意解除' } })
    expect(orderFiresAt(done)).toBeNull()
  })

  it('goes back with a new deadline and one round more, to be signed and answered again', () => {
    const at = plus(START, 3 * HOUR_MS)
    const back = after('send_back', replied(), WHO.supervisor, at)
    expect(back).toMatchObject({ state: 'issued', round: 2, replyDueAt: at + DAY_MS, signedAt: null, overdueAt: null, sentBack: [{ round: 1, remarks: '没有说明原因' }] })
    const again = after('reply', after('sign', back, WHO.lead), WHO.lead)
    expect(again.replies.map(({ round }) => round)).toEqual([1, 2])
    expect(again.firstRepliedAt).toBe(replied().repliedAt)
  })

  it('is answered by no other unit, and not before it was signed', () => {
    expect(codeOf(decide('sign', order(), WHO.otherHandler))).toBe('ORDER_NOT_ADDRESSED_TO_YOU')
    expect(codeOf(decide('reply', signed(), WHO.supervisor))).toBe('PERMISSION_MISSING')
    expect(codeOf(decide('reply', order(), WHO.handler))).toBe('ORDER_STATE_FORBIDS')
  })

  it('is never judged by the unit that answers, whatever roles its people have', () => {
    for (const name of ['release', 'send_back', 'withdraw'] as const) expect(codeOf(decide(name, replied(), WHO.supervisorThere))).toBe('ORDER_OWN_UNIT')
    expect(codeOf(decide('release', replied(), WHO.handler))).toBe('ORDER_OWN_UNIT')
    expect(codeOf(decide('release', replied(), WHO.operator))).toBe('ORDER_REVIEWED_BY_OTHERS')
  })

  it('ends once: what is released or withdrawn takes nothing more', () => {
    for (const ended of [after('release', replied()), after('withdraw', signed())]) {
      for (const name of ['sign', 'reply'] as const) expect(codeOf(decide(name, ended, WHO.handler))).toBe('ORDER_STATE_FORBIDS')
      for (const name of ['release', 'send_back', 'withdraw'] as const) expect(codeOf(decide(name, ended))).toBe('ORDER_STATE_FORBIDS')
    }
  })

  it('refuses a plan that lies in the past, on the city’s own days', () => {
    const body = { ...BODIES.reply, plannedFinish: '2026-11-15' }
    expect(codeOf(decide('reply', signed(), WHO.handler, plus(START, HOUR_MS), body))).toBe('ORDER_PLAN_PAST')
    expect(decide('reply', signed(), WHO.handler, plus(START, HOUR_MS), { ...body, plannedFinish: '2026-11-16' }).ok).toBe(true)
  })

  it('refuses who acts on what is no longer so, and forgives what only the clock did since', () => {
    const late = after('sign', order(), WHO.handler, plus(DUE, HOUR_MS))
    expect(late.version).toBe(3)
    expect(codeOf(decide('reply', late, WHO.handler, plus(DUE, 2 * HOUR_MS), { ...BODIES.reply, version: 1 }))).toBe('ORDER_VERSION_STALE')
    const overdue = overdueEvents(signed(), DUE)
    expect(overdue).toHaveLength(1)
    const told = { ...signed(), version: 3 }
    expect(decide('reply', told, WHO.handler, plus(DUE, HOUR_MS), { ...BODIES.reply, version: 2 }).ok).toBe(true)
    expect(codeOf(decide('release', after('release', replied()), WHO.supervisor, DUE, { ...BODIES.release, version: 3 }))).toBe('ORDER_VERSION_STALE')
  })
})

describe('the deadline of an order', () => {
  it('has run out at the due moment itself, once a round, dated by it', () => {
    expect(overdueEvents(order(), plus(DUE, -1))).toEqual([])
    expect(overdueEvents(order(), DUE)).toEqual([{ type: 'supervision.order_overdue.v1', data: { round: 1, replyDueAt: DUE }, at: DUE }])
    const late = after('sign', order(), WHO.handler, plus(DUE, HOUR_MS))
    expect(late).toMatchObject({ overdueAt: DUE, lateRounds: 1 })
    expect(overdueEvents(late, plus(DUE, DAY_MS))).toEqual([])
  })

  it('is told by whatever comes first after it, so that an alarm that never rang changes nothing', () => {
    const answered = after('reply', signed(), WHO.handler, DUE)
    expect(answered).toMatchObject({ overdueAt: DUE, lateRounds: 1, replies: [{ late: true }] })
    expect(after('reply', signed(), WHO.handler, plus(DUE, -1))).toMatchObject({ overdueAt: null, lateRounds: 0, replies: [{ late: false }] })
  })

  it('stops with the answer: nobody is late while a reviewer takes their time', () => {
    expect(overdueEvents(replied(), plus(DUE, 30 * DAY_MS))).toEqual([])
  })

  it('counts anew in the next round, and the lateness of the one before stays on record', () => {
    const late = after('reply', signed(), WHO.handler, plus(DUE, HOUR_MS))
    const back = after('send_back', late, WHO.supervisor, plus(DUE, 2 * HOUR_MS))
    expect(back).toMatchObject({ overdueAt: null, lateRounds: 1 })
    expect(overdueEvents(back, instant(back.replyDueAt))).toHaveLength(1)
  })
})

describe('kinds of order', () => {
  it('an interview order is released after the interview has been recorded, and not before it was held', () => {
    const state = after('reply', after('sign', order({ kind: 'interview' }), WHO.handler), WHO.handler)
    expect(codeOf(decide('release', state))).toBe('ORDER_NEEDS_INTERVIEW')
    expect(codeOf(decide('record_interview', state, WHO.supervisor, plus(START, -HOUR_MS)))).toBe('INTERVIEW_IN_FUTURE')
    const held = after('record_interview', state)
    expect(held.interviews).toMatchObject([{ commitments: [{ text: '三日内修复', by: '2026-11-19' }] }])
    expect(after('release', held).state).toBe('released')
    expect(codeOf(decide('record_interview', order()))).toBe('ORDER_KIND_FORBIDS')
  })

  it('a joint order takes the opinions of its parties, of nobody else', () => {
    const joint = order({ kind: 'joint', jointUnitIds: [DISCIPLINE, 'city-institutional-staffing'] })
    const heard = after('add_opinion', after('add_opinion', joint, WHO.inspector), WHO.staffing)
    expect(heard.opinions.map(({ unitId }) => unitId)).toEqual([DISCIPLINE, 'city-institutional-staffing'])
    expect(heard.state).toBe('issued')
    expect(codeOf(decide('add_opinion', joint, WHO.lead))).toBe('ORDER_NOT_JOINT_PARTY')
    expect(codeOf(decide('add_opinion', joint, WHO.supervisor))).toBe('PERMISSION_MISSING')
    expect(codeOf(decide('add_opinion', order(), WHO.inspector))).toBe('ORDER_KIND_FORBIDS')
  })

  it('a listed order is published once, never of a sealed case, and comes off the wall with its release', () => {
    const listed = after('publish', order({ kind: 'listed' }))
    expect(listed.published).toMatchObject({ publicTitle: '路灯长期不亮' })
    expect(codeOf(decide('publish', listed))).toBe('ORDER_ALREADY_PUBLISHED')
    expect(after('unpublish', listed).published).toBeNull()
    expect(codeOf(decide('unpublish', order({ kind: 'listed' })))).toBe('ORDER_NOT_PUBLISHED')
    expect(codeOf(decide('publish', order({ kind: 'listed', sealed: true })))).toBe('ORDER_SEALED')
    expect(codeOf(decide('publish', order()))).toBe('ORDER_KIND_FORBIDS')
    const released = after('release', after('reply', after('sign', listed, WHO.handler), WHO.handler))
    expect(released.published).toBeNull()
    expect(after('withdraw', listed).published).toBeNull()
  })

  it('an instruction is read by leaders, who end it or ask again; a supervisor cannot', () => {
    const told = after('reply', after('sign', order({ kind: 'instruction', reviewers: 'leaders' }), WHO.handler), WHO.handler)
    expect(codeOf(decide('release', told, WHO.supervisor))).toBe('ORDER_REVIEWED_BY_OTHERS')
    expect(after('send_back', told, WHO.leader).round).toBe(2)
    expect(after('release', told, WHO.leader).state).toBe('released')
  })

  it('what the hotline itself has to answer is judged by discipline inspection', () => {
    const there = order({ unitId: 'hotline-centre', reviewers: 'discipline' })
    expect(codeOf(decide('withdraw', there, WHO.supervisor))).toBe('ORDER_OWN_UNIT')
    expect(after('withdraw', there, WHO.inspector).state).toBe('withdrawn')
  })
})

describe('a recusal that comes later', () => {
  it('takes the order away from who has to answer when the case is about them, and from the sight of the others', () => {
    const events = decideRecusal(signed(), [TOWNSHIP], plus(START, HOUR_MS))
    expect(events.map(({ type }) => type)).toEqual(['supervision.units_recused.v1', 'supervision.order_withdrawn.v1'])
    expect(decideRecusal(signed(), ['township-150523102'], START).map(({ type }) => type)).toEqual(['supervision.units_recused.v1'])
    expect(decideRecusal(order({ recusedUnitIds: [TOWNSHIP] }), [TOWNSHIP], START)).toEqual([])
    expect(decideRecusal(after('release', replied()), [TOWNSHIP], START).map(({ type }) => type)).toEqual(['supervision.units_recused.v1'])
  })
})
