import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Global, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Authenticator, SESSION_COOKIE, type Principal } from '@tongban/access/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { OrgDirectory } from '@tongban/org/contract'
import { PlatformModule, type PlatformConfig } from '@tongban/platform/server'
import { PRESENCE, presenceSchema, SOCKET_PATH, type Presence } from '@tongban/realtime/contract'
import { cloneDatabase, FakeClock, person, testConfig } from '@tongban/testing/server'
import { io, type Socket } from 'socket.io-client'
import { CaseHintsGateway } from './case-hints.gateway.js'
import { PresenceGateway } from './presence.gateway.js'
import { PresenceModule } from './presence.module.js'
import { RealtimeIoAdapter } from './realtime-io-adapter.js'
import { RealtimeModule } from './realtime.module.js'

const CASE = '0197a000-0000-7000-8000-000000000001'
const OTHER = '0197a000-0000-7000-8000-000000000002'
const TOWNSHIP = 'township-150525100'
const token = (name: string): string => `token-of-${Buffer.from(name).toString('hex')}-`.padEnd(40, 'x')

/** The ports of access, case and org with what this file says of them; each is tried where it lives. */
const sessions = new Map<string, Principal>()
const hiddenFrom = new Set<string>()
class KnownSessions extends Authenticator {
  override principalOf(sessionToken: string) {
    const principal = sessions.get(sessionToken)
    return Promise.resolve(principal === undefined ? null : { principal, csrfToken: 'none', sessionId: sessionToken })
  }
}
const seen = (id: string): CaseSnapshot => ({ id }) as unknown as CaseSnapshot
const lookup: Pick<CaseLookup, 'visibleTo' | 'visibleAmong'> = {
  visibleTo: (principal, caseId) => Promise.resolve(hiddenFrom.has(principal.userId) ? null : seen(caseId)),
  visibleAmong: (principal, caseIds) => Promise.resolve(hiddenFrom.has(principal.userId) ? [] : caseIds.map(seen)),
}
const ports = [
  { provide: Authenticator, useClass: KnownSessions },
  { provide: CaseLookup, useValue: lookup },
  { provide: OrgDirectory, useValue: { unit: (id: string) => (id === TOWNSHIP ? { name: '大沁他拉镇' } : null) } },
]
@Global()
@Module({ providers: ports, exports: ports.map(({ provide }) => provide) })
class PortsModule {}

const clock = new FakeClock()
const apis: NestFastifyApplication[] = []
const urls: string[] = []
const sockets: Socket[] = []
let drop: () => Promise<void>

async function startApi(config: PlatformConfig): Promise<void> {
  @Module({ imports: [PlatformModule.with({ service: 'api', config, entities: [], clock }), PortsModule, RealtimeModule, PresenceModule] })
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
})
beforeEach(() => {
  hiddenFrom.clear()
  for (const [name, principal] of [
    ['王敏', person('reviewer', 'hotline-centre')],
    ['李强', person('handler', TOWNSHIP)],
    ['陌生人', person('handler', 'township-150502003')],
    ['回访员', person('callback_agent', 'callback-provider')],
  ] as const)
    sessions.set(token(name), { ...principal, userId: `id-of-${name}` as Principal['userId'], displayName: name })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  // Everybody's leaving is written before the next test asks who is there.
  while ((await Promise.all([CASE, OTHER].map((caseId) => peopleIn(caseId)))).some((people) => people.length > 0));
})
afterAll(async () => {
  for (const app of apis) await app.close()
  await drop()
})

const gateway = (process: number): PresenceGateway => {
  const app = apis[process]
  if (app === undefined) throw new Error(`No process ${process}`)
  return app.get(PresenceGateway)
}
/** What the shared book says, read by the first process. */
const peopleIn = (caseId: string): Promise<Presence['people']> =>
  (gateway(0) as unknown as { book: { people: (id: string) => Promise<Presence['people']> } }).book.people(caseId)

type Screen = { readonly socket: Socket; readonly heard: Presence[]; readonly open: (caseId?: unknown) => void; readonly close: (caseId?: string) => void; readonly shows: (...names: string[]) => Promise<Presence> }

/** Signed in on the process of that number. `shows` resolves when the last word was of exactly these people. */
async function screenOf(name: string, process = 0): Promise<Screen> {
  const socket = io(urls[process] ?? '', {
    path: SOCKET_PATH, transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie: `${SESSION_COOKIE}=${token(name)}` },
  })
  sockets.push(socket)
  const heard: Presence[] = []
  let check = (): void => undefined
  socket.on(PRESENCE.people, (word: unknown) => {
    heard.push(presenceSchema.parse(word))
    check()
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return {
    socket,
    heard,
    open: (caseId = CASE) => {
      // Nobody comes at the same moment as another.
      clock.advance(1)
      socket.emit(PRESENCE.open, { caseId })
    },
    close: (caseId = CASE) => void socket.emit(PRESENCE.close, { caseId }),
    shows: (...names) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${names.join()} not shown, but ${JSON.stringify(heard.at(-1)?.people.map((one) => one.name))} of ${heard.length}`)), 8_000)
        check = () => {
          const last = heard.at(-1)
          if (last !== undefined && JSON.stringify(last.people.map((one) => one.name)) === JSON.stringify(names)) {
            clearTimeout(late)
            resolve(last)
          }
        }
        check()
      }),
  }
}

describe('two people on one case', () => {
  it('see each other with name, role and unit, whichever process they are on, and see each other leave', async () => {
    const [one, two] = [await screenOf('王敏', 0), await screenOf('李强', 1)]
    one.open()
    await one.shows('王敏')
    clock.advance(29_999)
    two.open()
    const presence = await one.shows('王敏', '李强')
    await two.shows('王敏', '李强')
    expect(presence.caseId).toBe(CASE)
    expect(presence.people).toMatchObject([
      { id: 'id-of-王敏', roleZh: '审核员', unitName: null },
      { id: 'id-of-李强', roleZh: '承办人', unitName: '大沁他拉镇' },
    ])
    expect(Date.parse(presence.people[1]?.since ?? '') - Date.parse(presence.people[0]?.since ?? '')).toBe(30_000)
    two.close()
    await one.shows('王敏')
    two.open()
    await one.shows('王敏', '李强')
    two.socket.close()
    await one.shows('王敏')
  })

  it('are told of once each, however many screens they have', async () => {
    const [one, again, other] = [await screenOf('王敏', 0), await screenOf('王敏', 1), await screenOf('李强', 0)]
    one.open()
    await one.shows('王敏')
    again.open()
    await again.shows('王敏')
    other.open()
    await other.shows('王敏', '李强')
    one.socket.close()
    const before = other.heard.length
    again.close()
    await other.shows('李强')
    expect(other.heard.slice(0, before).every(({ people }) => people.length <= 2)).toBe(true)
  })

  it('hear nothing of other cases', async () => {
    const [one, two] = [await screenOf('王敏'), await screenOf('李强')]
    one.open(CASE)
    two.open(OTHER)
    await Promise.all([one.shows('王敏'), two.shows('李强')])
    expect([one.heard, two.heard].map((words) => [...new Set(words.map(({ caseId }) => caseId))])).toEqual([[CASE], [OTHER]])
  })
})

describe('who may not', () => {
  it('see the case hears nothing of who is on it and is not seen there', async () => {
    hiddenFrom.add('id-of-陌生人')
    const [stranger, one] = [await screenOf('陌生人'), await screenOf('王敏')]
    stranger.open()
    one.open()
    await one.shows('王敏')
    const two = await screenOf('李强')
    two.open()
    await one.shows('王敏', '李强')
    expect(stranger.heard).toEqual([])
  })

  it('be known to handlers, the callback agent, is neither listed nor told', async () => {
    const [agent, one] = [await screenOf('回访员'), await screenOf('李强', 1)]
    agent.open()
    one.open()
    await one.shows('李强')
    expect([agent.heard, (await peopleIn(CASE)).map(({ name }) => name)]).toEqual([[], ['李强']])
  })

  it('see it any longer is taken off at the next recheck', async () => {
    const [one, two] = [await screenOf('王敏', 0), await screenOf('李强', 1)]
    one.open()
    two.open()
    await Promise.all([one, two].map(async (screen) => {
      while (new Set(screen.heard.at(-1)?.people.map(({ name }) => name)).size < 2) await new Promise<void>((resolve) => screen.socket.once(PRESENCE.people, () => resolve()))
    }))
    hiddenFrom.add('id-of-李强')
    await gateway(1).recheck()
    await one.shows('王敏')
    const before = two.heard.length
    one.close()
    one.open()
    await one.shows('王敏')
    expect(two.heard.length).toBe(before)
  })

  it('speak properly is not heard, and who does not stop is shut out', async () => {
    const one = await screenOf('王敏')
    for (const word of [undefined, null, 'x', 7, [], { caseId: 'x' }, { caseId: CASE, more: 1 }]) one.socket.emit(PRESENCE.open, word)
    one.open()
    await one.shows('王敏')
    const gone = new Promise<string>((resolve) => one.socket.on('disconnect', resolve))
    for (let word = 0; word < 40; word += 1) one.socket.emit(PRESENCE.open, { caseId: CASE })
    expect(await gone).toBe('io server disconnect')
    const many = await screenOf('李强')
    for (let n = 0; n < 9; n += 1) many.open(`0197a000-0000-7000-8000-00000000001${n}`)
    many.close('0197a000-0000-7000-8000-000000000010')
    many.open(CASE)
    await many.shows('李强')
    expect(new Set(many.heard.map(({ caseId }) => caseId)).size).toBeLessThanOrEqual(6)
  })
})

describe('a beat', () => {
  it('keeps those who are there, and drops whom a dead process left behind', async () => {
    const [one, two] = [await screenOf('王敏', 0), await screenOf('李强', 1)]
    one.open()
    await one.shows('王敏')
    two.open()
    await one.shows('王敏', '李强')
    clock.advance(40_000)
    await gateway(0).beat()
    clock.advance(10_000)
    // The second process has given no sign for 50 seconds.
    await gateway(0).beat()
    await one.shows('王敏')
    // It was only slow: its next sign puts its screen back.
    await gateway(1).beat()
    await two.shows('王敏', '李强')
    await gateway(0).beat()
    await one.shows('王敏', '李强')
  })

  it('says nothing when nothing has changed', async () => {
    const one = await screenOf('王敏')
    one.open()
    await one.shows('王敏')
    const before = one.heard.length
    for (let beat = 0; beat < 3; beat += 1) await gateway(0).beat()
    one.close()
    one.open()
    await one.shows('王敏')
    expect(one.heard.length - before).toBeLessThanOrEqual(2)
  })

  it('outlives the recheck of a person’s rooms, which knows nothing of it', async () => {
    const [one, two] = [await screenOf('王敏'), await screenOf('李强')]
    one.open()
    await one.shows('王敏')
    await apis[0]?.get(CaseHintsGateway).recheck()
    two.open()
    await one.shows('王敏', '李强')
  })
})
