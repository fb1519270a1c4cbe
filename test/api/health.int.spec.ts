import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { healthSchema } from '@tongban/kernel/contract'
import { HealthCheck } from '@tongban/platform/server'
import type { SignedIn } from '../support/signed-in.js'
import { ask, file } from './support/calls.js'
import { startBehindWires, type WiredSystem } from './support/behind-wires.js'

let system: WiredSystem
let operator: SignedIn

beforeAll(async () => {
  system = await startBehindWires({ autonomous: false })
  operator = await system.signIn('operator1')
})
afterAll(() => system.stop())

const live = () => ask(`${system.address}/health/live`)
const ready = () => ask(`${system.address}/health/ready`)

describe('the process', () => {
  it('is alive and ready, and says so to anybody', async () => {
    expect([(await live()).status, (await live()).body]).toEqual([200, { status: 'ok' }])
    const answer = await ready()
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', checks: { postgres: 'ok', redis: 'ok', accepting: 'ok' } }])
    expect(healthSchema.safeParse(answer.body).success).toBe(true)
  })

  it('tells its measurements to Prometheus, of what was done and of nobody', async () => {
    await file(operator, { caller: { phone: '13948510086', name: '照日格图' } })
    const answer = await ask(`${system.address}/metrics`)
    const text = String(answer.body)
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/plain'])
    expect(text).toMatch(/^# TYPE \w+ (counter|histogram|gauge)$/m)
    for (const line of text.split('\n').filter((row) => row !== ''))
      expect(line).toMatch(/^(# (HELP|TYPE) |[a-zA-Z_:][\w:]*(\{.*\})? -?[\d.e+-]+|[\w:]+(\{.*\})? (NaN|[+-]Inf)$)/)
    expect(text).not.toMatch(/13948510086|照日格图|operator1/)
  })

  it.each([
    ['PostgreSQL', () => system.postgres, { postgres: 'unavailable', redis: 'ok', accepting: 'ok' }],
    ['Redis', () => system.redis, { postgres: 'ok', redis: 'unavailable', accepting: 'ok' }],
  ] as const)('lives on, but is not ready, while %s is cut off, and is ready again by itself', async (_, wire, checks) => {
    await wire().cut()
    expect((await live()).status).toBe(200)
    const answer = await ready()
    expect([answer.status, answer.body]).toEqual([503, { status: 'unavailable', checks }])
    await wire().restore()
    let again = await ready()
    for (let round = 0; round < 400 && again.status !== 200; round += 1) again = await ready()
    expect(again.body).toEqual({ status: 'ok', checks: { postgres: 'ok', redis: 'ok', accepting: 'ok' } })
  })

  it('answers within three seconds even when a store says nothing at all', async () => {
    system.postgres.silence()
    system.redis.silence()
    const begin = performance.now()
    const answer = await ready()
    expect([answer.status, performance.now() - begin < 3_000]).toEqual([503, true])
    expect(answer.body).toMatchObject({ checks: { postgres: 'unavailable', redis: 'unavailable' } })
    await system.postgres.restore()
    await system.redis.restore()
  })

  it('that is draining asks for no more work and finishes what comes', async () => {
    system.api.get(HealthCheck).startDraining()
    const answer = await ready()
    expect([answer.status, answer.body]).toEqual([
      503,
      { status: 'unavailable', checks: { postgres: 'ok', redis: 'ok', accepting: 'unavailable' } },
    ])
    expect((await live()).status).toBe(200)
    expect((await file(operator)).status).toBe('in_progress')
  })
})
