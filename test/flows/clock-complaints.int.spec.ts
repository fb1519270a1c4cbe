import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CASE_COMMANDS, changeUrgencyOfCase, type CaseCommandName } from '@tongban/case/contract'
import { explainClock, readCaseClocks, urgeCases } from '@tongban/deadline/contract'
import { RecountChangedCalendars } from '@tongban/deadline/server'
import { writePreferences } from '@tongban/notification/contract'
import { DeliverySender } from '@tongban/notification/server'
import { createQueueRedis, Database } from '@tongban/platform/server'
import { issueOrders, writeInstruction } from '@tongban/supervision/contract'
import { applyCalendarChange, previewCalendarChange, WorkCalendars } from '@tongban/worktime/contract'
import { workingDayOf } from '@tongban/worktime/domain'
import { DAY_MS, instant, isoOf, MINUTE_MS, plainDateOf, startOfDay } from '@tongban/kernel/core'
import { CityHall, HAPPY, NEXT_TOWNSHIP, THIRD_TOWNSHIP, TOWNSHIP } from './city-hall.js'

/**
 * What users of every helpdesk complain of, each as a test: clocks that run at night and in holidays, go wrong after a change of priority or unit, escalations
 * that fire at midnight or never, or that any comment resets. Through the API, on real servers, with the clock in the test's hand.
 */

type Row = {
  id: string; kind: string; state: string; assignment_id: string | null; unit_id: string | null; limit_unit: string; calendar_code: string; due_at: string; overdue_at: string | null
  ladder: { code: string; at: number }[]; rungs: { code: string; at: number }[]; finished_at: string | null
}
type Told = { subject_id: string; type: string; at: number; code: string | null; unit: string | null; kind: string }

const moment = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const iso = (text: string): string => isoOf(instant(moment(text)))

class Watch {
  constructor(readonly hall: CityHall) {}

  goTo(text: string): void {
    this.hall.later(moment(text) - this.hall.clock.now())
  }

  /** What falls due rings. */
  async at(text: string): Promise<void> {
    this.goTo(text)
    await this.hall.settle()
  }

  private get database(): Database {
    return this.hall.system.worker.get(Database, { strict: false })
  }

  /** The clocks of a case as rows, all of every row. */
  rows(caseId: string): Promise<Row[]> {
    return this.database.query<{ row: Row }>('SELECT to_jsonb(c) AS row FROM deadline_clock c WHERE case_id = $1 ORDER BY id', [caseId]).then((found) => found.map(({ row }) => row))
  }

  async row(caseId: string, kind: string): Promise<Row> {
    const row = (await this.rows(caseId)).findLast((each) => each.kind === kind)
    if (row === undefined) throw new Error(`No ${kind} clock`)
    return row
  }

  async dueAt(caseId: string, kind = 'promise'): Promise<string> {
    return new Date((await this.row(caseId, kind)).due_at).toISOString()
  }

  /** Warnings, overdues and rungs that left, of one case or of all. */
  told(caseId: string | null = null): Promise<Told[]> {
    return this.database.query<Told>(
      `SELECT o.subject_id, o.type, (o.data->>'at')::bigint AS at, o.data->'rung'->>'code' AS code, o.data->'rung'->'offset'->>'unit' AS unit, o.data->>'kind' AS kind
       FROM outbox_event o WHERE o.type LIKE 'clock.%' AND ($1::text IS NULL OR o.data->>'caseId' = $1) ORDER BY o.id`,
      [caseId],
    ).then((rows) => rows.map((row) => ({ ...row, at: Number(row.at) })))
  }

  smsSent(): Promise<{ user_id: string; event_type: string; sent_at: number }[]> {
    return this.database.query(`SELECT user_id, event_type, sent_at FROM notification_delivery WHERE channel = 'sms' AND state = 'sent' AND user_id IS NOT NULL ORDER BY sent_at`)
  }

  async remaining(caseId: string, kind: string, at: string): Promise<number | null | undefined> {
    const { id } = await this.row(caseId, kind)
    const answer = await (await this.hall.person('supervisor1')).call(explainClock, { params: { clockId: id }, query: { at: iso(at) } })
    return answer.body.data.asOf?.remainingMinutes
  }

  async changeUrgency(caseId: string, urgency: 'emergency' | 'livelihood' | 'general' | 'complex'): Promise<void> {
    const { version } = await this.hall.view(caseId)
    const answer = await (await this.hall.person('dispatcher1')).call(changeUrgencyOfCase, { params: { caseId }, body: { version, urgency, reason: '现场情况有变化' } })
    expect([answer.status, answer.problem]).toEqual([200, expect.anything()])
  }

  async contacted(caseId: string): Promise<string> {
    const assignmentId = await this.hall.signed(caseId)
    await this.hall.do('township1', 'contact', { assignmentId }, { reached: true, method: 'phone', note: '已电话联系' })
    return assignmentId
  }

  async extended(caseId: string, assignmentId: string, until: string): Promise<void> {
    await this.hall.do('lead1', 'request', { assignmentId }, { reason: '需等上级测绘队到场复测', details: { kind: 'extension', until: moment(until) }, attachmentIds: [] })
    await this.hall.do('dispatcher1', 'rule_request', { caseId }, { requestId: await this.hall.requestId(caseId), verdict: 'approve' })
  }

  /** Out of the active clock from now until `end`. */
  async shelved(caseId: string, assignmentId: string, end: string): Promise<void> {
    const at = this.hall.clock.now()
    await this.hall.do('lead1', 'request', { assignmentId }, {
      reason: '需列入明年春季土地整治项目', attachmentIds: [await this.hall.photo('lead1')],
      details: {
        kind: 'shelving', measures: '已设临时界桩并签订临时协议', until: at + 150 * DAY_MS, leader: '王志强', publicNote: '明年四月土地整治时统一丈量埋桩',
        milestones: [{ at: at + 30 * DAY_MS, text: '完成立项' }, { at: at + 120 * DAY_MS, text: '进场丈量' }],
      },
    })
    await this.hall.do('supervisor1', 'rule_request', { caseId }, { requestId: await this.hall.requestId(caseId), verdict: 'approve' })
    this.goTo(end)
    await this.hall.do('supervisor1', 'review_shelving', { caseId }, { verdict: 'end', note: '提前具备条件，恢复办理' })
  }
}

describe('clocks over Spring Festival', () => {
  let hall: CityHall
  let watch: Watch
  beforeAll(async () => {
    hall = await CityHall.open({ at: '2026-02-13T16:30:00+08:00' })
    watch = new Watch(hall)
  })
  afterAll(() => hall.close())

  it('do not run at night', async () => {
    const caseId = await hall.filed()
    expect(await watch.dueAt(caseId, 'sign')).toBe(iso('2026-02-14 09:30'))
    expect(await Promise.all(['2026-02-13 17:30', '2026-02-13 23:59', '2026-02-14 08:30'].map((at) => watch.remaining(caseId, 'sign', at)))).toEqual([60, 60, 60])
    await watch.at('2026-02-14 09:29')
    expect((await watch.row(caseId, 'sign')).overdue_at).toBeNull()
    await watch.at('2026-02-14 09:31')
    expect(Date.parse((await watch.row(caseId, 'sign')).overdue_at ?? '')).toBe(moment('2026-02-14 09:30'))
  })

  it('do not run in holidays, but on make-up Saturdays they do', async () => {
    const caseId = await hall.filed()
    // Saturday the 14th and Saturday the 28th are worked; from the 15th to the 23rd nobody works.
    expect(await watch.dueAt(caseId)).toBe(iso('2026-02-28 09:31'))
    expect(await Promise.all(['2026-02-14 17:30', '2026-02-19 12:00', '2026-02-24 08:30'].map((at) => watch.remaining(caseId, 'promise', at)))).toEqual(Array<unknown>(3).fill(4 * 390 + 61))
    expect(await watch.remaining(caseId, 'promise', '2026-02-28 08:30')).toBe(61)
    await watch.at('2026-02-24 08:00')
    // The call to the citizen is owed round the clock; nothing else may come.
    const inHolidays = (await watch.told()).filter(({ kind, at }) => kind !== 'contact' && at >= moment('2026-02-15 00:00') && at < moment('2026-02-24 08:00'))
    expect(inHolidays).toEqual([])
  })
})

describe('clocks of a working year', () => {
  let hall: CityHall
  let watch: Watch
  beforeAll(async () => {
    hall = await CityHall.open()
    watch = new Watch(hall)
  })
  afterAll(() => hall.close())

  it('do not go wrong after a change of urgency, raised and lowered, with a pause before', async () => {
    const caseId = await hall.filed()
    const assignmentId = await watch.contacted(caseId)
    watch.goTo('2026-11-23 10:00')
    await watch.shelved(caseId, assignmentId, '2026-11-25 10:00')
    expect(await watch.dueAt(caseId)).toBe(iso('2026-12-02 09:00'))
    for (const [urgency, due] of [['livelihood', '2026-11-26 09:00'], ['complex', '2026-12-10 09:00'], ['general', '2026-12-02 09:00']] as const) {
      await watch.changeUrgency(caseId, urgency)
      const view = await hall.view(caseId)
      expect([urgency, await watch.dueAt(caseId), view.promiseDueAt, (await hall.lead(caseId)).promiseDueAt]).toEqual([urgency, iso(due), iso(due), iso(due)])
      expect((await watch.row(caseId, 'promise')).overdue_at).toBeNull()
    }
  })

  it('do not go wrong after a change of urgency when an extension was granted: its length is kept, no more urgent class takes it over, and what was paused is given back', async () => {
    watch.goTo('2026-11-30 09:00')
    const caseId = await hall.filed()
    const assignmentId = await watch.contacted(caseId)
    await watch.extended(caseId, assignmentId, '2026-12-09 09:00')
    watch.goTo('2026-11-30 10:00')
    await watch.shelved(caseId, assignmentId, '2026-12-02 10:00')
    expect(await watch.dueAt(caseId)).toBe(iso('2026-12-11 09:00'))
    const looks = ['2026-11-30 09:30', '2026-12-01 12:00', '2026-12-02 10:00']
    const remaining = (): Promise<unknown[]> => Promise.all(looks.map((at) => watch.remaining(caseId, 'promise', at)))
    const before = await remaining()
    // Seven working days with the extension, of which half an hour is gone; an hour when the pause begins, and when it ends.
    expect(before).toEqual([7 * 390 - 30, 7 * 390 - 60, 7 * 390 - 60])
    watch.goTo('2026-12-02 10:30')
    // A day and the two of the pause; fifteen days, two working days and the two of the pause; and as it was.
    for (const [urgency, due] of [['livelihood', '2026-12-03 09:00'], ['complex', '2026-12-19 09:00'], ['general', '2026-12-11 09:00']] as const) {
      await watch.changeUrgency(caseId, urgency)
      const view = await hall.view(caseId)
      expect([urgency, await watch.dueAt(caseId), view.promiseDueAt, (await hall.lead(caseId)).promiseDueAt]).toEqual([urgency, iso(due), iso(due), iso(due)])
      // How it stood before is told by what it was counted by then.
      expect([urgency, await remaining()]).toEqual([urgency, before])
    }
  })

  it('do not go wrong after a change of urgency before anybody has signed: the case, its rows and what the screen says agree', async () => {
    watch.goTo('2026-12-14 09:00')
    const caseId = await hall.filed()
    await watch.changeUrgency(caseId, 'emergency')
    const lead = await hall.lead(caseId)
    expect([lead.signDueAt, lead.contactDueAt, lead.promiseDueAt]).toEqual(await Promise.all(['sign', 'contact', 'promise'].map((kind) => watch.dueAt(caseId, kind))))
    expect(lead.promiseDueAt).toBe(iso('2026-12-14 11:00'))
  })

  it('do not go wrong after a change of urgency while the reply awaits review and is then sent back', async () => {
    watch.goTo('2026-12-15 09:00')
    const caseId = await hall.filed()
    const promised = (await hall.view(caseId)).promiseDueAt
    await hall.answered(caseId)
    watch.goTo('2026-12-15 10:00')
    await watch.changeUrgency(caseId, 'livelihood')
    // The answer was given by the promise of its time.
    expect((await hall.view(caseId)).promiseDueAt).toBe(promised)
    watch.goTo('2026-12-15 11:00')
    await hall.do('reviewer1', 'review', { caseId }, { verdict: 'send_back', remarks: '没有写明埋桩位置' })
    expect([(await hall.view(caseId)).promiseDueAt, await watch.dueAt(caseId)]).toEqual([iso('2026-12-16 09:00'), iso('2026-12-16 09:00')])
    await watch.at('2026-12-16 09:01')
    expect(Date.parse((await watch.row(caseId, 'promise')).overdue_at ?? '')).toBe(moment('2026-12-16 09:00'))
  })

  it('do not go wrong after a change of unit: a return, a reassignment and a recusal leave the next unit what is left', async () => {
    watch.goTo('2026-12-21 09:00')
    const [returned, reassigned, recused] = [await hall.filed(), await hall.filed(), await hall.filed()]
    const promised = iso('2026-12-28 09:00')
    const assignmentId = await hall.signed(returned)
    await hall.do('lead1', 'request', { assignmentId }, hall.returnBody(NEXT_TOWNSHIP))
    await watch.at('2026-12-21 15:00')
    await hall.do('dispatcher1', 'rule_request', { caseId: returned }, { requestId: await hall.requestId(returned), verdict: 'approve', remarks: '区划资料属实' })
    await hall.do('dispatcher1', 'reassign', { caseId: reassigned }, { leadUnitId: THIRD_TOWNSHIP, reason: '经核实应由该单位办理' })
    await hall.do('inspector1', 'recuse', { caseId: recused }, { unitIds: [TOWNSHIP], reason: '群众补充反映的正是该镇干部' })
    for (const caseId of [returned, reassigned, recused]) {
      const lead = await hall.lead(caseId)
      const rows = (await watch.rows(caseId)).filter(({ assignment_id }) => assignment_id === lead.id)
      expect(lead.unit.id).not.toBe(TOWNSHIP)
      expect([new Date(rows.find(({ kind }) => kind === 'promise')?.due_at ?? '').toISOString(), (await hall.view(caseId)).promiseDueAt]).toEqual([promised, promised])
      // Who was given it at three has two working hours to sign, not the hours of somebody else.
      expect(new Date(rows.find(({ kind }) => kind === 'sign')?.due_at ?? '').toISOString()).toBe(iso('2026-12-21 17:00'))
      expect((await watch.rows(caseId)).filter(({ kind, state }) => kind === 'promise' && state === 'running')).toHaveLength(1)
    }
  })

  it('follow the days of the unit that leads, if it keeps its own', async () => {
    watch.goTo('2027-03-01 09:00')
    const admin = await hall.person('sysadmin1')
    const week = Array.from({ length: 7 }, () => [{ startMinute: 480, endMinute: 1200 }])
    const officeHours = [{ name: '服务大厅', validFrom: null, validTo: null, season: null, week, makeUpDay: [{ startMinute: 480, endMinute: 1200 }], source: '镇政府公告' }]
    const draft = { unitId: NEXT_TOWNSHIP, hours: { validFrom: null, officeHours, keepsHolidays: true } }
    const before = await hall.filed()
    await hall.do('dispatcher1', 'reassign', { caseId: before }, { leadUnitId: NEXT_TOWNSHIP, reason: '经核实应由该单位办理' })
    expect(await watch.dueAt(before, 'sign')).toBe(iso('2027-03-01 11:00'))
    expect(await watch.remaining(before, 'promise', '2027-03-01 09:04')).toBe(5 * 390 - 4)
    const preview = (await admin.call(previewCalendarChange, { body: draft })).body
    const applied = await admin.call(applyCalendarChange, { body: { draft, expectedVersion: preview.version, reason: '延时服务' } })
    expect(applied.status).toBe(201)
    // The clocks it has already: all it owes counts by its days from now on. Nobody else's does.
    const elsewhere = await hall.filed()
    await hall.settle()
    // Not before every process counts by it.
    watch.goTo('2027-03-01 09:05')
    expect(await hall.system.worker.get(RecountChangedCalendars, { strict: false }).run()).toBe(1)
    expect(await watch.row(before, 'promise')).toMatchObject({ calendar_code: expect.stringContaining(NEXT_TOWNSHIP) })
    // Until it was counted anew by the days of then, from then on by those of now.
    expect(await Promise.all(['2027-03-01 09:04', '2027-03-01 09:05'].map((at) => watch.remaining(before, 'promise', at)))).toEqual([5 * 390 - 4, 5 * 720 - 5])
    watch.goTo('2027-03-05 17:00')
    const [theirs, ours] = [await hall.filed(), await hall.filed()]
    await hall.do('dispatcher1', 'reassign', { caseId: theirs }, { leadUnitId: NEXT_TOWNSHIP, reason: '经核实应由该单位办理' })
    // Friday five o'clock: there they are at work until eight.
    expect([await watch.dueAt(theirs, 'sign'), await watch.dueAt(ours, 'sign')]).toEqual([iso('2027-03-05 19:00'), iso('2027-03-08 10:00')])
    expect((await hall.lead(theirs)).signDueAt).toBe(iso('2027-03-05 19:00'))
    expect((await watch.row(elsewhere, 'sign')).calendar_code).not.toContain(NEXT_TOWNSHIP)
    const { id } = await watch.row(theirs, 'sign')
    const told = await (await hall.person('supervisor1')).call(explainClock, { params: { clockId: id } })
    expect([told.body.data.dueAtByThisCalendar, told.body.data.calendarCode]).toEqual([iso('2027-03-05 19:00'), (await watch.row(theirs, 'sign')).calendar_code])
  })

  it('are moved, silenced or reset by no comment, urge, fact, note, delegation, request or supervision order', async () => {
    watch.goTo('2027-03-08 09:00')
    const caseId = await hall.filed()
    const assignmentId = await watch.contacted(caseId)
    const before = await watch.rows(caseId)
    const later = async (): Promise<Row[]> => (await watch.rows(caseId)).filter(({ id }) => before.some((row) => row.id === id))
    const acts: readonly (readonly [name: string, act: () => Promise<void>])[] = [
      ['urge', () => hall.do('operator1', 'urge', { caseId }, { note: '来电再次询问进展' })],
      ['urge', () => hall.do('supervisor1', 'urge', { caseId }, { note: '请尽快办理' })],
      ['urge', async () => void (await (await hall.person('supervisor1')).call(urgeCases, { body: { caseIds: [caseId], note: '请尽快办理' } }))],
      ['add_facts', () => hall.do('operator1', 'add_facts', { caseId }, { text: '昨晚邻居又挪了界桩' })],
      ['delegate', () => hall.do('lead1', 'delegate', { assignmentId }, { kind: 'grid_worker', name: '第三网格', task: '上门查看地界' })],
      ['note', async () => {
        const body = { kind: 'routine' as const, caseIds: [caseId], title: '地界纠纷长期未决', requirement: '查明原因，说明何时丈量', replyWithin: { amount: 1, unit: 'work_day' as const } }
        expect((await (await hall.person('supervisor1')).call(issueOrders, { body })).status).toBe(201)
        await hall.settle()
      }],
      ['note', async () => {
        const body = { caseIds: [caseId], text: '请抓紧办理', replyWithin: { amount: 2, unit: 'work_day' as const } }
        expect((await (await hall.person('leader1')).call(writeInstruction, { body })).status).toBe(201)
        await hall.settle()
      }],
      ['request', () => hall.do('lead1', 'request', { assignmentId }, { reason: '需等上级测绘队到场复测', details: { kind: 'extension', until: moment('2027-03-16 09:00') }, attachmentIds: [] })],
      ['cancel_request', async () => hall.do('lead1', 'cancel_request', { caseId }, { requestId: await hall.requestId(caseId), reason: '由本单位自行复测' })],
      ['escalate', () => hall.do('lead1', 'escalate', { assignmentId }, { reason: '丈量队伍需旗县统筹', measures: '已设临时界桩' })],
      ['open_dispute', () => hall.do('supervisor1', 'open_dispute', { caseId }, { otherUnitIds: [NEXT_TOWNSHIP], reason: '两镇职责认识不一' })],
      ['state_position', () => hall.do('lead1', 'state_position', { caseId }, { text: '该地块二〇一九年已划归相邻镇管理，有勘界文件。', legalBasis: '《行政区域界线管理条例》' })],
    ]
    for (const [name, act] of acts) {
      await act()
      expect([name, await later()]).toEqual([name, before])
    }
    // What nobody may do changes nothing either, whatever it would have done.
    for (const name of Object.keys(CASE_COMMANDS) as CaseCommandName[]) {
      if (CASE_COMMANDS[name].mount !== 'generic') continue
      const on = CASE_COMMANDS[name].target === 'case' ? { caseId } : { assignmentId }
      for (const who of ['editor1', 'auditadmin1', 'lead-of-third']) {
        const answer = await hall.attempt(who, name, on, CASE_COMMANDS[name].example as object)
        expect([name, who, answer.status >= 400]).toEqual([name, who, true])
      }
    }
    expect(await later()).toEqual(before)
  })
})

describe('an escalation', () => {
  let hall: CityHall
  let watch: Watch
  beforeAll(async () => {
    hall = await CityHall.open()
    watch = new Watch(hall)
  })
  afterAll(() => hall.close())

  it('does not ring a phone at midnight, an emergency excepted: it waits for the morning', async () => {
    for (const [userName, phone] of [['township1', '13900000011'], ['lead1', '13900000012']] as const) {
      expect((await (await hall.person(userName)).call(writePreferences, { body: { phone } })).status).toBe(200)
    }
    const sender = hall.system.worker.get(DeliverySender, { strict: false })
    watch.goTo('2026-11-23 23:00')
    // Fifteen calendar days from eleven at night: 48 hours before that it is eleven at night again.
    await hall.filed({ urgency: 'complex' })
    await watch.at('2026-12-06 23:05')
    expect((await watch.told()).filter(({ code }) => code === 'early_warning').map(({ at }) => at)).toEqual([moment('2026-12-06 23:00')])
    await sender.sendSome('sms')
    const handler = (await hall.person('township1')).userId
    const early = async (): Promise<number> => (await watch.smsSent()).filter(({ user_id, sent_at }) => user_id === handler && sent_at >= moment('2026-12-06 21:00')).length
    expect(await early()).toBe(0)
    await hall.filed({ urgency: 'emergency' })
    await hall.settle()
    await sender.sendSome('sms')
    expect((await watch.smsSent()).map(({ event_type }) => event_type)).toContain('case.dispatched.v1')
    const emergencies = await early()
    watch.goTo('2026-12-07 07:31')
    await sender.sendSome('sms')
    expect(await early()).toBeGreaterThan(emergencies)
  })

  it('comes to everybody: what nobody signs, owns, reviews, rules on or calls back climbs, though the worker was away and Redis lost everything', async () => {
    watch.goTo('2026-12-14 09:00')
    const [unsigned, unowned, unreviewed, unruled, uncalled] = [await hall.filed(), await hall.filed(), await hall.filed(), await hall.filed(), await hall.filed()]
    await hall.do('dispatcher1', 'recall', { caseId: unowned }, { assignmentId: (await hall.lead(unowned)).id, reason: '需重新研究由谁承办' })
    await hall.answered(unreviewed)
    const asked = await hall.signed(unruled)
    await hall.do('lead1', 'request', { assignmentId: asked }, { reason: '需等上级测绘队到场复测', details: { kind: 'extension', until: moment('2026-12-22 09:00') }, attachmentIds: [] })
    await hall.answered(uncalled)
    await hall.passed(uncalled)
    await hall.settle()

    const redis = createQueueRedis(hall.system.config.redisUrl)
    const keys = await redis.keys(`${hall.system.config.redisPrefix}:*`)
    if (keys.length > 0) await redis.del(keys)
    redis.disconnect()
    // Away for a day, back, and away until all of it is long past.
    for (const back of ['2026-12-15 09:00', '2026-12-15 09:00', '2027-01-20 03:00', '2027-01-20 03:00']) await watch.at(back)

    const climbs: readonly (readonly [string, string, readonly string[]])[] = [
      [unsigned, 'sign', ['sign_overdue', 'sign_ignored']],
      [unsigned, 'promise', ['early_warning', 'key_supervision', 'overdue', 'routine', 'listed', 'interview']],
      [unsigned, 'contact', ['contact_overdue']],
      [unowned, 'dispatch', ['dispatch_overdue', 'dispatch_unowned', 'dispatch_ignored']],
      [unreviewed, 'review', ['review_overdue']],
      [unruled, 'ruling', ['ruling_overdue']],
      [uncalled, 'callback', ['callback_overdue']],
    ]
    for (const [caseId, kind, codes] of climbs) {
      const row = await watch.row(caseId, kind)
      const told = (await watch.told(caseId)).filter(({ subject_id, code }) => subject_id === row.id && code !== null)
      expect([kind, told.map(({ code }) => code).sort()]).toEqual([kind, [...codes].sort()])
      // Told a month late, dated by the moment it came.
      for (const { code, at } of told) expect([kind, code, at]).toEqual([kind, code, row.ladder.find((rung) => rung.code === code)?.at])
    }
    const all = (await watch.told()).map(({ subject_id, type, code }) => `${subject_id} ${type} ${code ?? ''}`)
    expect(all).toEqual([...new Set(all)])
    expect(await hall.view(unsigned)).toMatchObject({ status: 'in_progress' })
    await hall.calledBack(uncalled, HAPPY)
  })

  it('that counts working time comes at no other time', async () => {
    const calendar = hall.system.worker.get(WorkCalendars, { strict: false }).calendarFor(null)
    const told = (await watch.told()).filter(({ unit }) => unit === 'work_minute' || unit === 'work_day')
    const isWorked = (at: number): boolean => {
      const day = plainDateOf(instant(at))
      const minute = (at - startOfDay(day)) / MINUTE_MS
      return workingDayOf(calendar, day).spans.some(({ startMinute, endMinute }) => minute >= startMinute && minute <= endMinute)
    }
    expect(told.length).toBeGreaterThan(4)
    for (const { kind, code, at } of told) expect([kind, code, isoOf(instant(at)), isWorked(at)]).toEqual([kind, code, isoOf(instant(at)), true])
    // The screen says when the next one comes, to the minute.
    const open = (await (await hall.person('supervisor1')).call(readCaseClocks, { params: { caseId: await hall.filed() } })).body.items
    expect(open.map(({ sentences }) => sentences.some((sentence) => sentence.startsWith('升级阶梯下一级')))).not.toContain(false)
  })
})
