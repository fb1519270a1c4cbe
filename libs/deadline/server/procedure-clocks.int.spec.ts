import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { FakeClock, PEOPLE, REPLY_TEXT, UNITS } from '@tongban/testing/server'
import { clockRungSchema } from '../contract/index.js'
import { at, DeadlineUnderTest } from './deadline.spec-support.js'
import { LivingCase } from './living-case.spec-support.js'

let deadline: DeadlineUnderTest

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

/** Help: sign two working hours, contact a day, promise five working days, until Monday the 23rd at nine. */
const MONDAY = at('2026-11-16 09:00')
const PROMISE = at('2026-11-23 09:00')
const fire = (now: Instant): Promise<number> => deadline.fireClocks(new FakeClock()).fire(now, 1_000)
const EVIDENCE = ['0199a000-0000-7000-8000-0000000000ab']

/** Dispatched on Monday at nine, signed at half past nine and the citizen called. */
async function handled(): Promise<LivingCase> {
  const living = await LivingCase.filed(deadline, MONDAY)
  await living.workedOn(at('2026-11-16 09:30'))
  return living
}

async function askForExtension(living: LivingCase, moment: Instant, until: Instant): Promise<void> {
  const body = { reason: '灯杆基础需重新浇筑', attachmentIds: [], details: { kind: 'extension' as const, until } }
  await living.give('request', { by: PEOPLE.unitLead, on: living.lead.id, at: moment, body })
}

async function shelve(living: LivingCase, moment: Instant): Promise<void> {
  const until = plus(moment, 60 * DAY_MS)
  await living.give('request', {
    by: PEOPLE.unitLead, on: living.lead.id, at: moment,
    body: {
      reason: '等待管网改造', attachmentIds: EVIDENCE,
      details: { kind: 'shelving', measures: '已装临时照明', until, milestones: [{ at: until, text: '改造开工' }], leader: '巴特尔', publicNote: '列入明年计划' },
    },
  })
  await living.give('rule_request', { by: PEOPLE.supervisor, at: moment, body: { requestId: living.requestId, verdict: 'approve' } })
}

const stateOf = async (living: LivingCase): Promise<string[]> => (await living.rows()).map(({ kind, state }) => `${kind} ${state}`).sort()
const running = async (living: LivingCase): Promise<string[]> =>
  (await living.rows()).filter(({ state }) => state === 'running' || state === 'paused').map(({ kind, unit_id }) => `${kind} ${unit_id}`).sort()

describe('who gets a duty', () => {
  it('rule 1: the clock starts at dispatch, never at signing', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const before = await living.rows()
    expect(before.map(({ started_at }) => started_at)).toEqual(before.map(() => MONDAY))
    await living.give('sign', { by: PEOPLE.handler, on: living.lead.id, at: at('2026-11-17 10:00') })
    const [sign] = await living.clocks('sign', living.lead.id)
    expect(sign).toMatchObject({ state: 'satisfied', startedAt: MONDAY, overdueAt: at('2026-11-16 11:00'), lateByMs: 23 * HOUR_MS })
    const [promise] = await living.clocks('promise', living.lead.id)
    expect(promise).toMatchObject({ state: 'running', startedAt: MONDAY, dueAt: PROMISE })
  })

  it('as an assist added later has clocks of its own from then on, and none for calling the citizen', async () => {
    const living = await handled()
    await living.give('add_assist', { by: PEOPLE.dispatcher, at: at('2026-11-18 10:00'), body: { unitIds: [UNITS.department], reason: '涉及供热管网' } })
    const { id } = living.of(UNITS.department)
    const rows = (await living.rows()).filter((row) => row.assignment_id === id)
    expect(rows.map(({ kind, cause, due_at }) => [kind, cause, due_at])).toEqual([
      ['promise', 'added', PROMISE], ['sign', 'added', at('2026-11-18 12:00')],
    ])
    // It answers for the lead's promise, which began before it came: the clock says that, and pretends no counting.
    expect(await living.sentences('promise', id)).toEqual(expect.arrayContaining([
      '2026-11-18（周三）10:00 增派协办，时钟开始计时。', '协办时限在增派时定下：按时限应为 2026-11-25（周三）10:00，以 2026-11-23（周一）09:00 为准。',
    ]))
  })

  it('one level up has clocks of its own when it is called upon', async () => {
    const living = await handled()
    await living.give('escalate', { by: PEOPLE.handler, on: living.lead.id, at: at('2026-11-18 10:00'), body: { reason: '需要旗县统筹资金', measures: '已临时抢修' } })
    expect(await running(living)).toEqual([`promise ${UNITS.coordinator}`, 'promise township-150523101', `sign ${UNITS.coordinator}`])
    expect((await living.clocks('promise', living.of(UNITS.coordinator).id))[0]).toMatchObject({ cause: 'escalated' })
  })

  it('when whistled for has to sign, to arrive within two working hours and to answer', async () => {
    const living = await handled()
    await living.give('whistle', {
      by: PEOPLE.unitLead, on: living.lead.id, at: at('2026-11-18 10:00'), body: { unitIds: [UNITS.department], reason: '违建占压管网', place: '民航社区3号楼', respondWithinHours: 24 },
    })
    const { id } = living.of(UNITS.department)
    const rows = (await living.rows()).filter((row) => row.assignment_id === id)
    expect(rows.map(({ kind, due_at }) => [kind, due_at])).toEqual([
      ['arrive', at('2026-11-18 12:00')], ['promise', at('2026-11-19 10:00')], ['sign', at('2026-11-18 12:00')],
    ])
    await living.give('arrive', { by: PEOPLE.departmentHandler, on: id, at: at('2026-11-18 14:45'), body: { place: '民航社区3号楼' } })
    // Arriving is signing; both were three quarters past the two hours that end at noon, two and a half hours before.
    for (const kind of ['arrive', 'sign'] as const) expect((await living.clocks(kind, id))[0]).toMatchObject({ state: 'satisfied', lateByMs: 165 * MINUTE_MS })
    await living.give('answer_lead', { by: PEOPLE.departmentHandler, on: id, at: at('2026-11-18 16:00'), body: { text: '已认定为违建，责令拆除' } })
    expect((await living.clocks('promise', id))[0]).toMatchObject({ state: 'satisfied', lateByMs: null })
    expect(await living.sentences('arrive', id)).toEqual(expect.arrayContaining([
      '2026-11-18（周三）10:00 吹哨，时钟开始计时。', '按时限规则第 1 版，到场时限为 2 个工作小时。', '因此应在 2026-11-18（周三）12:00 前到场。',
    ]))
    await fire(at('2026-11-18 16:00'))
    expect((await living.told()).filter((each) => each.endsWith('arrive'))).toEqual(['warned arrive', 'overdue arrive'])
  })
})

describe('a case that goes to another unit', () => {
  const reassign = { leadUnitId: UNITS.otherTownship, reason: '位于相邻镇辖区' }

  it('takes the remaining time along: the old clocks are cancelled with the reason, the new ones are due when the promise was', async () => {
    const living = await handled()
    const old = living.lead.id
    await living.give('reassign', { by: PEOPLE.dispatcher, at: at('2026-11-18 09:00'), body: reassign })
    expect((await living.clocks('promise', old))[0]).toMatchObject({ state: 'cancelled', cancelReason: '已改派：位于相邻镇辖区', finishedAt: at('2026-11-18 09:00') })
    const [promise] = await living.clocks('promise', living.lead.id)
    expect(promise).toMatchObject({ cause: 'reassigned', startedAt: at('2026-11-18 09:00'), dueAt: PROMISE, warnAt: at('2026-11-21 09:00') })
    expect((await living.clocks('sign', living.lead.id))[0]).toMatchObject({ cause: 'reassigned', dueAt: at('2026-11-18 11:00') })
    expect((await living.clocks('contact', living.lead.id))[0]).toMatchObject({ dueAt: at('2026-11-19 09:00') })
    expect(await living.sentences('promise', living.lead.id)).toEqual(expect.arrayContaining([
      '2026-11-18（周三）09:00 改派，时钟开始计时。',
      '承接对群众原承诺的剩余时间：按时限应为 2026-11-25（周三）09:00，以 2026-11-23（周一）09:00 为准。',
      '因此应在 2026-11-23（周一）09:00 前办结并回复诉求人。',
    ]))
    expect((await living.sentences('promise', living.lead.id)).join()).not.toContain('不一致')
  })

  it('with little left gets no warning later than its start', async () => {
    const living = await handled()
    await living.give('reassign', { by: PEOPLE.dispatcher, at: at('2026-11-22 09:00'), body: reassign })
    expect((await living.clocks('promise', living.lead.id))[0]).toMatchObject({ warnAt: null, dueAt: PROMISE })
  })

  it('with nothing left is overdue at once, once, since the promise ran out', async () => {
    const living = await handled()
    await living.give('reassign', { by: PEOPLE.dispatcher, at: at('2026-11-24 09:00'), body: reassign })
    const { id } = living.lead
    for (const now of ['2026-11-24 09:00', '2026-11-24 09:01', '2026-12-24 09:01']) await fire(at(now))
    const rungs = (await deadline.told(living.state.id)).filter(({ data }) => data.assignmentId === id && data.kind === 'promise')
    expect(rungs.map(({ type, data }) => [type, data.at, data.dueAt])).toEqual([['clock.overdue.v1', PROMISE, PROMISE]])
  })

  it('with a promise given anew is counted like any other', async () => {
    const living = await handled()
    await living.give('reassign', { by: PEOPLE.dispatcher, at: at('2026-11-18 09:00'), body: { ...reassign, newPromiseReason: '需要重新勘查' } })
    const [promise] = await living.clocks('promise', living.lead.id)
    expect(promise).toMatchObject({ dueAt: at('2026-11-25 09:00'), adjustments: [] })
  })

  it('by way of the pool has a dispatch clock of its own: the first dispatch had been in time, and stays so', async () => {
    const living = await handled()
    const old = living.lead.id
    await living.give('recall', { by: PEOPLE.dispatcher, at: at('2026-11-17 09:00'), body: { assignmentId: old, reason: '派单依据有误' } })
    expect(await running(living)).toEqual(['dispatch null'])
    expect((await living.clocks('promise', old))[0]).toMatchObject({ state: 'cancelled', cancelReason: '已收回：派单依据有误' })
    expect((await living.clocks('dispatch'))[0]).toMatchObject({ cause: 'returned', startedAt: at('2026-11-17 09:00'), dueAt: at('2026-11-17 13:00') })
    await living.give('dispatch', { by: PEOPLE.dispatcher, at: at('2026-11-17 10:00'), body: { leadUnitId: UNITS.otherTownship } })
    expect((await living.clocks('dispatch'))[0]).toMatchObject({ state: 'satisfied', lateByMs: null })
    expect((await living.clocks('promise', living.lead.id))[0]).toMatchObject({ cause: 'dispatched', dueAt: PROMISE })
    await living.give('recall', { by: PEOPLE.dispatcher, at: at('2026-11-17 11:00'), body: { assignmentId: living.lead.id, reason: '派单依据有误' } })
    expect((await living.clocks('dispatch')).map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['satisfied', at('2026-11-17 13:00')], ['running', at('2026-11-17 15:00')],
    ])
  })
})

describe('a case that ends, or follows another', () => {
  it('leaves no clock behind when it is merged, and waits to be dispatched anew when that is undone', async () => {
    const living = await handled()
    const parent = { caseId: '0199a000-0000-7000-8000-0000000000b1', number: '20261116000002', status: 'in_progress', urgency: 'general', leadUnitId: UNITS.township, promiseDueAt: null } as const
    await living.give('merge', { by: PEOPLE.dispatcher, at: at('2026-11-17 09:00'), body: { parent, reason: '反映的是同一处路灯' } })
    expect(await running(living)).toEqual([])
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'cancelled', cancelReason: '已并案：反映的是同一处路灯' })
    await living.give('unmerge', { by: PEOPLE.dispatcher, at: at('2026-11-17 16:00'), body: { reason: '核实后是另一处' } })
    expect((await living.clocks('dispatch'))[0]).toMatchObject({ state: 'running', cause: 'unmerged', dueAt: at('2026-11-17 20:00') })
    expect(await living.sentences('dispatch')).toContain('2026-11-17（周二）16:00 撤销并案、退回派单池，时钟开始计时。')
  })

  it('leaves none when it is withdrawn while a request waits', async () => {
    const living = await handled()
    await askForExtension(living, at('2026-11-17 09:00'), at('2026-11-25 09:00'))
    await living.give('withdraw', { by: PEOPLE.operator, at: at('2026-11-17 10:00'), body: { reason: '已自行解决' } })
    expect(await running(living)).toEqual([])
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'cancelled', cancelReason: '已撤单：已自行解决' })
  })

  it('is ruled on in time by what ends it: the ruling is done, the duty is gone', async () => {
    const living = await handled()
    await living.give('request', {
      by: PEOPLE.unitLead, on: living.lead.id, at: at('2026-11-17 09:00'), body: { reason: '已进入诉讼程序', attachmentIds: EVIDENCE, details: { kind: 'termination' } },
    })
    await living.give('rule_request', { by: PEOPLE.reviewer, at: at('2026-11-17 10:00'), body: { requestId: living.requestId, verdict: 'approve' } })
    expect(await stateOf(living)).toEqual(['contact satisfied', 'promise cancelled', 'ruling satisfied', 'sign satisfied'])
    expect((await living.clocks('promise'))[0]).toMatchObject({ cancelReason: '已终止：已进入诉讼程序' })
  })
})

describe('an extension', () => {
  const UNTIL = at('2026-11-27 16:20')

  it('waits for its ruling by a clock of its own, and moves the promise to the moment granted, exactly', async () => {
    const living = await handled()
    await askForExtension(living, at('2026-11-18 09:00'), UNTIL)
    expect((await living.clocks('ruling'))[0]).toMatchObject({ state: 'running', cause: 'asked', subjectId: living.requestId, dueAt: at('2026-11-18 15:30') })
    await living.give('rule_request', { by: PEOPLE.dispatcher, at: at('2026-11-18 11:00'), body: { requestId: living.requestId, verdict: 'approve' } })
    expect((await living.clocks('ruling'))[0]).toMatchObject({ state: 'satisfied', lateByMs: null })
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'running', dueAt: UNTIL, startedAt: MONDAY, warnAt: at('2026-11-25 16:20') })
    expect(await living.sentences('promise')).toEqual(expect.arrayContaining([
      '2026-11-18（周三）11:00 批准延期（灯杆基础需重新浇筑），到期由 2026-11-23（周一）09:00 改为 2026-11-27（周五）16:20。',
      '因此应在 2026-11-27（周五）16:20 前办结并回复诉求人。',
    ]))
    await fire(at('2026-11-23 12:00'))
    expect(await living.told()).toEqual([])
  })

  it('waits for no ruling until the unit’s own lead agrees', async () => {
    const living = await handled()
    const details = { kind: 'extension' as const, until: UNTIL }
    await living.give('request', { by: PEOPLE.handler, on: living.lead.id, at: at('2026-11-18 09:00'), body: { reason: '灯杆基础需重新浇筑', attachmentIds: [], details } })
    expect(await living.clocks('ruling')).toEqual([])
    await living.give('endorse_request', { by: PEOPLE.unitLead, at: at('2026-11-18 15:00'), body: { requestId: living.requestId, verdict: 'agree' } })
    expect((await living.clocks('ruling'))[0]).toMatchObject({ startedAt: at('2026-11-18 15:00'), dueAt: at('2026-11-19 10:00') })
    await living.give('cancel_request', { by: PEOPLE.unitLead, at: at('2026-11-18 16:00'), body: { requestId: living.requestId, reason: '已能按期办结' } })
    expect((await living.clocks('ruling'))[0]).toMatchObject({ state: 'cancelled', cancelReason: '已撤回' })
  })

  it('rule 5: an approver who lets the request lie past its own limit does not stop the unit’s clock', async () => {
    const living = await handled()
    await askForExtension(living, at('2026-11-20 16:00'), UNTIL)
    await fire(at('2026-11-24 09:00'))
    // The promise ran out on Monday at nine, the ruling at eleven: nobody's silence kept either.
    expect((await living.told()).sort()).toEqual(['overdue promise', 'overdue ruling', 'warned promise', 'warned ruling'])
    const rung = (await deadline.told(living.state.id)).find(({ type, data }) => type === 'clock.overdue.v1' && data.kind === 'ruling')
    expect(clockRungSchema.parse(rung?.data)).toMatchObject({ subjectId: living.requestId, assignmentId: null, unitId: null })
    await living.give('lapse', { by: PEOPLE.system, at: at('2026-11-24 09:01'), body: { subjectId: living.requestId, what: 'ruling' } })
    expect((await living.clocks('ruling'))[0]).toMatchObject({ state: 'cancelled', cancelReason: '裁定逾期', overdueAt: at('2026-11-23 11:00') })
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'running', dueAt: PROMISE, overdueAt: PROMISE })
  })

  it('rule 5: granted after the promise ran out, moves the due moment and takes nothing back', async () => {
    const living = await handled()
    await askForExtension(living, at('2026-11-20 16:00'), UNTIL)
    await living.give('rule_request', { by: PEOPLE.dispatcher, at: at('2026-11-23 09:30'), body: { requestId: living.requestId, verdict: 'approve' } })
    for (const now of ['2026-11-23 09:31', '2026-11-28 09:00']) await fire(at(now))
    expect((await living.clocks('promise'))[0]).toMatchObject({ dueAt: UNTIL, overdueAt: PROMISE })
    expect((await living.told()).filter((each) => each.endsWith('promise'))).toEqual(['warned promise', 'overdue promise'])
    expect((await living.sentences('promise')).join()).toContain('批准时已经超期，超期的记录保留')
  })
})

describe('a shelved case', () => {
  it('rule 6: leaves the active clock: no warning and no overdue while it is shelved, and the rest of the time afterwards', async () => {
    const living = await handled()
    await shelve(living, at('2026-11-18 10:00'))
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'paused', pausedAt: at('2026-11-18 10:00'), pauseReason: '挂账：等待管网改造' })
    for (const now of ['2026-11-21 09:00', '2026-11-23 09:00', '2026-12-20 09:00']) await fire(at(now))
    expect(await living.told()).toEqual([])
    expect(await living.sentences('promise')).toContain('2026-11-18（周三）10:00 起暂停（挂账：等待管网改造），尚未恢复，其间不计时。')

    await living.give('review_shelving', { by: PEOPLE.supervisor, at: at('2026-12-20 10:00'), body: { verdict: 'end', note: '改造已经完成' } })
    const [promise] = await living.clocks('promise')
    // Left on that Wednesday at ten: three working days less an hour. Taken up again on a Sunday, they count from Monday's opening.
    expect(promise).toMatchObject({ state: 'running', dueAt: at('2026-12-23 16:30'), overdueAt: null })
    expect(promise?.dueAt).toBe(living.lead.promiseDueAt)
    await fire(at('2026-12-23 16:30'))
    expect(await living.told()).toEqual(['warned promise', 'overdue promise'])
    expect(await living.sentences('promise')).toContain(
      '2026-11-18（周三）10:00 至 2026-12-20（周日）10:00 暂停（挂账：等待管网改造），其间不计时，到期改为 2026-12-23（周三）16:30。',
    )
  })

  it('that is answered all the same is in time: the pause ends with the reply', async () => {
    const living = await handled()
    await shelve(living, at('2026-11-18 10:00'))
    await living.give('reply', { by: PEOPLE.handler, on: living.lead.id, at: at('2026-12-18 10:00'), body: { text: REPLY_TEXT } })
    const [promise] = await living.clocks('promise')
    expect(promise).toMatchObject({ state: 'satisfied', lateByMs: null, heldFrom: null, dueAt: plus(PROMISE, 30 * DAY_MS) })
    // Sent back, it runs on; it is not put off a second time by the pause it had.
    await living.give('review', { by: PEOPLE.reviewer, at: at('2026-12-19 10:00'), body: { verdict: 'send_back', remarks: '没有说明何时修好' } })
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'running', dueAt: plus(PROMISE, 30 * DAY_MS) })
  })

  it('that had run out before is paused with its lateness, which is what it is afterwards', async () => {
    const living = await handled()
    await fire(at('2026-11-23 11:00'))
    await shelve(living, at('2026-11-23 11:00'))
    await living.give('review_shelving', { by: PEOPLE.supervisor, at: at('2026-12-23 11:00'), body: { verdict: 'end', note: '改造已经完成' } })
    await living.give('reply', { by: PEOPLE.handler, on: living.lead.id, at: at('2026-12-23 12:00'), body: { text: REPLY_TEXT } })
    expect((await living.clocks('promise'))[0]).toMatchObject({ state: 'satisfied', overdueAt: PROMISE, lateByMs: 3 * HOUR_MS })
    await fire(at('2027-02-01 09:00'))
    expect((await living.told()).filter((each) => each.endsWith('promise'))).toEqual(['warned promise', 'overdue promise'])
  })
})

describe('a dispute', () => {
  const opened = async (): Promise<LivingCase> => {
    const living = await handled()
    await living.give('open_dispute', { by: PEOPLE.supervisor, at: at('2026-11-17 10:00'), body: { otherUnitIds: [UNITS.department], reason: '两个单位认识不一' } })
    return living
  }

  it('has a clock of one working day, and the unit that has the case keeps its own: 先办后议', async () => {
    const living = await opened()
    const [adjudication] = await living.clocks('adjudication')
    expect(adjudication).toMatchObject({ cause: 'disputed', subjectId: living.state.procedures.disputes[0]?.id, dueAt: at('2026-11-18 10:00'), state: 'running' })
    expect(await running(living)).toEqual(['adjudication null', `promise ${UNITS.township}`])
    expect(await living.sentences('adjudication')).toEqual(expect.arrayContaining(['2026-11-17（周二）10:00 提请会商裁定，时钟开始计时。']))
  })

  it('is settled by its ruling, late or not', async () => {
    const living = await opened()
    await living.give('lapse', { by: PEOPLE.system, at: at('2026-11-18 10:00'), body: { subjectId: living.state.procedures.disputes[0]?.id ?? '', what: 'adjudication' } })
    expect((await living.clocks('adjudication'))[0]).toMatchObject({ state: 'running' })
    const members = (['hotline_centre', 'staffing_office', 'justice'] as const).map((role) => ({ role, name: '白音娜' }))
    await living.give('convene_panel', { by: PEOPLE.supervisor, at: at('2026-11-18 11:00'), body: { members } })
    await living.give('rule_dispute', {
      by: PEOPLE.supervisor, at: at('2026-11-18 12:00'),
      body: { leadUnitId: UNITS.department, principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单内', legalBasis: '移交清单' },
    })
    expect((await living.clocks('adjudication'))[0]).toMatchObject({ state: 'satisfied', lateByMs: 2 * HOUR_MS })
    expect((await living.clocks('promise', living.lead.id))[0]).toMatchObject({ cause: 'reassigned', dueAt: PROMISE })
  })

  it('takes a return that nobody ruled on: its ruling clock ends where the panel’s begins', async () => {
    const living = await handled()
    await living.give('request', {
      by: PEOPLE.unitLead, on: living.lead.id, at: at('2026-11-16 10:00'),
      body: {
        reason: '事发地在相邻镇辖区', attachmentIds: [],
        details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: UNITS.otherTownship, legalBasis: '乡镇权责清单第 12 项' },
      },
    })
    await living.give('lapse', { by: PEOPLE.system, at: at('2026-11-16 16:30'), body: { subjectId: living.requestId, what: 'ruling' } })
    expect((await living.clocks('ruling'))[0]).toMatchObject({ state: 'cancelled', overdueAt: at('2026-11-16 16:30') })
    expect((await living.clocks('adjudication'))[0]).toMatchObject({ state: 'running', startedAt: at('2026-11-16 16:30') })
  })
})

describe('a reply that waits for review', () => {
  it('starts the reviewer’s clock of one working day; each reply is a review of its own', async () => {
    const living = await handled()
    const { id } = living.lead
    await living.give('reply', { by: PEOPLE.handler, on: id, at: at('2026-11-17 09:00'), body: { text: REPLY_TEXT } })
    expect((await living.clocks('review', id))[0]).toMatchObject({ state: 'running', cause: 'replied', dueAt: at('2026-11-18 09:00'), warnAt: at('2026-11-17 16:00') })
    // The reviewer's, so no unit's: nobody is blamed for whoever lets its reply lie.
    expect((await living.rows()).find(({ kind }) => kind === 'review')).toMatchObject({ unit_id: null })
    await living.give('review', { by: PEOPLE.reviewer, at: at('2026-11-17 11:00'), body: { verdict: 'send_back', remarks: '没有说明何时修好' } })
    expect((await living.clocks('promise', id))[0]).toMatchObject({ state: 'running', dueAt: PROMISE })
    await living.give('reply', { by: PEOPLE.handler, on: id, at: at('2026-11-19 09:00'), body: { text: REPLY_TEXT } })
    await living.give('review', { by: PEOPLE.reviewer, at: at('2026-11-20 10:00'), body: { verdict: 'pass' } })
    expect((await living.clocks('review', id)).map(({ state, dueAt, ...rest }) => [state, dueAt, 'lateByMs' in rest ? rest.lateByMs : null])).toEqual([
      ['satisfied', at('2026-11-18 09:00'), null], ['satisfied', at('2026-11-20 09:00'), HOUR_MS],
    ])
    expect(await living.sentences('review', id)).toEqual(expect.arrayContaining(['按时限规则第 1 版，审核时限为 1 个工作日。']))
  })
})

describe('procedures inside the house', () => {
  it.each([
    ['return_window', '2026-11-16 15:30'], ['return_ruling', '2026-11-16 15:30'], ['review', '2026-11-17 09:00'], ['adjudication', '2026-11-17 09:00'], ['arrive', '2026-11-16 11:00'],
  ] as const)('are due by the policy in force and working time: %s from Monday at nine until %s', (limit, due) => {
    const subject = { urgency: 'general', caseType: 'help', categoryCode: null, divisionCode: null }
    expect(deadline.quotes.procedureDueAt(limit, { ...subject, startedAt: MONDAY })).toBe(at(due))
  })
})
