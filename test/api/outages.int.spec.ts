import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { listCases, readCase, readInbox } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import { readBoard } from '@tongban/reporting/contract'
import type { Answer, SignedIn } from '../support/signed-in.js'
import { ask, command, dutyOf, file, FILING, photo } from './support/calls.js'
import { startBehindWires, type WiredSystem } from './support/behind-wires.js'
import { expectRefused } from './support/problems.js'
import { storedCases } from './support/stored.js'

let system: WiredSystem
let operator: SignedIn
let township: SignedIn
let supervisor: SignedIn

beforeAll(async () => {
  system = await startBehindWires({ autonomous: true })
  ;[operator, township, supervisor] = (await Promise.all(['operator1', 'township1', 'supervisor1'].map((name) => system.signIn(name)))) as [
    SignedIn,
    SignedIn,
    SignedIn,
  ]
})
afterAll(() => system.stop())
afterEach(async () => {
  await system.postgres.restore()
  await system.redis.restore()
})

function expectAway(answer: Answer<unknown>): void {
  expectRefused(answer, 503, 'STORE_UNAVAILABLE')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
}

const ready = (): Promise<Answer<unknown>> => ask(`${system.address}/health/ready`)
const checks = async (): Promise<unknown> => ((await ready()).body as { checks: unknown }).checks

/** Asks until it is so; each round waits for an answer, so nothing spins. */
async function until<T>(what: () => Promise<T>, isSo: (value: T) => boolean, rounds = 400): Promise<T> {
  for (let round = 0; round < rounds; round += 1) {
    const value = await what()
    if (isSo(value)) return value
  }
  throw new Error('It never came')
}

describe('PostgreSQL gone', () => {
  it('is told as 503 with when to come back, by everything that needs it, and nothing is acknowledged', async () => {
    const { caseId } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    const before = await storedCases(system)
    await system.postgres.cut()
    const answers = await Promise.all([
      operator.call(fileCase, { idempotencyKey: 'while-away', body: FILING }),
      operator.call(fileCase, { body: FILING }),
      operator.call(listCases),
      supervisor.call(readBoard),
      township.call(readInbox),
      township.call(readCase, { params: { caseId } }),
      township.call(command('sign'), { params: { assignmentId }, body: {} }),
      operator.send('POST', '/intake/caller-history', { body: { phone: '13947500001' } }),
      township.send('POST', `/cases/${caseId}/caller/reveal`, { body: { reason: '联系诉求人' } }),
      supervisor.send('GET', '/measures?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z'),
      operator.send('DELETE', '/session'),
      ask(`${system.address}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userName: 'operator2', password: 'tongban-2026' }),
      }),
    ])
    for (const answer of answers) expectAway(answer)
    const upload = await photo(operator).then(() => 'taken', String)
    expect(upload).toContain('STORE_UNAVAILABLE')
    expect((await ask(`${system.address}/health/live`)).status).toBe(200)
    expect([(await ready()).status, await checks()]).toEqual([503, { postgres: 'unavailable', redis: 'ok', accepting: 'ok' }])

    await system.postgres.restore()
    expect((await operator.call(listCases)).status).toBe(200)
    expect(await storedCases(system)).toEqual(before)
    expect((await ready()).status).toBe(200)
    const again = await operator.call(fileCase, { idempotencyKey: 'while-away', body: FILING })
    expect([again.status, (await storedCases(system)).cases]).toEqual([201, before.cases + 1])
  })

  it('in the middle of a rush loses nothing that was acknowledged, and a repeat with the same key files nothing twice', async () => {
    const before = await storedCases(system)
    const keys = Array.from({ length: 120 }, (_, index) => `rush-${index}`)
    const filed = (key: string) =>
      operator.call(fileCase, { idempotencyKey: key, body: { ...FILING, description: `高峰时段登记的诉求，编号 ${key}，请尽快处理。` } })
    let answered = 0
    const rush = keys.map(async (key) => {
      const answer = await filed(key)
      answered += 1
      if (answered === 20) await system.postgres.cut()
      return { key, answer }
    })
    const first = await Promise.all(rush)
    const acknowledged = first.filter(({ answer }) => answer.status === 201)
    expect(acknowledged.length).toBeGreaterThanOrEqual(20)
    expect(acknowledged.length).toBeLessThan(keys.length)
    for (const { answer } of first) if (answer.status !== 201) expectAway(answer)

    await system.postgres.restore()
    for (const { key, answer } of first) {
      const again = await filed(key)
      expect(again.status).toBe(201)
      if (answer.status === 201) expect(again.body).toEqual(answer.body)
    }
    expect((await storedCases(system)).cases).toBe(before.cases + keys.length)
  })

  it('silent rather than gone is given up on, and comes back by itself', async () => {
    // Connections that stand idle, so that some requests ask on one that will never answer, and others for a new one.
    await Promise.all(Array.from({ length: 8 }, () => operator.call(listCases)))
    system.postgres.silence()
    const begin = performance.now()
    const asked = [
      ...Array.from({ length: 5 }, () => operator.call(listCases)),
      operator.call(fileCase, { idempotencyKey: 'silent', body: FILING }),
    ]
    expect((await ready()).status).toBe(503)
    for (const answer of await Promise.all(asked)) expectAway(answer)
    expect(performance.now() - begin).toBeLessThan(20_000)
    await system.postgres.restore()
    expect((await until(ready, ({ status }) => status === 200)).status).toBe(200)
    expect((await operator.call(fileCase, { idempotencyKey: 'silent', body: FILING })).status).toBe(201)
  })
})

describe('Redis gone', () => {
  it('stops no filing, no signing and no sign-in; only readiness tells', async () => {
    await system.redis.cut()
    expect([(await ready()).status, await checks()]).toEqual([503, { postgres: 'ok', redis: 'unavailable', accepting: 'ok' }])
    const filed = await operator.call(fileCase, { body: FILING })
    expect(filed.status).toBe(201)
    const { caseId } = filed.body
    expect((await township.call(command('sign'), { params: { assignmentId: await dutyOf(township, caseId) }, body: {} })).status).toBe(200)
    const late = await system.signIn('operator2')
    expect((await late.call(readCase, { params: { caseId } })).body.status).toBe('in_progress')
    expect((await late.send('DELETE', '/session')).status).toBe(200)
    expectRefused(await late.send('GET', '/session'), 401, 'NOT_SIGNED_IN')

    await system.redis.restore()
    await until(ready, ({ status }) => status === 200)
    // What happened meanwhile reaches its listeners: the board counts the case without being told.
    const board = await until(
      () => supervisor.call(readBoard),
      ({ body }) => body.events.some((event) => event.caseId === caseId),
      2_000,
    )
    expect(board.status).toBe(200)
  })

  it('silent rather than gone holds nobody up for long', async () => {
    system.redis.silence()
    const begin = performance.now()
    const filed = await operator.call(fileCase, { body: FILING })
    expect([filed.status, performance.now() - begin < 5_000]).toEqual([201, true])
    expect((await ready()).status).toBe(503)
    await system.redis.restore()
    await until(ready, ({ status }) => status === 200)
  })
})

describe('both gone', () => {
  it('is still an answer, and both coming back is enough', async () => {
    await system.redis.cut()
    await system.postgres.cut()
    expectAway(await operator.call(fileCase, { body: FILING }))
    expectAway(await operator.call(listCases))
    expect(await checks()).toEqual({ postgres: 'unavailable', redis: 'unavailable', accepting: 'ok' })
    await system.postgres.restore()
    await system.redis.restore()
    await until(ready, ({ status }) => status === 200)
    expect((await operator.call(fileCase, { body: FILING })).status).toBe(201)
  })
})
