import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, SECOND_MS } from '@tongban/kernel/core'
import { UNITS } from '@tongban/testing/server'
import type { NotificationRule } from '../contract/index.js'
import { RETRY_PAUSES_MS } from '../domain/index.js'
import { ChannelFailure } from './channels/delivery-channel.js'
import { CASE_ID, dispatched, notificationBed, snapshotOf, told, type NotificationBed, type NotificationProcess } from './notification.spec-support.js'

let bed: NotificationBed
let one: NotificationProcess

beforeAll(async () => {
  bed = await notificationBed()
})
afterAll(() => bed.close())
beforeEach(async () => {
  for (const table of ['message', 'delivery', 'contact', 'rules', 'digest', 'channel']) await bed.store.database.query(`DELETE FROM notification_${table}`)
  await bed.store.database.query('DELETE FROM outbox_consumed')
  bed.clock.set('2026-11-16T09:00:00+08:00')
  one = bed.start()
  one.cases.all.set(CASE_ID, snapshotOf())
  one.staff.add('handler-1', UNITS.township, 'handler')
  await one.contacts.change('handler-1', { sms: '13947500001', email: 'handler@example.org' }, bed.clock.now())
})

const rule = (changes: Partial<NotificationRule>): NotificationRule => ({ event: 'case.dispatched.v1', audience: 'unit_handlers', when: 'always', channels: ['sms'], mayWait: true, digest: false, ...changes })
const setRules = (...rules: NotificationRule[]): Promise<unknown> => bed.store.database.transaction((tx) => one.rules.add(tx, 0, rules, '测试', 'admin', bed.clock.now()))
const tell = (changes: Record<string, unknown> = {}): Promise<void> => one.hear(dispatched(bed.clock.now(), changes))
const states = async (): Promise<string[]> =>
  (await bed.store.database.query<{ channel: string; state: string; attempts: number; answer: string | null }>('SELECT channel, state, attempts, answer FROM notification_delivery ORDER BY created_at, id')).map(
    ({ channel, state, attempts, answer }) => `${channel} ${state} ${attempts}${answer === null ? '' : ` ${answer}`}`,
  )

describe('sending what waits', () => {
  it('goes out once, however many senders there are', async () => {
    await setRules(rule({}))
    await tell()
    const other = bed.start()
    await Promise.all([one.sender.sendSome('sms'), other.sender.sendSome('sms'), one.sender.sendSome('sms')])
    expect([...one.sms.out, ...other.sms.out].map(({ address, text }) => [address, text])).toEqual([['13947500001', '【通办】新任务：工单 20261116000001 路灯不亮。11月21日 09:00前办结']])
    expect(await states()).toEqual(['sms sent 1 taken'])
  })

  it('is tried again after pauses that grow, and ends', async () => {
    await setRules(rule({ mayWait: false }))
    await tell()
    // The fault of this one message each time, so that the channel itself stays open.
    one.sms.fails = new ChannelFailure('the gateway says code=9', { ofMessage: true })
    for (const pause of RETRY_PAUSES_MS) {
      expect(await one.sender.sendSome('sms')).toBe(1)
      bed.clock.advance(pause - 1)
      expect(await one.sender.sendSome('sms')).toBe(0)
      bed.clock.advance(1)
    }
    expect(await one.sender.sendSome('sms')).toBe(1)
    expect(await states()).toEqual([`sms given_up ${RETRY_PAUSES_MS.length + 1} the gateway says code=9`])
    bed.clock.advance(DAY_MS)
    expect(await one.sender.sendSome('sms')).toBe(0)
  })

  it('goes out although the address of another cannot be read, and so do the messages of everybody told with a person whose number cannot', async () => {
    await setRules(rule({ channels: ['in_app', 'sms'] }))
    one.staff.add('handler-2', UNITS.township, 'handler')
    await one.contacts.change('handler-2', { sms: '13947500002' }, bed.clock.now())
    await tell()
    await bed.store.database.query(`UPDATE notification_delivery SET address_cipher = '\\x00' WHERE user_id = 'handler-1'`)
    await one.sender.sendSome('sms')
    expect(one.sms.out.map(({ address }) => address)).toEqual(['13947500002'])
    expect((await states()).sort()).toEqual(['sms failed 1 the stored address cannot be read', 'sms sent 1 taken'])
    await bed.store.database.query(`UPDATE notification_contact SET phone_cipher = '\\x00' WHERE user_id = 'handler-1'`)
    await tell()
    await one.sender.sendSome('sms')
    expect(one.sms.out.map(({ address }) => address)).toEqual(['13947500002', '13947500002'])
    expect((await bed.store.database.query<{ user_id: string }>(`SELECT user_id FROM notification_message WHERE user_id = 'handler-1'`))).toHaveLength(2)
  })

  it('is not tried again when the answer was a no for good', async () => {
    await setRules(rule({}))
    await tell()
    one.sms.fails = new ChannelFailure('answered 400', { permanent: true })
    await one.sender.sendSome('sms')
    expect(await states()).toEqual(['sms failed 1 answered 400'])
  })

  it('waits at least as long as the provider asks for', async () => {
    await setRules(rule({ mayWait: false }))
    await tell()
    one.sms.fails = new ChannelFailure('answered 429', { retryAfterMs: 20 * MINUTE_MS })
    await one.sender.sendSome('sms')
    one.sms.fails = null
    bed.clock.advance(20 * MINUTE_MS - 1)
    expect(await one.sender.sendSome('sms')).toBe(0)
    bed.clock.advance(1)
    expect(await one.sender.sendSome('sms')).toBe(1)
  })

  it('survives a kill between taking and sending: the lease gives it back, under the same id', async () => {
    await setRules(rule({ mayWait: false }))
    await tell()
    const [taken] = await one.deliveries.claim('sms', bed.clock.now(), plus(bed.clock.now(), 10 * MINUTE_MS), false, 10)
    const next = bed.start()
    expect(await next.sender.sendSome('sms')).toBe(0)
    bed.clock.advance(10 * MINUTE_MS)
    expect(await next.sender.sendSome('sms')).toBe(1)
    expect(next.sms.out.map(({ id }) => id)).toEqual([taken?.id])
    expect(await states()).toEqual(['sms sent 2 taken'])
  })

  it('is not held up on one channel by another that hangs', async () => {
    await setRules(rule({ channels: ['sms', 'email'] }))
    await tell()
    let release = (): void => undefined
    one.sms.hold = new Promise((resolve) => {
      release = resolve
    })
    const hanging = one.sender.sendSome('sms')
    expect(await one.sender.sendSome('email')).toBe(1)
    expect(one.email.out).toHaveLength(1)
    release()
    await hanging
    expect((await states()).sort()).toEqual(['email sent 1 taken', 'sms sent 1 taken'])
  })

  it('takes at most so many a second as is allowed', async () => {
    const slow = await notificationBed({ TONGBAN_NOTIFY_RATE: '2' })
    try {
      const process = slow.start()
      process.cases.all.set(CASE_ID, snapshotOf())
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        process.staff.add(name, UNITS.township, 'handler')
        await process.contacts.change(name, { sms: '13947500001' }, slow.clock.now())
      }
      await process.hear(dispatched(slow.clock.now(), { urgency: 'emergency' }))
      expect([await process.sender.sendSome('sms'), await process.sender.sendSome('sms'), await process.sender.sendSome('sms'), await process.sender.sendSome('sms')]).toEqual([2, 2, 1, 0])
    } finally {
      await slow.close()
    }
  })
})

describe('a channel that keeps failing', () => {
  it('is left alone for a while by every process, tried with one, and then open again', async () => {
    await setRules(rule({ mayWait: false }))
    for (let index = 0; index < 6; index += 1) await tell()
    one.sms.fails = new ChannelFailure('no connection (ECONNREFUSED)')
    await one.sender.sendSome('sms')
    expect(await one.channelStates.all()).toMatchObject([{ channel: 'sms', failures: 6, waiting: 6, last_failure: 'no connection (ECONNREFUSED)' }])
    const other = bed.start()
    bed.clock.advance(90 * SECOND_MS)
    expect(await other.sender.sendSome('sms')).toBe(0)
    bed.clock.advance(60 * SECOND_MS)
    expect(await other.sender.sendSome('sms')).toBe(1)
    expect((await one.channelStates.stateOf('sms')).failures).toBe(0)
    expect(await other.sender.sendSome('sms')).toBe(5)
  })
})

describe('the quiet hours', () => {
  it('keep until the morning what may wait', async () => {
    await setRules(rule({}))
    bed.clock.set('2026-11-16T22:15:00+08:00')
    await tell()
    expect(await one.sender.sendSome('sms')).toBe(0)
    bed.clock.set('2026-11-17T07:29:59+08:00')
    expect(await one.sender.sendSome('sms')).toBe(0)
    bed.clock.set('2026-11-17T07:30:00+08:00')
    expect(await one.sender.sendSome('sms')).toBe(1)
  })

  it('also keep what was due by day and did not get out', async () => {
    await setRules(rule({}))
    bed.clock.set('2026-11-16T20:59:00+08:00')
    await tell()
    one.sms.fails = new ChannelFailure('answered 503')
    await one.sender.sendSome('sms')
    one.sms.fails = null
    bed.clock.set('2026-11-16T21:30:00+08:00')
    expect(await one.sender.sendSome('sms')).toBe(0)
    bed.clock.set('2026-11-17T07:30:00+08:00')
    expect(await one.sender.sendSome('sms')).toBe(1)
  })

  it('do not keep an emergency: it goes out at three in the morning, past whatever waits', async () => {
    await setRules(rule({}))
    bed.clock.set('2026-11-17T03:00:00+08:00')
    await tell()
    await tell({ urgency: 'emergency' })
    expect(await one.sender.sendSome('sms')).toBe(1)
    expect(one.sms.out[0]?.text).toContain('【紧急】')
  })
})

describe('the digest', () => {
  it('gathers into one message in the morning what the matrix says may be gathered, once', async () => {
    await setRules(rule({ channels: ['in_app', 'email'], digest: true }))
    await tell()
    await tell()
    expect(await one.sender.sendSome('email')).toBe(0)
    bed.clock.set('2026-11-17T07:59:00+08:00')
    expect(await one.digest.makeIfDue()).toBe(false)
    bed.clock.set('2026-11-17T08:00:00+08:00')
    const made = await Promise.all([one.digest.makeIfDue(), bed.start().digest.makeIfDue()])
    expect(made.sort()).toEqual([false, true])
    expect(await one.sender.sendSome('email')).toBe(1)
    expect(one.email.out.map(({ title, text }) => [title, text])).toEqual([['1 条通知', '新任务：工单 20261116000001 路灯不亮']])
    bed.clock.set('2026-11-17T09:00:00+08:00')
    expect(await one.digest.makeIfDue()).toBe(false)
  })

  it('tells a unit’s lead what is due today and what is late, and not what is due tomorrow', async () => {
    one.staff.add('lead-1', UNITS.township, 'unit_lead')
    one.staff.add('lead-2', UNITS.otherTownship, 'unit_lead')
    bed.clock.set('2026-11-20T08:00:30+08:00')
    const due = (id: number, iso: string, changes: object = {}) => {
      const caseId = `0199a000-0000-7000-8000-0000000001${String(id).padStart(2, '0')}`
      one.cases.all.set(caseId, snapshotOf({ id: caseId, number: `2026111600010${id}`, promiseDueAt: Date.parse(iso) as never, ...changes }))
    }
    one.cases.all.clear()
    due(1, '2026-11-20T17:30:00+08:00')
    due(2, '2026-11-19T17:30:00+08:00', { sealed: true, title: '机密' })
    due(3, '2026-11-21T00:00:00+08:00')
    due(4, '2026-11-20T10:00:00+08:00', { subjectUnitIds: [UNITS.township] })
    expect(await one.digest.makeIfDue()).toBe(true)
    const rows = await bed.store.database.query<{ user_id: string; title: string; body: string }>(`SELECT user_id, title, body FROM notification_message`)
    expect(rows).toEqual([{ user_id: 'lead-1', title: '今日到期 1 件，已超期 1 件', body: '11月19日 17:30 保密工单 20261116000102\n11月20日 17:30 工单 20261116000101 路灯不亮' }])
  })

  it('is not made by a worker that starts in the evening', async () => {
    bed.clock.set('2026-11-17T18:00:00+08:00')
    expect(await one.digest.makeIfDue()).toBe(false)
  })
})

describe('the inbox', () => {
  it('counts, pages and marks what is its owner’s, and tells their screens', async () => {
    for (let index = 0; index < 3; index += 1) {
      await one.hear(told('case.urged.v1', CASE_ID, { number: '1', urgency: 'general', leadUnitId: UNITS.township, facts: { by: 'citizen', count: index + 1 } }, bed.clock.now()))
      bed.clock.advance(HOUR_MS)
    }
    const first = await one.inbox.list('handler-1', { unread: false, kind: null, after: null, limit: 2 })
    expect(first.map(({ title }) => title.slice(0, 11))).toEqual(['群众催办（第 3 次）', '群众催办（第 2 次）'])
    const last = first[1]
    if (last === undefined) throw new Error('two were there')
    expect(await one.inbox.list('handler-1', { unread: false, kind: null, after: { at: last.created_at, id: last.id }, limit: 2 })).toHaveLength(1)
    expect(await one.inbox.markRead('somebody-else', last.id, bed.clock.now())).toBe(false)
    expect(await one.inbox.markRead('handler-1', last.id, bed.clock.now())).toBe(true)
    expect(await one.inbox.unread('handler-1')).toBe(2)
    // What came after the moment the person looked at stays unread.
    await one.inbox.markAllRead('handler-1', last.created_at, bed.clock.now())
    expect((await one.inbox.list('handler-1', { unread: true, kind: null, after: null, limit: 10 })).map(({ id }) => id)).toEqual([first[0]?.id])
  })

  it('forgets after half a year, together with what was sent', async () => {
    await setRules(rule({}))
    await tell()
    const before = plus(bed.clock.now(), 1)
    expect([await one.inbox.forgetBefore(before), await one.deliveries.forgetBefore(before), await one.inbox.forgetBefore(before)]).toEqual([1, 1, 0])
  })
})
