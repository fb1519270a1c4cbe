import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { DEFAULT_LADDER } from '@tongban/deadline/domain'
import { UNITS } from '@tongban/testing/server'
import type { NotificationRule } from '../contract/index.js'
import { CASE_ID, dispatched, notificationBed, snapshotOf, told, type NotificationBed, type NotificationProcess } from './notification.spec-support.js'

let bed: NotificationBed
let one: NotificationProcess

beforeAll(async () => {
  bed = await notificationBed()
})
afterAll(() => bed.close())
beforeEach(async () => {
  for (const table of ['notification_message', 'notification_delivery', 'notification_contact', 'notification_rules', 'outbox_event', 'outbox_consumed']) await bed.store.database.query(`DELETE FROM ${table}`)
  bed.clock.set('2026-11-16T09:00:00+08:00')
  one = bed.start()
  one.cases.all.set(CASE_ID, snapshotOf())
  one.staff.add('handler-1', UNITS.township, 'handler')
  one.staff.add('lead-1', UNITS.township, 'unit_lead')
  one.staff.add('helper-1', UNITS.department, 'handler')
  one.staff.add('coordinator-1', UNITS.coordinator, 'county_coordinator')
  one.staff.add('supervisor-1', UNITS.hotline, 'supervisor')
  one.staff.add('dispatcher-1', UNITS.hotline, 'dispatcher')
  one.staff.add('elsewhere-1', UNITS.otherTownship, 'handler')
})

const inboxes = async (): Promise<Record<string, string[]>> => {
  const rows = await bed.store.database.query<{ user_id: string; title: string }>('SELECT user_id, title FROM notification_message ORDER BY user_id, created_at, id')
  const found: Record<string, string[]> = {}
  for (const { user_id: userId, title } of rows) found[userId] = [...(found[userId] ?? []), title]
  return found
}
const deliveries = async (): Promise<string[]> =>
  (await bed.store.database.query<{ user_id: string; channel: string; state: string; answer: string | null }>('SELECT user_id, channel, state, answer FROM notification_delivery ORDER BY user_id, channel')).map(
    ({ user_id: userId, channel, state, answer }) => `${userId} ${channel} ${state}${answer === null ? '' : ` (${answer})`}`,
  )
const signs = async (): Promise<string[]> =>
  (await bed.store.database.query<{ subject_id: string; data: { unread: number } }>(`SELECT subject_id, data FROM outbox_event WHERE type = 'notification.inbox_changed.v1' ORDER BY id`)).map(
    ({ subject_id: userId, data }) => `${userId} ${data.unread}`,
  )

describe('who is told of a dispatch', () => {
  it('the handlers of the lead, who assists and who is copied, each once, and nobody else', async () => {
    await one.hear(dispatched(bed.clock.now()))
    expect(await inboxes()).toEqual({
      'coordinator-1': ['新任务：工单 20261116000001 路灯不亮'], 'handler-1': ['新任务：工单 20261116000001 路灯不亮'], 'helper-1': ['新任务：工单 20261116000001 路灯不亮'],
    })
    expect((await signs()).sort()).toEqual(['coordinator-1 1', 'handler-1 1', 'helper-1 1'])
  })

  it('makes exactly one message for a person and an event, told again or by two workers at once', async () => {
    const event = dispatched(bed.clock.now())
    const other = bed.start()
    other.cases.all.set(CASE_ID, snapshotOf())
    other.staff.members.push(...one.staff.members)
    await Promise.all([one.hear(event), other.hear(event), one.hear(event)])
    await one.hear(event)
    expect(Object.values(await inboxes()).map(({ length }) => length)).toEqual([1, 1, 1])
  })

  it('makes none twice even when the record of what was heard is lost', async () => {
    const event = dispatched(bed.clock.now())
    await one.hear(event)
    await bed.store.database.query('DELETE FROM outbox_consumed')
    await one.hear(event)
    expect(Object.values(await inboxes()).map(({ length }) => length)).toEqual([1, 1, 1])
    expect(await signs()).toHaveLength(3)
  })

  it('tells the screen of a person once for all that came together', async () => {
    await one.hear(dispatched(bed.clock.now()), told('case.urged.v1', CASE_ID, { number: '20261116000001', urgency: 'general', leadUnitId: UNITS.township, facts: { by: 'citizen', count: 1 } }, bed.clock.now()))
    expect((await signs()).filter((sign) => sign.startsWith('handler-1'))).toEqual(['handler-1 2'])
  })

  it('does not tell the one who did it', async () => {
    await one.hear(told('case.became_problem.v1', CASE_ID, { number: '1', urgency: 'general', leadUnitId: UNITS.township, facts: { by: 'supervisor-1' } }, bed.clock.now()))
    expect(Object.keys(await inboxes())).toEqual(['lead-1'])
  })

  it.each([
    ['an urge', 'case.urged.v1', { by: 'staff', count: 1 }],
    ['a review', 'case.review_failed.v1', { round: 2 }],
    ['a withdrawal', 'case.withdrawn.v1', { reason: '诉求人来电' }],
  ])('does not tell the one who did it of %s, though only the event as a whole says who that was', async (_, type, facts) => {
    const at = bed.clock.now()
    const about = { number: '1', urgency: 'general', leadUnitId: UNITS.township, facts }
    await one.hear(told(type, CASE_ID, { ...about, actorId: 'handler-1' }, at))
    expect((await inboxes())['handler-1']).toBeUndefined()
    await one.hear(told(type, CASE_ID, { ...about, actorId: 'reviewer-1' }, at))
    expect((await inboxes())['handler-1']).toHaveLength(1)
  })

  it('says nothing of a sealed case but its number', async () => {
    one.cases.all.set(CASE_ID, snapshotOf({ sealed: true, title: '反映村支书侵占补贴' }))
    await one.hear(dispatched(bed.clock.now()))
    expect((await inboxes())['handler-1']).toEqual(['新任务：保密工单 20261116000001'])
    expect(JSON.stringify(await bed.store.database.query('SELECT * FROM notification_message'))).not.toContain('补贴')
  })

  it('never tells people of a unit the case is about, however the matrix names them', async () => {
    one.cases.all.set(CASE_ID, snapshotOf({ subjectUnitIds: [UNITS.township, UNITS.hotline] }))
    await one.hear(dispatched(bed.clock.now()), told('case.became_problem.v1', CASE_ID, { number: '1', urgency: 'general', leadUnitId: UNITS.township, countyCode: '150523', facts: {} }, bed.clock.now()))
    expect(Object.keys(await inboxes())).toEqual(['coordinator-1', 'helper-1'])
  })
})

describe('the ladder', () => {
  const rungOf = (code: string) => {
    const rung = DEFAULT_LADDER.find((item) => item.code === code)
    if (rung === undefined) throw new Error(`no rung ${code}`)
    return { code: rung.code, name: rung.name, offset: rung.offset, actions: rung.actions }
  }
  const reached = (code: string, serviceClass = 'help_suggestion') =>
    told('clock.rung_reached.v1', '0199a000-0000-7000-8000-0000000000d1', {
      clockId: '0199a000-0000-7000-8000-0000000000d1', caseId: CASE_ID, assignmentId: null, unitId: UNITS.township, subjectId: null, kind: 'promise', dueAt: bed.clock.now() + 86_400_000,
      at: bed.clock.now(), serviceClass, policyVersion: 1, rung: rungOf(code),
    }, bed.clock.now())

  it('tells the people its rung names, by the event alone', async () => {
    await one.hear(reached('early_warning'))
    expect(Object.keys(await inboxes())).toEqual(['handler-1'])
    await one.hear(reached('listed'))
    expect(await inboxes()).toMatchObject({ 'lead-1': ['挂牌督办：工单 20261116000001 路灯不亮'], 'coordinator-1': [expect.stringContaining('挂牌督办')], 'supervisor-1': [expect.stringContaining('挂牌督办')] })
  })

  it('tells a rung of a clock once, whichever row of the outbox brings it', async () => {
    await one.hear(reached('early_warning'))
    await one.hear(reached('early_warning'))
    expect((await inboxes())['handler-1']).toHaveLength(1)
  })
})

describe('a rung of an emergency', () => {
  const emergencyRung = (to: readonly object[]) =>
    told('clock.rung_reached.v1', '0199a000-0000-7000-8000-0000000000d4', {
      clockId: '0199a000-0000-7000-8000-0000000000d4', caseId: CASE_ID, assignmentId: null, unitId: UNITS.township, subjectId: null, kind: 'promise', dueAt: bed.clock.now(), at: bed.clock.now(),
      serviceClass: 'emergency', policyVersion: 1, rung: { code: 'overdue', name: '超期', offset: { when: 'at' }, actions: [{ do: 'notify', to }] },
    }, bed.clock.now())
  const sent = async (): Promise<string[]> => {
    await one.sender.sendSome('sms')
    return one.sms.out.map(({ address }) => address).sort()
  }

  it('reaches at night who is on duty for the units it goes to, by the number of the roster, each person once', async () => {
    bed.clock.set('2026-11-17T02:30:00+08:00')
    one.cases.all.set(CASE_ID, snapshotOf({ urgency: 'emergency' }))
    one.roster.contacts.set(`unit:${UNITS.township}`, [
      { id: 'contact-7', name: '值班', title: '', userId: null, phoneMasked: null, line: 1 }, { id: 'contact-8', name: '负责人', title: '', userId: 'lead-1', phoneMasked: null, line: 1 },
    ])
    one.roster.contacts.set(`unit:${UNITS.hotline}`, [{ id: 'contact-9', name: '中心值班', title: '', userId: null, phoneMasked: null, line: 1 }])
    for (const [index, id] of ['contact-7', 'contact-8', 'contact-9'].entries()) one.roster.phones.set(id, `1394750000${index}`)
    await one.hear(emergencyRung([{ level: 'unit', role: 'unit_lead' }, { level: 'city', role: 'supervisor' }]))
    const found = await inboxes()
    expect(Object.keys(found)).toEqual(['@contact:contact-7', '@contact:contact-9', 'lead-1', 'supervisor-1'])
    expect(new Set(Object.values(found).flat()).size).toBe(1)
    expect(found['lead-1']).toHaveLength(1)
    expect(await sent()).toEqual(['13947500000', '13947500001', '13947500002'])
  })

  it('does so under a matrix that was stored before there was such a cell; never in a unit the case is about; and others wake nobody', async () => {
    const known: NotificationRule = { event: 'clock.rung_reached.v1', audience: 'targets', when: 'always', channels: ['in_app'], mayWait: true, digest: false }
    await bed.store.database.transaction((tx) => one.rules.add(tx, 0, [known], '旧版', 'admin', bed.clock.now()))
    one.roster.contacts.set(`unit:${UNITS.township}`, [{ id: 'contact-7', name: '值班', title: '', userId: null, phoneMasked: null, line: 1 }])
    one.roster.phones.set('contact-7', '13947500000')
    const to = [{ level: 'unit', role: 'unit_lead' }]
    const calm = emergencyRung(to)
    await one.hear({ ...calm, data: { ...calm.data, serviceClass: 'livelihood', clockId: '0199a000-0000-7000-8000-0000000000d5' } })
    expect(await sent()).toEqual([])
    await one.hear({ ...emergencyRung(to), data: { ...emergencyRung(to).data, clockId: '0199a000-0000-7000-8000-0000000000d6' } })
    expect(await sent()).toEqual(['13947500000'])
    one.cases.all.set(CASE_ID, snapshotOf({ urgency: 'emergency', subjectUnitIds: [UNITS.township] }))
    await one.hear({ ...emergencyRung(to), data: { ...emergencyRung(to).data, clockId: '0199a000-0000-7000-8000-0000000000d7' } })
    expect(await sent()).toHaveLength(1)
  })
})

describe('who gave an order', () => {
  const of = (type: string, changes: Record<string, unknown> = {}) =>
    told(`supervision.${type}.v1`, '0199a000-0000-7000-8000-0000000000e5', {
      orderId: '0199a000-0000-7000-8000-0000000000e5', number: 'DB2026-5', kind: 'instruction', origin: 'instruction', title: '批示', unitId: UNITS.township, jointUnitIds: [], countyCode: '150523',
      caseIds: [CASE_ID], replyDueAt: bed.clock.now(), at: bed.clock.now(), by: 'handler-1', issuedBy: 'leader-1', issuerUnitId: 'city-government-office', ...changes,
    }, bed.clock.now())
  const heard = async (): Promise<number> => (await inboxes())['leader-1']?.length ?? 0

  it('is told of the answer, of its deadline and of the end, not of what they did themselves', async () => {
    await one.hear(of('order_replied'))
    await one.hear(of('order_overdue', { by: 'system' }))
    expect((await inboxes())['leader-1']).toEqual(['回复督办单：批示 DB2026-5 批示', '督办回复逾期：批示 DB2026-5 批示'])
    await one.hear(of('order_released', { by: 'leader-1' }))
    expect(await heard()).toBe(2)
    await one.hear(of('order_released', { by: 'leader-2' }))
    expect(await heard()).toBe(3)
  })

  it('is told under a matrix of before there were such cells; not of the system’s orders, nor when the case is about their own unit', async () => {
    await bed.store.database.transaction((tx) => one.rules.add(tx, 0, [], '旧版', 'admin', bed.clock.now()))
    await one.hear(of('order_replied'))
    expect(await heard()).toBe(1)
    await one.hear(of('order_replied', { issuedBy: 'system', issuerUnitId: null }), of('order_replied', { recusedUnitIds: ['city-government-office'] }))
    expect(Object.values(await inboxes()).flat()).toHaveLength(1)
  })
})

describe('one fact, one notice', () => {
  const urged = (by: 'citizen' | 'staff', actorId: string) =>
    told('case.urged.v1', CASE_ID, { number: '20261116000001', urgency: 'general', leadUnitId: UNITS.township, countyCode: '150523', actorId, facts: { by, count: 1 } }, bed.clock.now())
  const rung = DEFAULT_LADDER.find(({ actions }) => actions.some((action) => action.do === 'urge'))
  const reached = () =>
    told('clock.rung_reached.v1', '0199a000-0000-7000-8000-0000000000d3', {
      clockId: '0199a000-0000-7000-8000-0000000000d3', caseId: CASE_ID, assignmentId: null, unitId: UNITS.township, subjectId: null, kind: 'promise', dueAt: bed.clock.now(),
      at: bed.clock.now(), serviceClass: 'help_suggestion', policyVersion: 1, rung: { code: rung?.code, name: rung?.name, offset: rung?.offset, actions: rung?.actions },
    }, bed.clock.now())

  it('a rung that urges is told once: the urge it leaves in the case says nothing beside it', async () => {
    expect(rung).toBeDefined()
    await one.hear(reached())
    const told = await inboxes()
    await one.hear(urged('staff', 'system'))
    expect(await inboxes()).toEqual(told)
    expect(Object.keys(told)).not.toEqual([])
  })

  it('what a person or a citizen urges is told', async () => {
    await one.hear(urged('staff', 'supervisor-1'))
    // inboxes are read in the order of their times
    bed.clock.advance(1_000)
    await one.hear(urged('citizen', 'system'))
    expect(await inboxes()).toMatchObject({ 'handler-1': [expect.stringContaining('催办'), expect.stringContaining('群众催办')] })
  })
})

describe('an escalation nobody can silence', () => {
  const reached = (kind: string, code: string) => {
    const rung = DEFAULT_LADDER.find((item) => item.code === code)
    return told('clock.rung_reached.v1', '0199a000-0000-7000-8000-0000000000d2', {
      clockId: '0199a000-0000-7000-8000-0000000000d2', caseId: CASE_ID, assignmentId: null, unitId: kind === 'promise' ? UNITS.township : null, subjectId: null, kind, dueAt: bed.clock.now(),
      at: bed.clock.now(), serviceClass: 'help_suggestion', policyVersion: 1, rung: { code, name: rung?.name, offset: rung?.offset, actions: rung?.actions },
    }, bed.clock.now())
  }

  it('reaches the leaders its rung names, in whatever office they sit', async () => {
    one.staff.add('leader-1', 'city-government-office', 'leader')
    one.staff.add('leader-2', UNITS.hotline, 'leader')
    await one.hear(reached('dispatch', 'dispatch_ignored'))
    expect(Object.keys(await inboxes())).toEqual(['leader-1', 'leader-2', 'supervisor-1'])
  })

  it('goes to the supervisors when nobody it names is there to hear it, and to the leaders when the matter is about those', async () => {
    one.staff.members.splice(0)
    one.staff.add('supervisor-1', UNITS.hotline, 'supervisor')
    one.staff.add('leader-1', 'city-government-office', 'leader')
    await one.hear(reached('promise', 'early_warning'))
    expect(Object.keys(await inboxes())).toEqual(['supervisor-1'])
    one.cases.all.set(CASE_ID, snapshotOf({ subjectUnitIds: [UNITS.hotline] }))
    await one.hear(reached('promise', 'overdue'))
    expect(Object.keys(await inboxes())).toEqual(['leader-1', 'supervisor-1'])
    expect((await inboxes())['supervisor-1']).toHaveLength(1)
  })

  it('stands in the inbox of those it names whatever the matrix says', async () => {
    await bed.store.database.transaction((tx) => one.rules.add(tx, 0, [], '不再通知', 'admin', bed.clock.now()))
    await one.hear(reached('promise', 'early_warning'))
    expect(Object.keys(await inboxes())).toEqual(['handler-1'])
    const order = { orderId: '0199a000-0000-7000-8000-0000000000e2', number: 'DB2026-2', kind: 'routine', title: '督办', unitId: UNITS.township, jointUnitIds: [], countyCode: '150523', caseIds: [CASE_ID], at: bed.clock.now(), by: 'system' }
    await one.hear(told('supervision.order_issued.v1', order.orderId, order, bed.clock.now()))
    expect((await inboxes())['lead-1']).toEqual(['下发督办单：日常督办 DB2026-2 督办'])
  })

  it('about a case that cannot be read is still kept from the units its order names as those it is about', async () => {
    one.cases.all.clear()
    const order = {
      orderId: '0199a000-0000-7000-8000-0000000000e3', number: 'DB2026-3', kind: 'routine', title: '督办', unitId: UNITS.township, jointUnitIds: [UNITS.department], recusedUnitIds: [UNITS.department],
      countyCode: '150523', caseIds: [CASE_ID], at: bed.clock.now(), by: 'system',
    }
    await one.hear(told('supervision.order_issued.v1', order.orderId, order, bed.clock.now()))
    expect(Object.keys(await inboxes())).toEqual(['coordinator-1', 'handler-1', 'lead-1'])
  })
})

describe('what is asked of the house', () => {
  const asked = (kind: string, status: string) =>
    told('request.asked.v1', CASE_ID, { number: '20261116000001', urgency: 'general', leadUnitId: UNITS.township, facts: { kind, status, unitId: UNITS.township, askedBy: 'handler-1', rulingDueAt: null } }, bed.clock.now())

  it('goes first to the unit’s own lead, and to nobody outside', async () => {
    await one.hear(asked('return', 'awaiting_endorsement'))
    expect(await inboxes()).toEqual({ 'lead-1': ['待审签：申请退单：工单 20261116000001 路灯不亮'] })
  })

  it('goes to who rules on that kind', async () => {
    await one.hear(asked('return', 'pending'))
    await one.hear(asked('shelving', 'pending'))
    expect(Object.keys(await inboxes())).toEqual(['dispatcher-1', 'supervisor-1'])
  })
})

describe('orders and incidents', () => {
  it('leave an order’s title out when one of its cases is sealed', async () => {
    one.cases.all.set(CASE_ID, snapshotOf({ sealed: true }))
    const order = (caseIds: string[]) =>
      told('supervision.order_issued.v1', '0199a000-0000-7000-8000-0000000000e1', {
        orderId: '0199a000-0000-7000-8000-0000000000e1', number: 'DB2026-1', kind: 'listed', origin: 'person', title: '补贴问题', unitId: UNITS.township, jointUnitIds: [UNITS.department], countyCode: '150523',
        caseIds, replyDueAt: bed.clock.now(), at: bed.clock.now(), by: 'supervisor-1',
      }, bed.clock.now())
    await one.hear(order([CASE_ID]))
    expect(await inboxes()).toEqual({
      'coordinator-1': ['下发督办单：挂牌督办 DB2026-1'], 'handler-1': ['下发督办单：挂牌督办 DB2026-1'], 'helper-1': ['下发督办单：挂牌督办 DB2026-1'],
      'lead-1': ['下发督办单：挂牌督办 DB2026-1'],
    })
  })

  it('call a village’s contact who has no account by the number of the roster, in the middle of the night', async () => {
    bed.clock.set('2026-11-17T02:30:00+08:00')
    one.roster.phones.set('contact-1', '13947512345')
    await one.hear(
      told('incident.contact_called.v1', '0199a000-0000-7000-8000-0000000000f1', {
        incidentId: '0199a000-0000-7000-8000-0000000000f1', callId: '0199a000-0000-7000-8000-0000000000f2', title: '锅炉房停暖', level: 'village', post: { divisionCode: '150523101001' },
        contactId: 'contact-1', userId: null, name: '包广林', line: 1, ackDueAt: bed.clock.now() + 600_000, kind: 'heating', unitIds: [], countyCode: '150523', at: bed.clock.now(),
      }, bed.clock.now()),
    )
    expect(await one.sender.sendSome('sms')).toBe(1)
    expect(one.sms.out.map(({ address, text }) => [address, text])).toEqual([['13947512345', '【通办】呼叫值班人员：锅炉房停暖。请在 11月17日 02:40 前确认收到']])
    const [stored] = await bed.store.database.query<{ address_masked: string; address_cipher: Buffer }>(`SELECT address_masked, address_cipher FROM notification_delivery WHERE channel = 'sms'`)
    expect(stored?.address_masked).toBe('139••••2345')
    expect(stored?.address_cipher.includes('13947512345')).toBe(false)
  })
})

describe('an incident that goes on', () => {
  const of = (type: string, data: Record<string, unknown>) =>
    told(type, '0199a000-0000-7000-8000-0000000000f1', { incidentId: '0199a000-0000-7000-8000-0000000000f1', title: '锅炉房停暖', kind: 'heating', unitIds: [UNITS.township], countyCode: '150523', at: bed.clock.now(), ...data }, bed.clock.now())

  it('goes up to who stands above only when there is nobody else to call', async () => {
    const missed = { callId: null, contactId: null, userId: null, name: null, level: 'village', post: { divisionCode: '150523101001' }, postName: '明仁嘎查', others: 2, reason: 'missed', above: { unitId: UNITS.coordinator } }
    await one.hear(of('incident.contact_missed.v1', { ...missed, exhausted: false }))
    expect(Object.keys(await inboxes())).toEqual([])
    await one.hear(of('incident.contact_missed.v1', { ...missed, exhausted: true }))
    expect(Object.keys(await inboxes())).toEqual(['coordinator-1', 'supervisor-1'])
  })

  it('tells of all the posts of a round that nobody answers for once: each unit above of its own, the supervisors of all', async () => {
    const missed = { callId: null, contactId: null, userId: null, name: null, level: 'village', post: { divisionCode: '150523101001' }, others: 0, reason: 'missed', exhausted: true, above: { unitId: UNITS.coordinator } }
    const unheardRound = {
      posts: 7, names: ['甲村', '乙村', '丙村', '丁村', '戊村'],
      above: [{ unitId: UNITS.township, posts: 6, names: ['甲村', '乙村', '丙村', '丁村', '戊村'] }, { unitId: UNITS.coordinator, posts: 1, names: ['己村'] }],
    }
    const round = [of('incident.contact_missed.v1', { ...missed, postName: '甲村', unheardRound }), ...Array.from({ length: 6 }, () => of('incident.contact_missed.v1', { ...missed, postName: '乙村', toldWithRound: true }))]
    await one.hear(...round)
    const rows = await bed.store.database.query<{ user_id: string; body: string }>('SELECT user_id, body FROM notification_message ORDER BY user_id')
    expect(rows.map(({ user_id: userId, body }) => [userId, body])).toEqual([
      ['coordinator-1', '己村无人应答'], ['lead-1', '甲村、乙村、丙村、丁村、戊村等 6 处无人应答'], ['supervisor-1', '甲村、乙村、丙村、丁村、戊村等 7 处无人应答'],
    ])
  })

  it('that was a false alarm is called off for everybody it woke, by night too, with no word of what was written about it', async () => {
    bed.clock.set('2026-11-17T02:30:00+08:00')
    one.roster.phones.set('contact-1', '13947512345')
    await one.hear(of('incident.closed.v1', { outcome: 'false_alarm', summary: '王某某误报', contacts: [{ contactId: 'contact-1', userId: null, name: '包广林' }, { contactId: 'contact-2', userId: 'duty-1', name: '值班' }] }))
    await one.sender.sendSome('sms')
    expect(one.sms.out.map(({ text }) => text)).toEqual(['【通办】突发事件误报撤销：锅炉房停暖'])
    expect(Object.keys(await inboxes())).toEqual(expect.arrayContaining(['@contact:contact-1', 'duty-1', 'supervisor-1']))
    expect(JSON.stringify(await bed.store.database.query('SELECT * FROM notification_message'))).not.toContain('王某某')
  })
})

describe('the ways out of the house', () => {
  it('are those of the matrix that the person has an address for and has not switched off', async () => {
    await one.contacts.change('lead-1', { sms: '13947500001', wechat: 'oGZ_abc-1234' }, bed.clock.now())
    await one.contacts.change('handler-1', { wechat: 'oGZ_abc-9999', muted: ['wechat'] }, bed.clock.now())
    await one.hear(told('case.review_failed.v1', CASE_ID, { number: '20261116000001', urgency: 'general', leadUnitId: UNITS.township, facts: { round: 2 } }, bed.clock.now()))
    expect(await deliveries()).toEqual(['handler-1 wechat suppressed (switched off by the person)', 'lead-1 wechat waiting'])
  })

  it('cannot be switched off for an emergency, which also reaches who is on duty', async () => {
    one.cases.all.set(CASE_ID, snapshotOf({ urgency: 'emergency' }))
    one.roster.contacts.set(`unit:${UNITS.township}`, [
      { id: 'contact-2', name: '值班', title: '', userId: 'duty-1', phoneMasked: null, line: 1 }, { id: 'contact-3', name: '替补', title: '', userId: 'duty-2', phoneMasked: null, line: 2 },
    ])
    one.roster.phones.set('contact-2', '13947500007')
    await one.contacts.change('handler-1', { sms: '13947500001', muted: ['sms'] }, bed.clock.now())
    await one.hear(dispatched(bed.clock.now(), { urgency: 'emergency' }))
    expect(await deliveries()).toEqual(['duty-1 sms waiting', 'handler-1 sms waiting', 'lead-1 sms suppressed (no address)'])
    expect((await inboxes())['handler-1']).toEqual(['【紧急】新任务：工单 20261116000001 路灯不亮'])
  })

  it('tell nobody by SMS what happened days ago', async () => {
    await one.contacts.change('handler-1', { sms: '13947500001' }, bed.clock.now())
    const event = dispatched(bed.clock.now(), { urgency: 'emergency' })
    bed.clock.set('2026-11-19T09:00:00+08:00')
    await one.hear(event)
    expect((await inboxes())['handler-1']).toHaveLength(1)
    expect(await deliveries()).toEqual([])
  })

  it('tell another system once when the matrix says so', async () => {
    await bed.store.database.transaction((tx) => one.rules.add(tx, 0, [{ event: 'case.dispatched.v1', audience: 'system', when: 'always', channels: ['webhook'], mayWait: false, digest: false }], '接入大数据局', 'admin', bed.clock.now()))
    await one.hear(dispatched(bed.clock.now()))
    expect(await inboxes()).toEqual({ '@webhook': ['新任务：工单 20261116000001 路灯不亮'] })
    await one.sender.sendSome('webhook')
    expect(one.webhook.out.map(({ eventType, link }) => [eventType, link])).toEqual([['case.dispatched.v1', `/cases/${CASE_ID}`]])
    expect(await signs()).toEqual([])
  })
})
