import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Controller, Get, Global, Module, Post } from '@nestjs/common'
import { APP_GUARD, NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { SystemPrincipal, type Principal, type SessionView } from '@tongban/access/contract'
import { AuditModule, verifyAudit } from '@tongban/audit/server'
import { HOUR_MS, idOf, MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'
import { OrgDirectory, type Division, type Unit } from '@tongban/org/contract'
import { OrgSnapshot } from '@tongban/org/domain'
import {
  Allow, Caller, createLogger, Database, PlatformModule, ProblemFilter, Public, RequestRedis, type PlatformConfig, type RequestContext,
} from '@tongban/platform/server'
import { cloneDatabase, FakeClock, testConfig } from '@tongban/testing/server'
import { AccessModule } from '../access.module.js'
import { RolesSeed } from '../persistence/roles.seed.js'
import { ProvisionUser, type UserProvision } from '../use-cases/provision-user.use-case.js'
import { AccessGuard } from './access.guard.js'

const divisions: Division[] = [
  { code: idOf('150500'), parentCode: null, level: 'city', kind: 'city', name: '通辽市' },
  { code: idOf('150523'), parentCode: idOf('150500'), level: 'county', kind: 'county', name: '开鲁县' },
  { code: idOf('150523101'), parentCode: idOf('150523'), level: 'township', kind: 'town', name: '大榆树镇' },
]
const unit = (id: string, kind: Unit['kind'], divisionCode: string): Unit => ({
  id: idOf(id), name: `${id} 单位`, shortName: id, kind, level: 'city', divisionCode: idOf(divisionCode),
  functionCode: null, parentId: null, peerClass: null,
})
const units = [
  unit('hotline-centre', 'hotline_centre', '150500'),
  unit('county-150523', 'county_coordinator', '150523'),
  unit('township-150523101', 'township', '150523101'),
]

@Global()
@Module({ providers: [{ provide: OrgDirectory, useValue: new OrgSnapshot(divisions, units) }], exports: [OrgDirectory] })
class SmallOrgModule {}

@Controller()
class ProbeController {
  @Public()
  @Get('open')
  open(): string {
    return 'open'
  }

  @Allow('case.review')
  @Get('review')
  review(@Caller() caller: RequestContext<Principal>): unknown {
    const { principal, idempotencyKey } = caller
    return { userId: principal.userId, scope: principal.scope, idempotencyKey, maySign: principal.permissions.has('assignment.sign') }
  }

  @Allow('signed_in')
  @Post('change')
  change(): string {
    return 'changed'
  }

  @Allow('case.teleport')
  @Get('misspelt')
  misspelt(): string {
    return 'never'
  }

  @Get('silent')
  // eslint-disable-next-line tongban/route-guarded -- what the guard does with a route that says nothing is what is tested
  silent(): string {
    return 'never'
  }
}

async function start(config: PlatformConfig, clock: FakeClock): Promise<NestFastifyApplication> {
  @Module({
    imports: [PlatformModule.with({ service: 'test', config, entities: [], clock }), AuditModule, SmallOrgModule, AccessModule],
    controllers: [ProbeController],
    providers: [{ provide: APP_GUARD, useExisting: AccessGuard }],
  })
  class TestApp {}
  const app = await NestFactory.create<NestFastifyApplication>(TestApp, new FastifyAdapter(), { logger: false, abortOnError: false })
  app.setGlobalPrefix('api/v1')
  app.useGlobalFilters(new ProblemFilter(createLogger('test', config.logLevel)))
  await app.init()
  await app.getHttpAdapter().getInstance().ready()
  return app
}

const PASSWORD = 'tongliao-12345'
const clock = new FakeClock()
const drops: (() => Promise<void>)[] = []
let app: NestFastifyApplication
let config: PlatformConfig

type Answer = { statusCode: number; headers: Record<string, unknown>; json: () => Record<string, unknown> }
type Ask = { body?: unknown; token?: string; headers?: Record<string, string>; from?: string }

async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, { body, token, headers, from }: Ask = {}): Promise<Answer> {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    remoteAddress: from ?? '10.0.0.1',
    headers: { host: 'tongban.test', ...(token ? { cookie: `theme=dark; tongban_session=${token}` } : {}), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  return { statusCode: answer.statusCode, headers: answer.headers, json: () => answer.json() }
}

const trySignIn = (userName: string, password = PASSWORD, more: Ask = {}): Promise<Answer> =>
  ask('POST', '/session', { body: { userName, password }, ...more })

async function signIn(userName: string): Promise<{ token: string; csrfToken: string; view: SessionView; cookie: string }> {
  const answer = await trySignIn(userName)
  expect(answer.statusCode).toBe(201)
  const cookie = String(answer.headers['set-cookie'])
  const view = answer.json() as SessionView
  return { token: /tongban_session=([^;]+)/.exec(cookie)?.[1] ?? '', csrfToken: view.csrfToken, view, cookie }
}

async function provision(input: Partial<UserProvision> & { userName: string }): Promise<string> {
  const by = app.get(SystemPrincipal).principal()
  const wanted = { displayName: input.userName, unitId: 'hotline-centre', roles: [], password: PASSWORD, ...input }
  const result = await app.get(ProvisionUser).execute(wanted, by)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value.userId
}

let users = 0
/** An account nobody else in this file touches. */
async function someone(input: Partial<UserProvision> = {}): Promise<string> {
  users += 1
  const userName = `user${users}`
  await provision({ userName, ...input })
  return userName
}

const auditOf = (action: string) =>
  app.get(Database).query<{ actor_id: string; outcome: string; detail: Record<string, unknown>; subject_id: string }>(
    'SELECT actor_id, outcome, detail, subject_id FROM audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1', [action],
  )

beforeAll(async () => {
  const clone = await cloneDatabase()
  drops.push(clone.drop)
  config = await testConfig(clone.url)
  app = await start(config, clock)
  await app.get(Database).transaction((tx) => new RolesSeed().load(tx, config.cityCode))
})

afterEach(() => clock.advance(2 * MINUTE_MS))

afterAll(async () => {
  await app.close()
  for (const drop of drops) await drop()
})

describe('signing in', () => {
  it('gives a session that browser scripts cannot read and other sites cannot use, and a view of who it is', async () => {
    await provision({ userName: 'lead', displayName: '包乌兰', unitId: 'township-150523101', roles: ['unit_lead'] })
    const { cookie, token, view } = await signIn('LEAD')
    expect(cookie).toBe(`tongban_session=${token}; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict`)
    expect(view).toMatchObject({
      userName: 'lead', displayName: '包乌兰', unit: { id: 'township-150523101', name: 'township-150523101 单位', countyCode: '150523' },
      roles: [{ id: 'unit_lead', zh: '承办单位负责人' }], scope: { kind: 'own_unit' }, outsourced: false,
    })
    expect(view.permissions).toContain('assignment.sign')
    expect((await ask('GET', '/session', { token })).json()).toEqual(view)
    const [row] = await app.get(Database).query<{ hashes: string }>('SELECT string_agg(token_hash, \' \') AS hashes FROM access_session')
    expect(row?.hashes).not.toContain(token)
  })

  it('marks the cookie Secure where the public address is https', async () => {
    const userName = await someone()
    const secure = await start(await testConfig(config.databaseUrl, { TONGBAN_PUBLIC_ORIGIN: 'https://12345.example.cn' }), clock)
    const answer = await secure.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { userName, password: PASSWORD },
      headers: { origin: 'https://12345.example.cn', host: 'inside:8012' },
    })
    await secure.close()
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['set-cookie']).toMatch(/; Secure/)
  })

  it('tells an unknown name and a wrong password alike', async () => {
    const userName = await someone()
    const wrong = await trySignIn(userName, 'not-the-password')
    const unknown = await trySignIn('nobody-of-that-name', 'not-the-password')
    for (const answer of [wrong, unknown]) expect(answer).toMatchObject({ statusCode: 401 })
    expect({ ...unknown.json(), traceId: '' }).toEqual({ ...wrong.json(), traceId: '' })
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  it('names every field that is not acceptable', async () => {
    const answer = await ask('POST', '/session', { body: { userName: '', password: 'x'.repeat(201), remember: true } })
    expect(answer.statusCode).toBe(400)
    const errors = answer.json().errors as { field: string }[]
    expect(errors.map((error) => error.field).sort()).toEqual(['body.password', 'body.remember', 'body.userName'])
  })

  it('tells a disabled account only to who knows its password', async () => {
    const userName = await someone({ disabled: true })
    expect((await trySignIn(userName, 'not-the-password')).json().code).toBe('CREDENTIALS_WRONG')
    expect((await trySignIn(userName)).json().code).toBe('ACCOUNT_DISABLED')
  })

  it('stands in the audit log with its session, and so does a refusal without the name typed', async () => {
    const userId = await provision({ userName: 'audited' })
    await signIn('audited')
    const [done] = await auditOf('session.sign_in')
    expect(done).toMatchObject({ actor_id: userId, outcome: 'done', detail: { remoteAddress: '10.0.0.1', reason: null } })
    await trySignIn('my-secret-typed-in-the-wrong-field')
    const [refused] = await auditOf('session.sign_in')
    expect(refused).toMatchObject({ actor_id: 'unknown', outcome: 'refused', detail: { reason: 'wrong' } })
    expect(JSON.stringify(refused)).not.toContain('my-secret')
    expect(await verifyAudit(app.get(Database), config.cityCode)).toMatchObject({ ok: true })
  })
})

describe('wrong passwords', () => {
  it('lock the name after five for fifteen minutes, even for the right password', async () => {
    const userName = await someone()
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await trySignIn(userName, 'wrong-one')).statusCode).toBe(401)
    const locked = await trySignIn(userName)
    expect(locked.statusCode).toBe(429)
    expect(locked.json()).toMatchObject({ code: 'ACCOUNT_LOCKED', params: { minutes: 15 } })
    clock.advance(15 * MINUTE_MS - SECOND_MS)
    expect((await trySignIn(userName)).json()).toMatchObject({ code: 'ACCOUNT_LOCKED', params: { minutes: 1 } })
    clock.advance(SECOND_MS)
    expect((await trySignIn(userName)).statusCode).toBe(201)
  })

  it('lock a name that no account has just the same', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await trySignIn('ghost', 'wrong-one')).statusCode).toBe(401)
    expect((await trySignIn('ghost')).json()).toMatchObject({ code: 'ACCOUNT_LOCKED' })
  })

  it('are forgotten by a right one', async () => {
    const userName = await someone()
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) expect((await trySignIn(userName, 'wrong-one')).statusCode).toBe(401)
      expect((await trySignIn(userName)).statusCode).toBe(201)
    }
  })

  it('count only within fifteen minutes', async () => {
    const userName = await someone()
    for (let attempt = 0; attempt < 4; attempt += 1) await trySignIn(userName, 'wrong-one')
    clock.advance(15 * MINUTE_MS)
    expect((await trySignIn(userName, 'wrong-one')).statusCode).toBe(401)
    expect((await trySignIn(userName)).statusCode).toBe(201)
  })

  it('are all counted when they come at once, and none of a crowd of guesses gets in after the lock', async () => {
    const userName = await someone()
    const guess = (_: unknown, index: number) => trySignIn(userName, `guess-number-${index}`, { from: `10.9.0.${index}` })
    const guesses = await Promise.all(Array.from({ length: 12 }, guess))
    expect(guesses.every((answer) => [401, 429].includes(answer.statusCode))).toBe(true)
    expect((await trySignIn(userName)).json()).toMatchObject({ code: 'ACCOUNT_LOCKED' })
  })
})

describe('an address', () => {
  it('waits after thirty failures a minute, and other addresses do not', async () => {
    const from = '10.1.1.1'
    for (let attempt = 0; attempt < 30; attempt += 1) {
      expect((await trySignIn(`guess-${attempt}`, 'wrong-one', { from })).statusCode).toBe(401)
    }
    const held = await trySignIn('one-more', 'wrong-one', { from })
    expect(held).toMatchObject({ statusCode: 429, headers: { 'retry-after': '60' } })
    expect(held.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect((await trySignIn('one-more', 'wrong-one', { from: '10.1.1.2' })).statusCode).toBe(401)
    clock.advance(MINUTE_MS)
    expect((await trySignIn('one-more', 'wrong-one', { from })).statusCode).toBe(401)
  })

  it('may send a whole shift in at once: sign-ins that succeed do not count', async () => {
    const userName = await someone()
    for (let seat = 0; seat < 40; seat += 1) expect((await trySignIn(userName, PASSWORD, { from: '10.1.1.3' })).statusCode).toBe(201)
  })
})

describe('a session', () => {
  it('ends eight hours after it was last used, and after a day whatever happens', async () => {
    const { token } = await signIn(await someone())
    clock.advance(7 * HOUR_MS)
    expect((await ask('GET', '/session', { token })).statusCode).toBe(200)
    clock.advance(7 * HOUR_MS)
    expect((await ask('GET', '/session', { token })).statusCode).toBe(200)
    clock.advance(8 * HOUR_MS)
    expect((await ask('GET', '/session', { token })).json()).toMatchObject({ code: 'NOT_SIGNED_IN' })
    const busy = await signIn(await someone())
    for (let hours = 6; hours < 24; hours += 6) {
      clock.advance(6 * HOUR_MS)
      expect((await ask('GET', '/session', { token: busy.token })).statusCode).toBe(200)
    }
    clock.advance(6 * HOUR_MS)
    expect((await ask('GET', '/session', { token: busy.token })).statusCode).toBe(401)
  })

  it('ends at once when signed out, on every process, and is taken from the browser', async () => {
    const { token, csrfToken } = await signIn(await someone())
    const other = await start(config, clock)
    const onOther = () => other.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie: `tongban_session=${token}` } })
    expect((await onOther()).statusCode).toBe(200)
    const answer = await ask('DELETE', '/session', { token, headers: { 'x-csrf-token': csrfToken } })
    expect(answer.json()).toEqual({ signedOut: true })
    expect(answer.headers['set-cookie']).toMatch(/^tongban_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict/)
    expect((await ask('GET', '/session', { token })).statusCode).toBe(401)
    expect((await onOther()).statusCode).toBe(401)
    await other.close()
    expect(await auditOf('session.sign_out')).toMatchObject([{ outcome: 'done' }])
  })

  it('ends when its account gets another role, and the new one holds what the role gives', async () => {
    const userName = await someone({ roles: ['handler'], unitId: 'township-150523101' })
    const before = await signIn(userName)
    expect((await ask('GET', '/review', { token: before.token })).statusCode).toBe(403)
    await provision({ userName, roles: ['reviewer'], unitId: 'hotline-centre' })
    expect((await ask('GET', '/review', { token: before.token })).statusCode).toBe(401)
    const after = await signIn(userName)
    expect((await ask('GET', '/review', { token: after.token })).json()).toMatchObject({ scope: { kind: 'city' }, maySign: false })
  })

  it('of a disabled account opens nothing', async () => {
    const userName = await someone({ roles: ['reviewer'] })
    const { token } = await signIn(userName)
    await provision({ userName, roles: ['reviewer'], disabled: true })
    expect((await ask('GET', '/review', { token })).statusCode).toBe(401)
  })
})

describe('a request that changes something', () => {
  it('needs the CSRF token of its own session', async () => {
    const mine = await signIn(await someone())
    const theirs = await signIn(await someone())
    const change = (headers: Record<string, string>) => ask('POST', '/change', { token: mine.token, headers })
    for (const headers of [{}, { 'x-csrf-token': '' }, { 'x-csrf-token': 'guess' }, { 'x-csrf-token': theirs.csrfToken }]) {
      const answer = await change(headers as Record<string, string>)
      expect(answer.statusCode).toBe(403)
      expect(answer.json()).toMatchObject({ code: 'CSRF_TOKEN_WRONG' })
    }
    expect((await change({ 'x-csrf-token': mine.csrfToken })).statusCode).toBe(201)
  })

  it('is refused when a browser sends it from another site', async () => {
    const { token, csrfToken } = await signIn(await someone())
    const change = (origin: string) => ask('POST', '/change', { token, headers: { 'x-csrf-token': csrfToken, origin } })
    for (const origin of ['https://evil.example', 'null', 'http://tongban.test:81', 'http://tongban.test.evil.example']) {
      expect((await change(origin)).json()).toMatchObject({ code: 'ORIGIN_FORBIDDEN' })
    }
    expect((await change('http://tongban.test')).statusCode).toBe(201)
    expect((await trySignIn('anybody', PASSWORD, { headers: { origin: 'https://evil.example' } })).statusCode).toBe(403)
  })
})

describe('the guard', () => {
  it('lets anybody through a public route, with or without a session', async () => {
    expect((await ask('GET', '/open')).statusCode).toBe(200)
    expect((await ask('GET', '/open', { token: 'a'.repeat(43) })).statusCode).toBe(200)
  })

  it('asks for a session elsewhere, and takes no token that it did not give', async () => {
    for (const token of ['', 'a'.repeat(43), 'short', '../../etc']) {
      expect((await ask('GET', '/review', { token })).json()).toMatchObject({ code: 'NOT_SIGNED_IN' })
    }
  })

  it('names the missing permission in the words of the administrator', async () => {
    const { token } = await signIn(await someone({ roles: ['operator'] }))
    const answer = await ask('GET', '/review', { token })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'PERMISSION_MISSING', detail: '您的岗位没有这项权限（审核回复）', params: { permissionId: 'case.review' } })
  })

  it('keeps an outsourced reviewer from reviewing', async () => {
    const { token } = await signIn(await someone({ roles: ['reviewer'], outsourced: true }))
    expect((await ask('GET', '/review', { token })).statusCode).toBe(403)
  })

  it('answers nobody on a route that says nothing, or that asks for what is no permission', async () => {
    const { token } = await signIn(await someone({ roles: ['reviewer'] }))
    expect((await ask('GET', '/silent', { token })).statusCode).toBe(403)
    expect((await ask('GET', '/misspelt', { token })).statusCode).toBe(503)
  })

  it('hands on the idempotency key, and refuses one that is too long', async () => {
    const { token } = await signIn(await someone({ roles: ['reviewer'] }))
    const withKey = (key: string) => ask('GET', '/review', { token, headers: { 'idempotency-key': key } })
    expect((await withKey('k'.repeat(200))).json()).toMatchObject({ idempotencyKey: 'k'.repeat(200) })
    expect((await ask('GET', '/review', { token })).json()).toMatchObject({ idempotencyKey: null })
    const tooLong = await withKey('k'.repeat(201))
    expect(tooLong.statusCode).toBe(400)
    expect(tooLong.json()).toMatchObject({ errors: [{ field: 'header.idempotency-key' }] })
  })
})

describe('while Redis is away', () => {
  it('sessions hold, people sign in and out, and locks still lock', async () => {
    const userName = await someone({ roles: ['reviewer'] })
    const before = await signIn(userName)
    const redis = app.get(RequestRedis).client
    redis.disconnect()
    try {
      expect((await ask('GET', '/review', { token: before.token })).statusCode).toBe(200)
      const during = await signIn(userName)
      expect((await ask('GET', '/review', { token: during.token })).statusCode).toBe(200)
      await ask('DELETE', '/session', { token: during.token, headers: { 'x-csrf-token': during.csrfToken } })
      expect((await ask('GET', '/review', { token: during.token })).statusCode).toBe(401)
      for (let attempt = 0; attempt < 5; attempt += 1) await trySignIn(userName, 'wrong-one')
      expect((await trySignIn(userName)).json()).toMatchObject({ code: 'ACCOUNT_LOCKED' })
    } finally {
      await redis.connect()
    }
    clock.advance(10 * SECOND_MS)
    expect((await ask('GET', '/review', { token: before.token })).statusCode).toBe(200)
    expect(await redis.keys(`${config.redisPrefix}:session:*`)).not.toEqual([])
  })
})
