import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { CaseLookup, CaseSnapshot } from '@tongban/case/contract'
import type { CallerDirectory } from '@tongban/intake/contract'
import { HOUR_MS, plus, type Instant } from '@tongban/kernel/core'
import { ConsumerRunner, createLogger, EventConsumers, FieldCipher, TimeOrderedIdGen, type DeliveredEvent } from '@tongban/platform/server'
import { FakeClock, openStore, testConfig, type OpenStore } from '@tongban/testing/server'
import { MessageChannel } from '../../contract/index.js'
import { MessageStore } from '../persistence/message.store.js'
import { CitizenMessagesListener, ListenerEdge } from './citizen-messages.listener.js'

/** By night what may wait is given eight hours. */
class Night extends MessageChannel {
  override send(): Promise<void> {
    return Promise.resolve()
  }
  override awakeFrom(at: Instant): Instant {
    return plus(at, 8 * HOUR_MS)
  }
}

let store: OpenStore
let listener: CitizenMessagesListener
let runner: ConsumerRunner
let urgency = 'general'
const clock = new FakeClock()
const CASE = '0199a000-0000-7000-8000-0000000000c1'
const INCIDENT = '0199a000-0000-7000-8000-0000000000f1'

beforeAll(async () => {
  store = await openStore()
  const config = await testConfig(store.url)
  const cases = { snapshots: (ids: readonly string[]) => Promise.resolve(ids.map((id) => ({ id, number: '20261116000001', round: 1, sealed: false, urgency }) as unknown as CaseSnapshot)) } as unknown as CaseLookup
  const callers = { masked: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, { phoneMasked: '139••••0001' }]))) } as unknown as CallerDirectory
  const messages = new MessageStore(store.database, new FieldCipher(config.dataKey), new TimeOrderedIdGen(clock), config)
  listener = new CitizenMessagesListener(new EventConsumers(), cases, callers, messages, new ListenerEdge(new Night(), clock))
  runner = new ConsumerRunner(store.database, store.metrics, createLogger('test', 'silent'), config.cityCode)
})
afterAll(() => store.close())
beforeEach(async () => {
  urgency = 'general'
  await store.database.query('DELETE FROM citizen_message')
})

let events = 0
const told = (type: string, data: Record<string, unknown>): DeliveredEvent => ({ id: (events += 1), type, subjectId: CASE, at: clock.now(), data, traceId: 'test' })
const queued = (): Promise<{ kind: string; step: string; next_at: number; may_wait: boolean }[]> => store.database.query('SELECT kind, step, next_at, may_wait FROM citizen_message ORDER BY kind, step')

it('a citizen gets one message per step at most, however often and by however many it is told', async () => {
  const answer = told('case.review_passed.v1', { round: 1, facts: {} })
  const informed = { incidentId: INCIDENT, number: 'TF2026-1', text: '供暖已恢复' }
  await Promise.all([runner.run(listener, [answer]), runner.run(listener, [answer])])
  // The same step by another event, and an incident told of twice.
  await runner.run(listener, [told('case.answered_by_parent.v1', { round: 1, facts: {} }), told('incident.caller_informed.v1', informed), told('incident.caller_informed.v1', informed)])
  expect((await queued()).map(({ kind, step }) => `${kind} ${step}`)).toEqual(['answer round-1', `incident ${INCIDENT}`])
})

it('waits for the morning, unless the case is an emergency', async () => {
  await runner.run(listener, [told('case.review_passed.v1', { round: 1, facts: {} })])
  urgency = 'emergency'
  await runner.run(listener, [told('case.review_passed.v1', { round: 2, facts: {} })])
  expect((await queued()).map(({ step, next_at: nextAt, may_wait: mayWait }) => [step, nextAt - clock.now(), mayWait])).toEqual([['round-1', 8 * HOUR_MS, true], ['round-2', 0, false]])
})
