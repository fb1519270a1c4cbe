import { request as httpRequest } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Global, Module, type INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Authenticator, SESSION_COOKIE, type Principal } from '@tongban/access/contract'
import {
  ConsumerRunner,
  EventConsumers,
  PlatformModule,
  StoreUnavailable,
  type DeliveredEvent,
  type PlatformConfig,
} from '@tongban/platform/server'
import { HINT_EVENT, SOCKET_PATH, type Hint } from '@tongban/realtime/contract'
import { cloneDatabase, person, testConfig } from '@tongban/testing/server'
import { io, type Socket } from 'socket.io-client'
import { CaseHintsGateway } from './case-hints.gateway.js'
import { RealtimeIoAdapter } from './realtime-io-adapter.js'
import { RealtimeModule, RealtimeWorkerModule } from './realtime.module.js'

const TOWNSHIP = 'township-150525100'
const token = (name: string): string => `token-of-${name}-`.padEnd(30, 'x')

/** Access's port with the sessions of this file; access itself is tried where it lives. */
const sessions = new Map<string, Principal>()
let storeIsAway = false
class KnownSessions extends Authenticator {
  override principalOf(sessionToken: string) {
    if (storeIsAway) return Promise.reject(new StoreUnavailable('away'))
    const principal = sessions.get(sessionToken)
    return Promise.resolve(principal === undefined ? null : { principal, csrfToken: 'none', sessionId: sessionToken })
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: KnownSessions }], exports: [Authenticator] })
class SessionsModule {}

const apis: NestFastifyApplication[] = []
const urls: string[] = []
let worker: INestApplicationContext
let drop: () => Promise<void>
const sockets: Socket[] = []

async function startApi(config: PlatformConfig): Promise<void> {
  @Module({ imports: [PlatformModule.with({ service: 'api', config, entities: [] }), SessionsModule, RealtimeModule] })
  class ApiModule {}
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule, new FastifyAdapter(), { logger: false })
  app.useWebSocketAdapter(new RealtimeIoAdapter(app))
  await app.listen(0, '127.0.0.1')
  apis.push(app)
  urls.push(await app.getUrl())
}

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  const config = await testConfig(clone.url)
  await startApi(config)
  await startApi(config)
  @Module({ imports: [PlatformModule.with({ service: 'worker', config, entities: [] }), RealtimeWorkerModule] })
  class WorkerModule {}
  worker = await NestFactory.createApplicationContext(WorkerModule, { logger: false })
  for (const [name, principal] of [
    ['leader', person('leader', 'hotline-centre')],
    ['handler', person('handler', TOWNSHIP)],
    ['stranger', person('handler', 'township-150502003')],
    ['coordinator', person('county_coordinator', 'county-150525-coordinator', { countyCode: '150525' })],
    ['agent', person('callback_agent', 'callback-provider')],
    ['leaving', person('leader', 'hotline-centre')],
    ['watcher', person('supervisor', TOWNSHIP)],
  ] as const)
    sessions.set(token(name), principal)
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})
afterAll(async () => {
  await worker.close()
  for (const app of apis) await app.close()
  await drop()
})

type Heard = { readonly socket: Socket; readonly hints: Hint[]; readonly until: (count: number) => Promise<void> }

/** Signed in on the process of that number; resolves when the rooms are joined. */
async function listen(name: string, process = 0): Promise<Heard> {
  const socket = open(process, `${SESSION_COOKIE}=${token(name)}`)
  const hints: Hint[] = []
  let check = (): void => undefined
  socket.on(HINT_EVENT, (hint: Hint) => {
    hints.push(hint)
    check()
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return {
    socket,
    hints,
    until: (count) =>
      new Promise((resolve) => {
        check = () => {
          if (hints.length >= count) resolve()
        }
        check()
      }),
  }
}

function open(process: number, cookie: string, headers: Record<string, string> = {}): Socket {
  const socket = io(urls[process] ?? '', {
    path: SOCKET_PATH,
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie, ...headers },
    forceNew: true,
  })
  sockets.push(socket)
  return socket
}

const refusalOf = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'))
    socket.on('connect_error', () => resolve('refused'))
  })

let nextEvent = 1
const event = (type: string, subjectId: string, version: number, data: Record<string, unknown> = {}): DeliveredEvent => ({
  id: (nextEvent += 1),
  type,
  subjectId,
  at: 1_763_700_000_000 + nextEvent,
  traceId: 'none',
  data: {
    caseId: subjectId,
    version,
    status: 'in_progress',
    countyCode: '150525',
    unitIds: [TOWNSHIP],
    handlingUnitIds: [TOWNSHIP],
    facts: { title: '举报某单位', placeText: '民航社区3号楼' },
    ...data,
  },
})

const consume = (...events: DeliveredEvent[]): Promise<void> => consumeAs('realtime.hints', ...events)

async function consumeAs(name: string, ...events: DeliveredEvent[]): Promise<void> {
  const consumer = worker
    .get(EventConsumers)
    .all()
    .find((each) => each.name === name)
  if (consumer === undefined) throw new Error(`${name} is not registered`)
  await worker.get(ConsumerRunner).run(consumer, events)
}

describe('pushes', () => {
  it('reach the city, the county, the unit and nobody else, on whichever process they are', async () => {
    const [leader, handler, coordinator, stranger, agent] = [
      await listen('leader', 0),
      await listen('handler', 1),
      await listen('coordinator', 1),
      await listen('stranger', 0),
      await listen('agent', 0),
    ]
    await consume(event('assignment.signed.v1', 'case-1', 4))
    await Promise.all([leader.until(1), handler.until(1), coordinator.until(1)])
    await consume(event('assignment.signed.v1', 'case-2', 2, { unitIds: ['township-150502003'], countyCode: '150502' }))
    await Promise.all([leader.until(2), stranger.until(1)])
    expect(handler.hints.map(({ caseId }) => caseId)).toEqual(['case-1'])
    expect(coordinator.hints.map(({ caseId }) => caseId)).toEqual(['case-1'])
    expect(stranger.hints.map(({ caseId }) => caseId)).toEqual(['case-2'])
    expect(agent.hints).toEqual([])
  })

  it('carry ids, version and state, and nothing a person could read', async () => {
    const leader = await listen('leader')
    const sent = event('case.filed.v1', 'case-3', 1)
    await consume(sent)
    await leader.until(1)
    expect(leader.hints).toEqual([{ type: 'case.filed.v1', caseId: 'case-3', version: 1, status: 'in_progress', at: sent.at }])
  })

  it('tell several events of one case once, by the newest', async () => {
    const leader = await listen('leader')
    await consume(event('case.filed.v1', 'case-4', 1), event('case.dispatched.v1', 'case-4', 1), event('case.filed.v1', 'case-5', 1))
    await leader.until(2)
    expect(leader.hints.map(({ type, caseId }) => [type, caseId])).toEqual([
      ['case.dispatched.v1', 'case-4'],
      ['case.filed.v1', 'case-5'],
    ])
  })

  it('tell the callback room when its queue changes', async () => {
    const agent = await listen('agent', 1)
    await consume(event('case.review_passed.v1', 'case-6', 7, { status: 'awaiting_callback' }))
    await agent.until(1)
    expect(agent.hints.map(({ caseId, status }) => [caseId, status])).toEqual([['case-6', 'awaiting_callback']])
  })

  it('are not repeated for an event that was consumed before', async () => {
    const leader = await listen('leader')
    const once = event('case.filed.v1', 'case-7', 1)
    await consume(once)
    await consume(once)
    await consume(event('case.filed.v1', 'case-8', 1))
    await leader.until(2)
    expect(leader.hints.map(({ caseId }) => caseId)).toEqual(['case-7', 'case-8'])
  })
})

describe('pushes about what is not a case', () => {
  const beside = (type: string, subjectId: string, data: Record<string, unknown>): DeliveredEvent => ({
    id: (nextEvent += 1), type, subjectId, at: 1_763_700_000_000 + nextEvent, traceId: 'none', data,
  })

  it('tell a person of their own inbox, on every process, and nobody else', async () => {
    const [handler, leader] = [await listen('handler', 1), await listen('leader', 0)]
    const { userId } = sessions.get(token('handler')) ?? { userId: '' }
    await consumeAs('realtime.subject_hints', beside('notification.inbox_changed.v1', userId, { userId, unread: 2 }))
    await handler.until(1)
    await consume(event('case.filed.v1', 'case-13', 1))
    await leader.until(1)
    expect(handler.hints[0]).toMatchObject({ type: 'notification.inbox_changed.v1', caseId: '', subjectId: userId })
    expect(leader.hints.map(({ caseId }) => caseId)).toEqual(['case-13'])
  })

  it('tell the units an incident calls, once for a handful of its events', async () => {
    const [handler, stranger] = [await listen('handler', 0), await listen('coordinator', 1)]
    const called = { incidentId: 'incident-1', unitIds: [TOWNSHIP], countyCode: '150502' }
    await consumeAs('realtime.subject_hints', beside('incident.opened.v1', 'incident-1', called), beside('incident.contact_called.v1', 'incident-1', called))
    await handler.until(1)
    expect(handler.hints.map(({ type, subjectId }) => [type, subjectId])).toEqual([['incident.contact_called.v1', 'incident-1']])
    expect(stranger.hints).toEqual([])
  })
})

describe('the door', () => {
  it.each([
    ['without a session', ''],
    ['with a session that has ended', `${SESSION_COOKIE}=${token('nobody')}`],
  ])('stays shut %s', async (_what, cookie) => {
    expect(await refusalOf(open(0, cookie))).toBe('refused')
  })

  it('stays shut for a page of another site that borrows the cookie', async () => {
    const cookie = `${SESSION_COOKIE}=${token('leader')}`
    expect(await refusalOf(open(0, cookie, { origin: 'https://example.com' }))).toBe('refused')
    expect(await refusalOf(open(0, cookie, { origin: urls[0] ?? '' }))).toBe('connected')
  })

  it('stays shut while nobody can say who it is', async () => {
    storeIsAway = true
    expect(await refusalOf(open(0, `${SESSION_COOKIE}=${token('leader')}`))).toBe('refused')
    storeIsAway = false
  })

  it('opens for no long polling, which could not survive several processes', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      httpRequest(
        `${urls[0]}${SOCKET_PATH}/?EIO=4&transport=polling`,
        { headers: { cookie: `${SESSION_COOKIE}=${token('leader')}` } },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        },
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(400)
  })

  it('shuts out a client that sends what nobody asked for', async () => {
    const leader = await listen('leader')
    const gone = new Promise<void>((resolve) => leader.socket.on('disconnect', () => resolve()))
    leader.socket.emit('hello', 'x'.repeat(2_000))
    await gone
    expect(leader.socket.connected).toBe(false)
  })
})

describe('the recheck', () => {
  const recheck = () => apis[0]?.get(CaseHintsGateway).recheck()

  it('ends the sockets of a session that has ended, and leaves the others', async () => {
    const [leaving, leader] = [await listen('leaving'), await listen('leader')]
    const gone = new Promise<string>((resolve) => leaving.socket.on('disconnect', resolve))
    sessions.delete(token('leaving'))
    await recheck()
    expect(await gone).toBe('io server disconnect')
    await consume(event('case.filed.v1', 'case-9', 1))
    await leader.until(1)
  })

  it('moves a person who was given another unit', async () => {
    const stranger = await listen('stranger')
    sessions.set(token('stranger'), person('handler', TOWNSHIP))
    await recheck()
    await consume(
      event('assignment.signed.v1', 'case-10', 2, { unitIds: ['township-150502003'] }),
      event('assignment.signed.v1', 'case-11', 2),
    )
    await stranger.until(1)
    // Of its own case, or that there was much to tell in this second; never of the other unit's.
    expect(['case-11', '']).toContain(stranger.hints[0]?.caseId)
    expect(stranger.hints.map(({ caseId }) => caseId)).not.toContain('case-10')
  })

  it('leaves everybody where they are while the store is away', async () => {
    const leader = await listen('leader')
    storeIsAway = true
    await recheck()
    storeIsAway = false
    await consume(event('case.filed.v1', 'case-12', 1))
    await leader.until(1)
    expect(leader.socket.connected).toBe(true)
  })
})

describe('recusal', () => {
  it('rule 12: pass by everybody of the unit a case is about, whatever they may see otherwise', async () => {
    const [leader, watcher, handler, coordinator] = [
      await listen('leader', 0),
      await listen('watcher', 1),
      await listen('handler', 0),
      await listen('coordinator', 1),
    ]
    await consume(event('assignment.signed.v1', 'case-20', 2, { subjectUnitIds: [TOWNSHIP, 'county-150525-coordinator'], unitIds: ['county-150525-justice'] }))
    await consume(event('assignment.signed.v1', 'case-21', 2))
    await Promise.all([leader.until(1), watcher.until(1), handler.until(1), coordinator.until(1)])
    // What comes to a room after its tenth hint of a second names no case: then there is nothing to keep back.
    for (const { hints } of [watcher, handler, coordinator]) expect(hints.map(({ caseId }) => caseId)).not.toContain('case-20')
    expect(leader.hints.map(({ caseId }) => caseId)[0]).toMatch(/^(case-20|)$/)
  })

  it('rule 12: make the screens of a unit that is recused later read again, without a word of the case', async () => {
    const [watcher, leader] = [await listen('watcher', 1), await listen('leader', 0)]
    await consume(event('case.recused.v1', 'case-22', 5, { subjectUnitIds: [TOWNSHIP], unitIds: [] }))
    await Promise.all([watcher.until(1), leader.until(1)])
    expect(watcher.hints[0]).toMatchObject({ type: 'many', caseId: '', version: 0, status: '' })
    expect(watcher.hints.map(({ caseId }) => caseId)).not.toContain('case-22')
    expect(['case-22', '']).toContain(leader.hints[0]?.caseId)
  })
})
