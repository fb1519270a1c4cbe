import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { person, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { benchSettingsSchema, type BenchSettingsView } from '../../contract/pool-endpoints.js'
import { benchWorld, dispatcher } from './pool-world.spec-support.js'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await benchWorld()
  city = world.first
}, 60_000)
afterAll(() => world.stop())

const ADMIN = person('system_admin', UNITS.hotline)
const read = async (): Promise<BenchSettingsView> => {
  const { body } = await city.call('GET', '/dispatch/bench-settings', dispatcher('wang'))
  expect(benchSettingsSchema.safeParse(body).error).toBeUndefined()
  return body as BenchSettingsView
}
async function write(version: number, claimLeaseSeconds: unknown, reason = '接手太慢'): Promise<{ status: number; body: unknown }> {
  city.actAs(ADMIN)
  const answer = await city.app.inject({ method: 'PUT', url: '/dispatch/bench-settings', payload: { version, claimLeaseSeconds, reason } })
  return { status: answer.statusCode, body: answer.json() }
}

describe('how long a claim lasts', () => {
  it('is five minutes until somebody changes it', async () => {
    expect(await read()).toEqual({ version: 0, claimLeaseSeconds: 300, reason: '', changedBy: null, changedAt: null, history: [] })
  })

  it('is changed on top of the version that was seen, by one of those who do so at once; who, when and why stay', async () => {
    const answers = await Promise.all([write(0, 120), write(0, 180)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const first = (await read()).claimLeaseSeconds
    expect((await write(1, 240, '又太短')).status).toBe(200)
    expect(await read()).toMatchObject({
      version: 2, claimLeaseSeconds: 240, reason: '又太短', changedBy: { id: ADMIN.userId },
      history: [{ version: 2, claimLeaseSeconds: 240 }, { version: 1, claimLeaseSeconds: first, reason: '接手太慢', changedBy: { id: ADMIN.userId } }],
    })
    const inForce = await world.database.query(`SELECT claim_lease_seconds AS seconds, changed_by AS by FROM dispatch_bench_setting`)
    expect(inForce).toEqual([{ seconds: 240, by: ADMIN.userId }])
  })

  it.each<[unknown, string]>([
    [30, '领取时长不能短于 60 秒'],
    [7200, '领取时长不能长于 3600 秒（一小时）'],
    [90.5, '领取时长应为整数（秒）'],
  ])('is never %s seconds: the refusal names field and rule', async (seconds, message) => {
    const { status, body } = await write(2, seconds)
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('claimLeaseSeconds')])
    expect(JSON.stringify(body)).toContain(message)
  })

  it('is not changed without a reason', async () => {
    expect((await write(2, 300, ' ')).status).toBe(400)
    expect((await read()).version).toBe(2)
  })
})
