import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mergeCase } from '@tongban/case/contract'
import { readCaseClocks } from '@tongban/deadline/contract'
import { dispatchCase } from '@tongban/dispatch/contract'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@tongban/kernel/core'
import { readActs } from '@tongban/reporting/contract'
import { expectRefused } from '../api/support/problems.js'
import { CityHall, COUNTY, HAPPY, NEXT_TOWNSHIP, THIRD_TOWNSHIP, TOWNSHIP, UNHAPPY } from './city-hall.js'

/**
 * The numbered rules of the product, each as people would live it: through the API, on real servers, with the clock in the test's hand.
 * What each command refuses in detail is tested beside it; here stands what the rule is for.
 */
let hall: CityHall
beforeAll(async () => {
  hall = await CityHall.open()
})
afterAll(() => hall.close())

const clocks = async (caseId: string) => (await (await hall.person('supervisor1')).call(readCaseClocks, { params: { caseId } })).body.items

describe('the rules of the product', () => {
  it('rule 1: the clock starts at dispatch and runs unsigned; who signs late is written down as late', async () => {
    const caseId = await hall.filed()
    const { dispatchedAt } = await hall.view(caseId)
    for (const clock of (await clocks(caseId)).filter((item) => item.kind !== 'dispatch')) expect([clock.kind, clock.startedAt]).toEqual([clock.kind, dispatchedAt])
    const promised = (await hall.view(caseId)).promiseDueAt
    hall.later(5 * HOUR_MS)
    await hall.settle()
    await hall.signed(caseId)
    const view = await hall.view(caseId)
    expect(view.promiseDueAt).toBe(promised)
    expect(view.timeline.find((entry) => entry.type === 'assignment.signed.v1')?.sentence).toContain('已超签收时限')
  })

  it('rule 2: a return once, in its window, ruled by the hotline; the next unit has what is left; a refused return may not be asked again', async () => {
    const caseId = await hall.filed()
    const assignmentId = await hall.signed(caseId)
    const promised = (await hall.view(caseId)).promiseDueAt
    await hall.do('lead1', 'request', { assignmentId }, hall.returnBody(NEXT_TOWNSHIP))
    const requestId = await hall.requestId(caseId)
    expectRefused(await hall.attempt('lead1', 'request', { assignmentId }, hall.returnBody(NEXT_TOWNSHIP)), 409, 'REQUEST_OPEN')
    hall.later(HOUR_MS)
    await hall.do('dispatcher1', 'rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '区划资料属实' })
    const next = await hall.lead(caseId)
    expect([next.unit.id, next.promiseDueAt]).toEqual([NEXT_TOWNSHIP, promised])

    const kept = await hall.filed()
    const own = await hall.signed(kept)
    await hall.do('lead1', 'request', { assignmentId: own }, hall.returnBody(NEXT_TOWNSHIP))
    await hall.do('dispatcher1', 'rule_request', { caseId: kept }, { requestId: await hall.requestId(kept), verdict: 'reject', remarks: '该地块在本镇辖区内' })
    expect((await hall.lead(kept)).noReturn).toBe(true)
    expectRefused(await hall.attempt('lead1', 'request', { assignmentId: own }, hall.returnBody(NEXT_TOWNSHIP)), 409, 'REQUEST_ALREADY_MADE')

    const late = await hall.filed()
    const lateOne = await hall.signed(late)
    hall.later(DAY_MS)
    expectRefused(await hall.attempt('lead1', 'request', { assignmentId: lateOne }, hall.returnBody(NEXT_TOWNSHIP)), 409, 'REQUEST_TOO_LATE')
  })

  it('rule 2: an improper return is counted against the unit, a wrong dispatch against its author', async () => {
    await hall.settle()
    const period = { from: new Date(hall.clock.now() - 5 * DAY_MS).toISOString(), to: new Date(hall.clock.now() + DAY_MS).toISOString() }
    const { rows } = (await (await hall.person('supervisor1')).call(readActs, { query: period })).body
    expect(rows.find((row) => row.kind === 'return_improper')?.author.id).toBe(TOWNSHIP)
    // The system dispatched it: its catalogue's row answers for it, never the township.
    expect(rows.filter((row) => row.kind === 'wrong_dispatch').map((row) => row.author.kind)).toEqual(['rule'])
  })

  it('rule 3: a second return goes to a panel, the unit goes on meanwhile, and the ruling binds', async () => {
    const caseId = await hall.filed()
    const first = await hall.signed(caseId)
    await hall.do('lead1', 'request', { assignmentId: first }, hall.returnBody(NEXT_TOWNSHIP))
    await hall.do('dispatcher1', 'rule_request', { caseId }, { requestId: await hall.requestId(caseId), verdict: 'approve', remarks: '' })
    const second = await hall.signed(caseId, 'handler-of-next')
    await hall.do('lead-of-next', 'request', { assignmentId: second }, hall.returnBody(TOWNSHIP))
    const dispute = (await hall.view(caseId)).procedures.disputes[0]
    expect([dispute?.causeZh, dispute?.units.map((unit) => unit.id).sort()]).toEqual(['两个单位都认为不属于自己', [TOWNSHIP, NEXT_TOWNSHIP].sort()])
    // 先办后议
    await hall.do('handler-of-next', 'contact', { assignmentId: second }, { reached: true, method: 'phone', note: '已告知正在会商，先行办理' })
    expectRefused(await hall.attempt('dispatcher1', 'reassign', { caseId }, { leadUnitId: THIRD_TOWNSHIP, reason: '换一个单位办' }), 409, 'DISPUTE_OPEN')
    const position = { text: '该地块二〇一九年已划归相邻镇管理，有勘界文件。', legalBasis: '《行政区域界线管理条例》' }
    await hall.do('lead1', 'state_position', { caseId }, position)
    expectRefused(await hall.attempt('lead-of-third', 'state_position', { caseId }, position), 404, 'CASE_NOT_FOUND')
    const ruling = { leadUnitId: TOWNSHIP, principle: '跨镇地块由登记权属所在镇主办', reasons: '权属登记在大沁他拉镇，由其主办，相邻镇配合。', legalBasis: '《行政区域界线管理条例》第八条', proposesCatalogueRow: true }
    expectRefused(await hall.attempt('supervisor1', 'rule_dispute', { caseId }, ruling), 409, 'PANEL_INCOMPLETE')
    await hall.do('supervisor1', 'convene_panel', { caseId }, {
      members: [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰其其格' }],
    })
    await hall.do('supervisor1', 'rule_dispute', { caseId }, ruling)
    const lead = await hall.lead(caseId)
    expect([lead.unit.id, lead.noReturn]).toEqual([TOWNSHIP, true])
    await hall.do('township1', 'sign', { assignmentId: lead.id })
    expectRefused(await hall.attempt('lead1', 'request', { assignmentId: lead.id }, hall.returnBody(NEXT_TOWNSHIP)), 409, 'RETURN_FORBIDDEN')
  })

  it('rule 3: an adjudication that is not ruled on in time is told to those who supervise, and goes on', async () => {
    const caseId = await hall.filed()
    await hall.do('supervisor1', 'open_dispute', { caseId }, { otherUnitIds: [NEXT_TOWNSHIP], reason: '两镇职责认识不一' })
    hall.later(4 * DAY_MS)
    await hall.settle()
    const view = await hall.view(caseId)
    expect(view.procedures.disputes[0]?.lapsedAt).not.toBeNull()
    expect(view.timeline.find((entry) => entry.type === 'case.dispute_lapsed.v1')?.group).toBe('supervision')
    expect(view.procedures.disputes[0]?.ruling).toBeNull()
  })

  it('rule 4: no reply without a logged contact, and none without evidence where the category asks for it', async () => {
    const caseId = await hall.filed()
    const assignmentId = await hall.signed(caseId)
    const text = '已会同村干部到地里丈量，双方当面确认地界并埋桩。'
    expectRefused(await hall.attempt('township1', 'reply', { assignmentId }, { text }), 409, 'REPLY_NEEDS_CONTACT')
    await hall.do('township1', 'contact', { assignmentId }, { reached: false, noContactReason: 'number_unreachable', note: '' })
    if ((await hall.view(caseId)).evidenceRequired) expectRefused(await hall.attempt('township1', 'reply', { assignmentId }, { text }), 422, 'REPLY_NEEDS_EVIDENCE')
    await hall.do('township1', 'reply', { assignmentId }, { text, attachmentIds: [await hall.photo()] })
    expect((await hall.view(caseId)).status).toBe('awaiting_review')
  })

  it('rule 5: an extension once, before the promise, no longer than it, by the hotline; who lets it lie does not stop the clock', async () => {
    const caseId = await hall.filed()
    const assignmentId = await hall.signed(caseId)
    const due = Date.parse((await hall.view(caseId)).promiseDueAt ?? '')
    const ask = (until: number) => ({ reason: '需等上级测绘队到场复测', details: { kind: 'extension', until }, attachmentIds: [] })
    expectRefused(await hall.attempt('lead1', 'request', { assignmentId }, ask(due + 60 * DAY_MS)), 422, 'EXTENSION_TOO_LONG')
    await hall.do('lead1', 'request', { assignmentId }, ask(due + 2 * DAY_MS))
    const requestId = await hall.requestId(caseId)
    expectRefused(await hall.attempt('lead1', 'rule_request', { caseId }, { requestId, verdict: 'approve' }), 403, 'PERMISSION_MISSING')
    await hall.do('dispatcher1', 'rule_request', { caseId }, { requestId, verdict: 'approve' })
    expect(Date.parse((await hall.view(caseId)).promiseDueAt ?? '')).toBe(due + 2 * DAY_MS)
    expect((await clocks(caseId)).find((clock) => clock.kind === 'promise')?.dueAt).toBe(new Date(due + 2 * DAY_MS).toISOString())
    expectRefused(await hall.attempt('lead1', 'request', { assignmentId }, ask(due + 3 * DAY_MS)), 409, 'REQUEST_ALREADY_MADE')

    const lying = await hall.filed()
    const waiting = await hall.signed(lying)
    const promised = (await hall.view(lying)).promiseDueAt
    await hall.do('lead1', 'request', { assignmentId: waiting }, ask(Date.parse(promised ?? '') + DAY_MS))
    hall.later(3 * DAY_MS)
    await hall.settle()
    const view = await hall.view(lying)
    expect([view.procedures.requests[0]?.status, view.promiseDueAt]).toEqual(['lapsed', promised])
    expect((await clocks(lying)).find((clock) => clock.kind === 'promise')?.state).toBe('running')
  })

  it('rule 6: what cannot be solved now leaves the active clock for a ledger with a date, milestones and a name', async () => {
    const caseId = await hall.filed()
    const assignmentId = await hall.signed(caseId)
    await hall.do('township1', 'contact', { assignmentId }, { reached: true, method: 'visit', note: '已上门说明' })
    const at = hall.clock.now()
    await hall.do('lead1', 'request', { assignmentId }, {
      reason: '需列入明年春季土地整治项目', attachmentIds: [await hall.photo('lead1')],
      details: {
        kind: 'shelving', measures: '已设临时界桩并签订临时协议', until: at + 150 * DAY_MS, leader: '王志强', publicNote: '明年四月土地整治时统一丈量埋桩',
        milestones: [{ at: at + 30 * DAY_MS, text: '完成立项' }, { at: at + 120 * DAY_MS, text: '进场丈量' }],
      },
    })
    await hall.do('supervisor1', 'rule_request', { caseId }, { requestId: await hall.requestId(caseId), verdict: 'approve' })
    expect((await hall.view(caseId)).procedures.shelving).toMatchObject({ leader: '王志强', endedAt: null, nextReviewAt: new Date(at + 30 * DAY_MS).toISOString() })
    expect((await clocks(caseId)).find((clock) => clock.kind === 'promise')?.state).toBe('paused')
    hall.later(20 * DAY_MS)
    await hall.settle()
    expect((await clocks(caseId)).find((clock) => clock.kind === 'promise')?.overdueAt ?? null).toBeNull()
    await hall.do('supervisor1', 'review_shelving', { caseId }, { verdict: 'end', note: '提前具备条件，恢复办理' })
    expect((await clocks(caseId)).find((clock) => clock.kind === 'promise')?.state).toBe('running')
  })

  it('rules 7 and 8: every reply is reviewed, every closed case called back, and the first and final answers are both kept', async () => {
    const caseId = await hall.filed()
    await hall.answered(caseId)
    expect((await hall.view(caseId)).status).toBe('awaiting_review')
    await hall.passed(caseId)
    await hall.calledBack(caseId, UNHAPPY)
    expect(await hall.view(caseId)).toMatchObject({ status: 'in_progress', round: 2 })
    await hall.answered(caseId)
    await hall.passed(caseId)
    await hall.calledBack(caseId, HAPPY)
    const view = await hall.view(caseId)
    expect([view.status, view.firstCallback?.answers?.resolved, view.finalCallback?.answers?.resolved]).toEqual(['closed', false, true])
    expect(view.answers.map((answer) => answer.round)).toEqual([1, 2])
  })

  it('rule 9: the same caller urges the case there is; another caller is merged into it, answered with it and called back', async () => {
    const parent = await hall.filed()
    await hall.do('operator1', 'urge', { caseId: parent }, { note: '来电再次询问进展' })
    expect((await hall.view(parent)).procedures.urges).toBe(1)
    const child = await hall.filed({ caller: { phone: '13947500077', name: '李先生' } })
    const merged = await (await hall.person('dispatcher1')).call(mergeCase, {
      params: { caseId: child }, body: { parentNumber: (await hall.view(parent)).number, reason: '反映的是同一处地界' },
    })
    expect(merged.status).toBe(200)
    await hall.settle()
    expect((await hall.view(parent)).procedures.children.map((item) => item.caseId)).toEqual([child])
    await hall.answered(parent)
    await hall.passed(parent)
    await hall.settle()
    expect((await hall.view(child)).status).toBe('awaiting_callback')
    await hall.calledBack(child, UNHAPPY)
    await hall.calledBack(parent, HAPPY)
    expect([(await hall.view(child)).status, (await hall.view(parent)).status]).toEqual(['in_progress', 'closed'])
    expect(await hall.lead(child)).toMatchObject({ unit: { id: TOWNSHIP }, round: 2 })
  })

  it('rule 10: from the third round one level up leads; three rounds without a solution are a problem case', async () => {
    const caseId = await hall.filed()
    for (const [handler, lead] of [['township1', TOWNSHIP], ['township1', COUNTY], ['county1', COUNTY]] as const) {
      await hall.answered(caseId, handler)
      // The unit that failed twice now helps; whoever leads says why it does not wait for it.
      await hall.passed(caseId)
      await hall.calledBack(caseId, UNHAPPY)
      expect((await hall.lead(caseId)).unit.id).toBe(lead)
      const helper = (await hall.view(caseId)).assignments.find((item) => item.role === 'assist' && item.status === 'dispatched')
      if (helper !== undefined) await hall.do('dispatcher1', 'recall', { caseId }, { assignmentId: helper.id, reason: '由旗县直接办理' })
    }
    expect((await hall.view(caseId)).procedures.problem?.causeZh).toBe('三轮办理仍未解决')
  })

  it('rule 10: three transfers without an owner are a problem case', async () => {
    const caseId = await hall.filed()
    for (const leadUnitId of [NEXT_TOWNSHIP, THIRD_TOWNSHIP, COUNTY]) {
      await hall.do('dispatcher1', 'reassign', { caseId }, { leadUnitId, reason: '经核实应由该单位办理' })
      hall.later(MINUTE_MS)
    }
    expect((await hall.view(caseId)).procedures).toMatchObject({ transfers: 3, problem: { causeZh: '三次流转仍无单位承办' } })
  })

  it('rule 11: a department’s matter goes to no township, by no way', async () => {
    const caseId = await hall.filed({ caseType: 'help', description: '卖玉米时粮食收购点的地磅不准，同一车粮食在别处称多出两百斤。', categoryCode: '010403' })
    const view = await hall.view(caseId)
    if (view.status === 'awaiting_dispatch') {
      expectRefused(await (await hall.person('dispatcher1')).call(dispatchCase, { params: { caseId }, body: { leadUnitId: TOWNSHIP, reason: '属地办理' } }), 422, 'DEPARTMENT_ONLY')
    } else {
      expect((await hall.lead(caseId)).unit.id).not.toBe(TOWNSHIP)
      expectRefused(await hall.attempt('dispatcher1', 'reassign', { caseId }, { leadUnitId: TOWNSHIP, reason: '属地办理更方便' }), 422, 'DEPARTMENT_ONLY')
    }
  })

  it('rule 12: nobody rules on their own request or reviews their own unit, and a unit a case turns out to be about loses it', async () => {
    const caseId = await hall.filed()
    await hall.signed(caseId)
    await hall.do('inspector1', 'recuse', { caseId }, { unitIds: [TOWNSHIP], reason: '群众补充反映的正是该镇干部' })
    expect((await hall.lead(caseId)).unit.id).toBe(COUNTY)
    expectRefused(await (await hall.person('township1')).send('GET', `/cases/${caseId}`), 404, 'CASE_NOT_FOUND')
    expectRefused(await hall.attempt('dispatcher1', 'reassign', { caseId }, { leadUnitId: TOWNSHIP, reason: '仍由属地办理' }), 422, 'UNIT_RECUSED')
  })

  it('rule 13: every step is one row of a chain, in its order, and none of them is lost', async () => {
    const caseId = await hall.filed()
    await hall.answered(caseId)
    const { timeline, version } = await hall.view(caseId)
    expect(timeline.map((entry) => entry.seq).sort((a, b) => a - b)).toEqual(timeline.map((_, index) => index + 1))
    expect(version).toBe(4)
  })
})
