import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { CaseCallers } from '@tongban/intake/contract'
import { HOUR_MS, MINUTE_MS, SECOND_MS, plus, type Instant } from '@tongban/kernel/core'
import { FieldCipher, TimeOrderedIdGen, createLogger } from '@tongban/platform/server'
import { FakeClock, openStore, testConfig, type OpenStore } from '@tongban/testing/server'
import { MessageChannel, type OutgoingMessage } from '../../contract/index.js'
import { MessageStore, type NewMessage } from '../persistence/message.store.js'
import { MessageSender } from './message-sender.js'

class Book extends CaseCallers {
  readonly phones = new Map<string, string>()
  override isCallerOf(caseId: string, phone: string): Promise<boolean> {
    return Promise.resolve(this.phones.get(caseId) === phone)
  }
  override phoneOf(caseId: string): Promise<string | null> {
    return Promise.resolve(this.phones.get(caseId) ?? null)
  }
}

class Gateway extends MessageChannel {
  down = false
  night = false
  readonly out: OutgoingMessage[] = []
  override awakeFrom(at: Instant): Instant {
    return this.night ? plus(at, 8 * HOUR_MS) : at
  }
  override send(message: OutgoingMessage): Promise<void> {
    if (this.down) return Promise.reject(new Error('gateway down'))
    this.out.push(message)
    return Promise.resolve()
  }
}

let store: OpenStore
let messages: MessageStore
let clock: FakeClock
let book: Book
let gateway: Gateway
let sender: MessageSender

beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.database.query('DELETE FROM citizen_message')
  const config = await testConfig(store.url)
  clock = new FakeClock()
  book = new Book()
  gateway = new Gateway()
  messages = new MessageStore(store.database, new FieldCipher(config.dataKey), new TimeOrderedIdGen(clock), config)
  sender = new MessageSender(messages, book, gateway, clock, createLogger('test', 'silent'))
})

const CASE = '0199a000-0000-7000-8000-0000000000c1'
const message = (changes: Partial<NewMessage> = {}): NewMessage => ({ caseId: CASE, kind: 'extension', step: 'request-1', text: '时限延至 11月28日', ...changes })
const queue = (one: NewMessage): Promise<void> => store.database.transaction((tx) => messages.queue(tx, one, clock.now()))
const states = async (): Promise<string[]> =>
  (await store.database.query<{ state: string; attempts: number; failure: string | null }>('SELECT state, attempts, failure FROM citizen_message ORDER BY id')).map(
    ({ state, attempts, failure }) => `${state} ${attempts}${failure === null ? '' : ` ${failure}`}`,
  )

describe('sending what waits', () => {
  it('goes out once, to the number of the case, however many senders there are', async () => {
    book.phones.set(CASE, '13947500001')
    await queue(message())
    await Promise.all([sender.sendSome(), sender.sendSome(), sender.sendSome()])
    expect(gateway.out.map(({ phone, text }) => [phone, text])).toEqual([['13947500001', '时限延至 11月28日']])
    expect(await states()).toEqual(['sent 1'])
    expect(await sender.sendSome()).toBe(0)
  })

  it('makes one message of a step, told of twice or not', async () => {
    book.phones.set(CASE, '13947500001')
    await queue(message())
    await queue(message({ text: '别的话' }))
    await queue(message({ step: 'request-2' }))
    await sender.sendSome()
    expect(gateway.out.map(({ text }) => text)).toEqual(['时限延至 11月28日', '时限延至 11月28日'])
  })

  it('is tried again after longer and longer pauses, and goes out when the gateway is back', async () => {
    book.phones.set(CASE, '13947500001')
    await queue(message())
    gateway.down = true
    for (const pause of [15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS]) {
      expect(await sender.sendSome()).toBe(1)
      clock.advance(pause - 1)
      expect(await sender.sendSome()).toBe(0)
      clock.advance(1)
    }
    gateway.down = false
    await sender.sendSome()
    expect(await states()).toEqual(['sent 4'])
  })

  it('ends: after the sixth failure it is given up, and says why', async () => {
    book.phones.set(CASE, '13947500001')
    await queue(message())
    gateway.down = true
    for (let round = 0; round < 20; round += 1) {
      await sender.sendSome()
      clock.advance(HOUR_MS)
    }
    expect(await states()).toEqual(['failed 6 gateway down'])
  })

  it('is not sent when it would be of no use, and not without a number', async () => {
    book.phones.set(CASE, '13947500001')
    await queue(message({ kind: 'code', usefulUntil: plus(clock.now(), 10 * MINUTE_MS) }))
    await queue(message({ caseId: '0199a000-0000-7000-8000-0000000000c2' }))
    clock.advance(10 * MINUTE_MS)
    await sender.sendSome()
    expect(gateway.out).toEqual([])
    expect((await states()).sort()).toEqual(['failed 1 no number', 'failed 1 too late to be of use'])
  })

  it('waits for the morning when it may, and a code somebody is waiting for does not', async () => {
    book.phones.set(CASE, '13947500001')
    gateway.night = true
    await queue(message({ mayWait: true }))
    await queue(message({ kind: 'code', step: 'c1', text: '042917' }))
    await sender.sendSome()
    expect(gateway.out.map(({ text }) => text)).toEqual(['042917'])
    gateway.night = false
    await sender.sendSome()
    expect(gateway.out).toHaveLength(2)
  })

  it('comes back when who took it died before it was sent', async () => {
    book.phones.set(CASE, '13947500001')
    await queue(message())
    expect(await messages.claim(clock.now(), plus(clock.now(), 5 * MINUTE_MS), 20)).toHaveLength(1)
    expect(await sender.sendSome()).toBe(0)
    clock.advance(5 * MINUTE_MS)
    await sender.sendSome()
    expect(await states()).toEqual(['sent 2'])
  })
})
