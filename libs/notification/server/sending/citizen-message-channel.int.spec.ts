import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { createLogger, FieldCipher, Metrics } from '@tongban/platform/server'
import { FakeClock, openStore, testConfig, type OpenStore } from '@tongban/testing/server'
import { Channels } from '../channels/channels.js'
import { listen, says } from '../channels/http-server.spec-support.js'
import { ChannelStore } from '../persistence/channel.store.js'
import { DeliveryStore } from '../persistence/delivery.store.js'
import { ChannelWatch } from './channel-watch.js'
import { CitizenMessageChannel } from './citizen-message-channel.js'

let store: OpenStore
let gateway: Awaited<ReturnType<typeof listen>>
let channel: CitizenMessageChannel
const clock = new FakeClock()

beforeAll(async () => {
  store = await openStore()
  gateway = await listen()
  const config = await testConfig(store.url, { TONGBAN_SMS_URL: gateway.url, TONGBAN_SMS_SUCCESS: 'code=0' })
  const logger = createLogger('test', 'silent')
  const watch = new ChannelWatch(new ChannelStore(store.database, config), logger, new Metrics())
  channel = new CitizenMessageChannel(new Channels(config, clock, logger), new DeliveryStore(store.database, new FieldCipher(config.dataKey), config), watch, config, clock)
})
afterAll(async () => {
  await gateway.close()
  await store.close()
})

it('sends a citizen’s SMS through the gateway, and notes each try with the number masked and without the text', async () => {
  const message = { id: '0199a000-0000-7000-8000-0000000000a1', caseId: '0199a000-0000-7000-8000-0000000000c1', phone: '13947500001', text: '【12345热线】验证码 042917' }
  gateway.answer(says(503, ''))
  await expect(channel.send(message)).rejects.toThrow('answered 503')
  gateway.answer(says(200, '{"code":0}'))
  await channel.send(message)
  expect(gateway.heard.map(({ body }) => (JSON.parse(body) as { id: string; text: string }).text)).toEqual([message.text, message.text])
  const rows = await store.database.query<Record<string, unknown>>('SELECT id, case_id, user_id, message_id, channel, state, attempts, answer, address_masked, address_cipher FROM notification_delivery')
  expect(rows).toEqual([
    { id: message.id, case_id: message.caseId, user_id: null, message_id: null, channel: 'sms', state: 'sent', attempts: 2, answer: 'code=0', address_masked: '139••••0001', address_cipher: null },
  ])
})

it('knows the quiet hours', () => {
  expect(channel.awakeFrom(instantFromIso('2026-11-16T22:00:00+08:00'))).toBe(instantFromIso('2026-11-17T07:30:00+08:00'))
})
