import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DEFAULT_ROLES, type RoleId } from '@tongban/access/contract'
import { AuditTrailStore } from '@tongban/audit/server'
import { DAY_MS, idOf, MINUTE_MS } from '@tongban/kernel/core'
import { OrgSnapshot } from '@tongban/org/domain'
import {
  createLogger, createRequestRedis, Database, FieldCipher, ignoreConnectionErrors, Metrics, pgTypes, SystemClock, TimeOrderedIdGen,
  type RequestRedis,
} from '@tongban/platform/server'
import { cloneDatabase, FakeClock, testConfig } from '@tongban/testing/server'
import { DataSource } from 'typeorm'
import { AccessSweeper } from '../access-sweeper.js'
import { CachedUserNames } from '../cached-user-names.js'
import { MachinePrincipal } from '../machine-principal.js'
import { PasswordHasher } from '../password-hasher.js'
import { AccountStore } from '../persistence/account.store.js'
import { RolesSeed } from '../persistence/roles.seed.js'
import { SessionCache, type ResolvedSession } from '../persistence/session-cache.js'
import { SessionStore } from '../persistence/session.store.js'
import { SignInStore } from '../persistence/sign-in.store.js'
import { ProvisionUser, type UserProvision } from './provision-user.use-case.js'

const CITY = '150500'
const machine = new MachinePrincipal().principal()
const ids = new TimeOrderedIdGen(new SystemClock())
const clock = new FakeClock()
const org = new OrgSnapshot(
  [{ code: idOf(CITY), parentCode: null, level: 'city', kind: 'city', name: '通辽市' }],
  [
    {
      id: idOf('hotline-centre'), name: '热线中心', shortName: '热线', kind: 'hotline_centre', level: 'city', divisionCode: idOf(CITY),
      functionCode: null, parentId: null, peerClass: null,
    },
  ],
)

let database: Database
let redis: RequestRedis
let prefix: string
let cache: SessionCache
let accounts: AccountStore
let sessions: SessionStore
let users: ProvisionUser
let end: () => Promise<void>

beforeAll(async () => {
  const clone = await cloneDatabase()
  const config = await testConfig(clone.url)
  prefix = config.redisPrefix
  const source = await new DataSource({ type: 'postgres', url: clone.url, poolSize: 8, extra: { types: pgTypes } }).initialize()
  database = new Database(source, new Metrics())
  redis = { client: ignoreConnectionErrors(createRequestRedis(config.redisUrl)) }
  if (redis.client.status !== 'ready') await new Promise((resolve) => redis.client.once('ready', resolve))
  cache = new SessionCache(redis, clock, config, createLogger('test', 'silent'))
  accounts = new AccountStore(database, CITY)
  sessions = new SessionStore(database, CITY)
  const audit = new AuditTrailStore(database, CITY)
  users = new ProvisionUser({ database, accounts, sessions, cache, cityCode: CITY }, new PasswordHasher(), org, audit, clock, ids)
  await database.transaction((tx) => new RolesSeed().load(tx, CITY))
  end = async () => {
    redis.client.disconnect()
    await source.destroy()
    await clone.drop()
  }
})

afterAll(() => end())

const provision = (input: Partial<UserProvision>) =>
  users.execute(
    { userName: 'somebody', displayName: '某某', unitId: 'hotline-centre', roles: ['operator'], password: 'tongliao-12345', ...input },
    machine,
  )

describe('provisioning a user', () => {
  it('creates it once, and changes nothing when it is said again', async () => {
    const first = await provision({ userName: 'Again' })
    expect(first).toMatchObject({ ok: true, value: { outcome: 'created' } })
    const before = await accounts.find('again')
    expect(await provision({ userName: 'again' })).toMatchObject({ ok: true, value: { outcome: 'unchanged' } })
    expect(await provision({ userName: 'again', password: undefined })).toMatchObject({ ok: true, value: { outcome: 'unchanged' } })
    expect(await accounts.find('again')).toEqual(before)
    const entries = await database.query('SELECT action FROM audit_entry WHERE subject_id = $1', [before?.id])
    expect(entries).toEqual([{ action: 'user.create' }])
  })

  it('changes what differs, and says so in the audit log', async () => {
    const created = await provision({ userName: 'changing' })
    const updated = await provision({ userName: 'changing', displayName: '别名', roles: ['reviewer', 'assessor'], outsourced: true })
    expect(updated).toMatchObject({ ok: true, value: { outcome: 'updated' } })
    expect(await accounts.find('changing')).toMatchObject({ displayName: '别名', roles: ['assessor', 'reviewer'], outsourced: true })
    const userId = created.ok ? created.value.userId : ''
    const entries = `SELECT actor_id, detail FROM audit_entry WHERE subject_id = $1 AND action = 'user.update'`
    const [entry] = await database.query(entries, [userId])
    expect(entry).toMatchObject({ actor_id: 'system', detail: { changes: 'displayName outsourced roles', roles: 'assessor reviewer' } })
  })

  it('keeps the password when none is given, and takes another when one is', async () => {
    const hasher = new PasswordHasher()
    await provision({ userName: 'secretive' })
    await provision({ userName: 'secretive', password: undefined, displayName: '他' })
    expect(await hasher.matches((await accounts.find('secretive'))?.passwordHash ?? null, 'tongliao-12345')).toBe(true)
    await provision({ userName: 'secretive', password: 'another-12345' })
    expect(await hasher.matches((await accounts.find('secretive'))?.passwordHash ?? null, 'another-12345')).toBe(true)
  })

  it('lets an administrator become another of the three in one step', async () => {
    expect(await provision({ userName: 'admin', roles: ['system_admin'] })).toMatchObject({ ok: true })
    expect(await provision({ userName: 'admin', roles: ['audit_admin'] })).toMatchObject({ ok: true, value: { outcome: 'updated' } })
  })

  it.each<[string, Partial<UserProvision>]>([
    ['ADMINISTRATORS_EXCLUSIVE', { roles: ['system_admin', 'audit_admin'] }],
    ['ROLE_NOT_ASSIGNABLE', { roles: ['system'] }],
    ['ACCOUNT_UNIT_UNKNOWN', { unitId: 'township-999999999' }],
    ['PASSWORD_TOO_SHORT', { password: '1234567' }],
    ['PASSWORD_MISSING', { password: undefined }],
    ['USER_NAME_INVALID', { userName: '张三' }],
    ['USER_NAME_INVALID', { userName: 'x' }],
  ])('refuses with %s and writes nothing for %j', async (code, input) => {
    expect(await provision({ userName: 'refused', ...input })).toMatchObject({ ok: false, refusal: { code } })
    expect(await accounts.find('refused')).toBeNull()
  })

  it('makes one account when many ask for the same name at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => provision({ userName: 'crowded' })))
    expect(results.filter((result) => result.ok && result.value.outcome === 'created')).toHaveLength(1)
    for (const result of results) expect(result.ok || result.refusal.code === 'CONFLICT').toBe(true)
    expect(await database.query(`SELECT count(*) AS n FROM access_user WHERE user_name = 'crowded'`)).toEqual([{ n: 1 }])
  })
})

describe('the database itself', () => {
  it('lets nobody hold two of the three administrators', async () => {
    const created = await provision({ userName: 'one-of-three', roles: ['security_admin'] })
    const userId = created.ok ? created.value.userId : ''
    const insert = 'INSERT INTO access_user_role (city_code, user_id, role_id) VALUES ($1, $2, $3)'
    const give = (role: RoleId) => database.query(insert, [CITY, userId, role])
    await expect(give('audit_admin')).rejects.toThrow('access_user_one_administrator')
    await expect(give('system')).rejects.toThrow('access_user_role_role_id_check')
    await give('supervisor')
  })
})

describe('the shipped roles', () => {
  const load = () => database.transaction((tx) => new RolesSeed().load(tx, CITY))
  const permissionsOf = async (role: RoleId) => {
    const granted = 'SELECT permission FROM access_role_permission WHERE role_id = $1 AND granted'
    const rows = await database.query<{ permission: string }>(granted, [role])
    return rows.map((row) => row.permission).sort()
  }

  it('are loaded whole, and a second time not at all', async () => {
    for (const role of DEFAULT_ROLES) expect(await permissionsOf(role.id)).toEqual([...new Set<string>(role.permissions)].sort())
    expect(await load()).toBe(0)
  })

  it('do not bring back what an administrator took away, nor change what one has renamed, but bring what is new', async () => {
    await database.query(`UPDATE access_role_permission SET granted = false WHERE role_id = 'leader' AND permission = 'board.read'`)
    await database.query(`UPDATE access_role SET zh = '市领导' WHERE id = 'leader'`)
    await database.query(`DELETE FROM access_role_permission WHERE role_id = 'leader' AND permission = 'measures.read'`)
    expect(await load()).toBe(1)
    expect(await permissionsOf('leader')).not.toContain('board.read')
    expect(await permissionsOf('leader')).toContain('measures.read')
    expect(await database.query(`SELECT zh FROM access_role WHERE id = 'leader'`)).toEqual([{ zh: '市领导' }])
  })
})

describe('names of people', () => {
  it('come in one query for many, and are not asked for again within a minute', async () => {
    const metrics = new Metrics()
    const counted = new Database(database.dataSource, metrics)
    const names = new CachedUserNames(new AccountStore(counted, CITY), clock)
    const created = await Promise.all(['甲', '乙'].map((displayName, index) => provision({ userName: `named${index}`, displayName })))
    const userIds = created.map((result) => (result.ok ? result.value.userId : ''))
    const trips = async () => (await metrics.roundTrips.get()).values[0]?.value ?? 0
    const stranger = ids.next()
    expect(Object.fromEntries(await names.namesOf([...userIds, 'system', stranger, 'no-id-at-all']))).toEqual({
      [userIds[0] ?? '']: '甲', [userIds[1] ?? '']: '乙', system: '系统',
    })
    expect(await trips()).toBe(1)
    await names.namesOf(userIds)
    expect(await trips()).toBe(1)
    clock.advance(MINUTE_MS)
    await names.namesOf(userIds)
    expect(await trips()).toBe(2)
  })
})

describe('the session cache', () => {
  const resolved = (): ResolvedSession => ({ sessionId: ids.next(), csrfToken: 'csrf', endsAt: idOfLater(), principal: machine })
  const idOfLater = () => new FakeClock('2027-01-01T00:00:00+08:00').now()

  it('gives back what it was given', async () => {
    const session = resolved()
    await cache.keep('token-a', session)
    expect(await cache.find('token-a')).toEqual(session)
  })

  it('does not let a slow look-up bring a revoked session back', async () => {
    await cache.keep('token-b', resolved())
    await cache.revoke(['token-b'])
    await cache.keep('token-b', resolved())
    expect(await cache.find('token-b')).toBeNull()
  })

  it('takes what it cannot read for nothing', async () => {
    await cache.keep('token-c', resolved())
    const keys = await redis.client.keys(`${prefix}:*token-c`)
    expect(keys).toHaveLength(1)
    await redis.client.set(keys[0] ?? '', '{"half": ')
    expect(await cache.find('token-c')).toBeUndefined()
  })
})

describe('the sweeper', () => {
  it('drops sessions half a year after their end and wrong passwords after a day, and nothing younger', async () => {
    const cipher = new FieldCipher(Buffer.alloc(32, 7))
    const names = new SignInStore(database, cipher, CITY)
    const created = await provision({ userName: 'swept' })
    const session = { userId: created.ok ? created.value.userId : '', csrfToken: 'x', remoteAddress: '10.0.0.1', userAgent: 'test' }
    await database.transaction((tx) => sessions.insert(tx, { ...session, id: ids.next(), token: 'old-token', createdAt: clock.now() }))
    await database.transaction((tx) => names.countFailure(tx, 'somebody-typed', clock.now()))
    const sweeper = new AccessSweeper(sessions, names, clock)
    expect(await sweeper.sweep()).toBe(0)
    clock.advance(2 * DAY_MS)
    expect(await sweeper.sweep()).toBe(1)
    clock.advance(180 * DAY_MS)
    expect(await sweeper.sweep()).toBe(1)
    expect(await sweeper.sweep()).toBe(0)
  })
})
