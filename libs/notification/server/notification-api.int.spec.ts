import { Global, Module } from '@nestjs/common'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { StaffDirectory } from '@tongban/access/contract'
import { DutyContacts } from '@tongban/duty/contract'
import { MINUTE_MS } from '@tongban/kernel/core'
import { caseWorld, PEOPLE, person, UNITS, type CaseWorld } from '@tongban/testing/server'
import type { NotificationRule } from '../contract/index.js'
import { DEFAULT_RULES } from '../domain/index.js'
import { NotificationModule } from './notification.module.js'
import { Roster, Staff } from './notification.spec-support.js'
import { DeliverySender } from './sending/delivery-sender.js'

const staff = new Staff()
const ports = [{ provide: StaffDirectory, useValue: staff }, { provide: DutyContacts, useValue: new Roster() }]
@Global()
@Module({ providers: ports, exports: ports.map(({ provide }) => provide) })
class Ports {}

let world: CaseWorld
const handler = PEOPLE.handler
const admin = person('system_admin', UNITS.hotline)
const supervisor = PEOPLE.supervisor

beforeAll(async () => {
  world = await caseWorld({ modules: [Ports, NotificationModule] })
  await world.first.knowUnits()
  staff.add(handler.userId, UNITS.township, 'handler')
  staff.add(PEOPLE.otherHandler.userId, UNITS.otherTownship, 'handler')
  staff.add(PEOPLE.coordinator.userId, UNITS.coordinator, 'county_coordinator')
})
afterAll(() => world.stop())
beforeEach(async () => {
  for (const table of ['message', 'delivery', 'contact', 'rules']) await world.database.query(`DELETE FROM notification_${table}`)
  world.clock.advance(MINUTE_MS)
})

type Page = { items: { id: string; title: string; link: string; readAt: string | null }[]; nextCursor: string | null }
const call = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, by: Parameters<CaseWorld['first']['call']>[2], body?: unknown, idempotencyKey?: string): Promise<{ status: number; body: T }> =>
  (await world.first.call(method as 'GET', path, by, { ...(body === undefined ? {} : { body }), ...(idempotencyKey === undefined ? {} : { idempotencyKey }) })) as { status: number; body: T }

describe('a case that is really filed', () => {
  it('is told in the inbox of the township, and in nobody else’s, once, however often the worker comes round', async () => {
    const caseId = await world.first.filed()
    await world.first.settle()
    await world.database.query('DELETE FROM outbox_consumed')
    await world.first.settle()
    const mine = await call<Page>('GET', '/notifications', handler)
    expect(mine.body.items.map(({ link }) => link)).toEqual([`/cases/${caseId}`])
    expect((await call<Page>('GET', '/notifications', PEOPLE.otherHandler)).body.items).toEqual([])
    expect((await call<{ unread: number }>('GET', '/notifications/unread-count', handler)).body).toEqual({ unread: 1 })
  })

  it('is marked read by whom it was for; to others it is as if there were none', async () => {
    await world.first.filed()
    await world.first.settle()
    const [first] = (await call<Page>('GET', '/notifications', handler)).body.items
    const path = `/notifications/${first?.id ?? ''}/read`
    expect((await call('POST', path, PEOPLE.otherHandler)).status).toBe(404)
    expect((await call('POST', '/notifications/0199a000-0000-7000-8000-000000000099/read', handler)).status).toBe(404)
    expect(await call('POST', path, handler)).toEqual({ status: 200, body: { unread: 0 } })
    expect((await call<Page>('GET', '/notifications?unread=true', handler)).body.items).toEqual([])
  })

  it('is one of many: pages hang together, and all are marked up to a moment', async () => {
    for (let index = 0; index < 3; index += 1) {
      await world.first.filed()
      await world.first.settle()
      world.clock.advance(MINUTE_MS)
    }
    const one = (await call<Page>('GET', '/notifications?limit=2', handler)).body
    const two = (await call<Page>('GET', `/notifications?limit=2&cursor=${one.nextCursor ?? ''}`, handler)).body
    expect(new Set([...one.items, ...two.items].map(({ id }) => id)).size).toBe(3)
    expect(two.nextCursor).toBeNull()
    const until = new Date(world.clock.now() - 2 * MINUTE_MS + 1_000).toISOString()
    expect((await call('POST', '/notifications/read', handler, { until })).body).toEqual({ unread: 1 })
  })
})

describe('one’s own addresses', () => {
  it('are kept encrypted, shown masked, changed one by one, and removed by null', async () => {
    await call('PUT', '/notifications/preferences', handler, { phone: '139 4751 2345', email: 'ao@example.org' })
    const shown = await call<Record<string, unknown>>('PUT', '/notifications/preferences', handler, { email: null, muted: ['sms'] })
    expect(shown.body).toMatchObject({ phoneMasked: '139••••2345', emailMasked: null, muted: ['sms'], quietHours: { from: '21:00', to: '07:30' } })
    expect(JSON.stringify(await world.database.query('SELECT encode(phone_cipher, \'escape\') AS c, phone_masked FROM notification_contact'))).not.toContain('13947512345')
    expect((await call('PUT', '/notifications/preferences', handler, { muted: ['in_app'] })).status).toBe(400)
  })
})

describe('the record of what was sent', () => {
  it('says what a message was about only to who sees its case: neither to who runs the channels nor to a unit the case is about', async () => {
    await call('PUT', '/notifications/preferences', handler, { phone: '13947512345' })
    const caseId = await world.first.filed({ urgency: 'emergency' })
    await world.first.settle()
    type Log = { items: { caseId: string | null; title: string | null; channel: string }[] }
    const seenBy = async (by: typeof handler): Promise<unknown[]> => (await call<Log>('GET', '/notification-deliveries', by)).body.items.map(({ caseId: id, title }) => [id, title === null])
    expect(await seenBy(supervisor)).toEqual([[caseId, false]])
    expect(await seenBy(admin)).toEqual([[null, true]])
    await world.database.query('UPDATE case_case SET subject_unit_ids = $2 WHERE id = $1', [caseId, [UNITS.hotline]])
    expect(await seenBy(supervisor)).toEqual([[null, true]])
  })
})

describe('the matrix', () => {
  const rules = (): NotificationRule[] => DEFAULT_RULES.map((rule) => ({ ...rule, channels: [...rule.channels] }))

  it('is changed in versions, with who and why; whoever read an older one changes nothing', async () => {
    expect((await call<{ version: number }>('GET', '/notification-rules', admin)).body.version).toBe(0)
    const changed = rules().filter(({ event }) => event !== 'case.dispatched.v1')
    const both = await Promise.all([1, 2].map((n) => call<{ version: number }>('PUT', '/notification-rules', admin, { version: 0, reason: `第 ${n} 个人改`, rules: changed })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const now = (await call<{ version: number; history: { version: number }[] }>('GET', '/notification-rules', admin)).body
    expect([now.version, now.history.map(({ version }) => version)]).toEqual([1, [1, 0]])
    expect(await world.database.query(`SELECT actor_id FROM audit_entry WHERE action = 'notification.configure' AND subject_id = 'notification-rules-1'`)).toEqual([{ actor_id: admin.userId }])
    await world.first.filed()
    await world.first.settle()
    expect((await call<Page>('GET', '/notifications', handler)).body.items).toEqual([])
  })

  it('refuses what is no matrix, and a change without a reason', async () => {
    const [first] = rules()
    expect((await call('PUT', '/notification-rules', admin, { version: 0, reason: '重复', rules: [first, first] })).status).toBe(400)
    expect((await call('PUT', '/notification-rules', admin, { version: 0, reason: '', rules: rules() })).status).toBe(400)
    const emptied = await call<{ errors: { field: string; message: string }[] }>('PUT', '/notification-rules', admin, { version: 0, reason: '清空', rules: [] })
    expect([emptied.status, emptied.body.errors.map(({ field, message }) => [field, message.slice(0, 11)])]).toEqual([400, [['body.rules', '这些事件不能没有人知道']]])
    expect((await call('GET', '/notification-rules?version=99', admin)).status).toBe(404)
  })

  it('can be tried on oneself, once for one press, and the record shows it without the number', async () => {
    expect((await call<{ code: string }>('POST', '/notification-rules/test', admin, { channel: 'sms' })).body.code).toBe('NOTIFICATION_ADDRESS_MISSING')
    expect((await call<{ code: string }>('POST', '/notification-rules/test', admin, { channel: 'wechat' })).body.code).toBe('NOTIFICATION_CHANNEL_OFF')
    await call('PUT', '/notifications/preferences', admin, { phone: '13947512345' })
    const [one, two] = [await call('POST', '/notification-rules/test', admin, { channel: 'sms' }, 'press'), await call('POST', '/notification-rules/test', admin, { channel: 'sms' }, 'press')]
    expect(one.body).toEqual(two.body)
    expect(await world.first.app.get(DeliverySender).sendSome('sms')).toBe(1)
    const log = await call<{ items: Record<string, unknown>[] }>('GET', '/notification-deliveries?channel=sms', supervisor)
    expect(log.body.items).toHaveLength(1)
    expect(log.body.items[0]).toMatchObject({ state: 'sent', addressMasked: '139••••2345', attempts: 1, title: '短信测试' })
    expect(JSON.stringify(log.body)).not.toContain('13947512345')
    expect((await call<{ items: { channel: string; configured: boolean }[] }>('GET', '/notification-channels', supervisor)).body.items.map(({ channel, configured }) => `${channel} ${configured}`)).toEqual([
      'sms true', 'wechat false', 'email false', 'webhook false',
    ])
  })
})
