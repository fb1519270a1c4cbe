import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listCases, readInbox } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { FILING } from './support/calls.js'
import { expectBadField } from './support/problems.js'

let system: System
let operator: SignedIn
let township: SignedIn
let supervisor: SignedIn

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  operator = await system.signIn('operator1')
  township = await system.signIn('township1')
  supervisor = await system.signIn('supervisor1')
})
afterAll(() => system.stop())

describe('a query', () => {
  it.each(['0', '-1', '101', '1.5', 'many', ''])('with limit %j is out of range', async (limit) => {
    expectBadField(await operator.send('GET', listCases.path, { query: { limit } }), 'query.limit')
  })

  it.each([
    'x',
    '0',
    'AAAA',
    Buffer.from(`1.${'-'.repeat(36)}`).toString('base64url'),
    Buffer.from('999999999999999.00000000-0000-4000-8000-000000000000').toString('base64url'),
    '',
  ])('with the cursor %j is refused, on every list', async (cursor) => {
    const period = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }
    for (const [person, path, query] of [
      [operator, '/cases', {}],
      [township, readInbox.path, {}],
      [await system.signIn('reviewer1'), '/review-queue', {}],
      [await system.signIn('dispatcher1'), '/dispatch/pool', {}],
      [await system.signIn('callback1'), '/callback-queue', {}],
      [supervisor, '/measures/filed/cases', period],
    ] as const)
      expectBadField(await person.send('GET', path, { query: { ...query, cursor } }), 'query.cursor')
  })

  it.each(['/measures', '/measures/filed/cases'])(
    'of %s wants a period that is not turned round, not empty and not longer than 400 days',
    async (path) => {
      const from = '2026-11-01T00:00:00Z'
      for (const to of ['2026-10-31T00:00:00Z', from, '2027-12-06T00:00:01Z']) {
        const answer = await supervisor.send('GET', path, { query: { from, to } })
        expectBadField(answer, 'query.to')
        expect(answer.problem.detail).toMatch(/结束时间应晚于开始时间|最长 400 天/)
      }
      expect((await supervisor.send('GET', path, { query: { from, to: '2027-12-06T00:00:00Z' } })).status).toBe(200)
    },
  )

  it.each([
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-11-01',
    '2026-11-01T00:00:00',
    '0000-01-01T00:00:00Z',
    '2026-11-01T00:00:00+23:00',
    '2026-11-01T25:00:00Z',
    '1700000000000',
  ])('with the moment %s is refused', async (moment) => {
    expectBadField(await operator.send('GET', listCases.path, { query: { filedFrom: moment } }), 'query.filedFrom')
    expectBadField(await supervisor.send('GET', '/measures', { query: { from: moment, to: '2026-12-01T00:00:00Z' } }), 'query.from')
  })

  it('with a filter nobody knows, or one value twice, is refused', async () => {
    expectBadField(await operator.send('GET', listCases.path, { query: { colour: 'red' } }), 'query.colour', 'unrecognized_keys')
    expectBadField(await operator.send('GET', '/cases?limit=1&limit=2'), 'query.limit')
    expectBadField(await operator.send('GET', '/cases?unitId=a1&unitId=b1'), 'query.unitId')
    expectBadField(await operator.send('GET', '/cases?q=%00%00%00'), 'query.q')
    for (const path of ['/session', '/board', '/review-queue']) {
      const person = await system.signIn('reviewer1')
      expectBadField(await person.send('GET', `${path}?colour=red`), 'query.colour', 'unrecognized_keys')
    }
  })

  it('with percent, underscore and backslash in a search finds them as letters, not as wildcards', async () => {
    const filed = await operator.call(fileCase, { body: { ...FILING, description: '补贴只发了 50%_a\\b 就停了，没有人来解释原因。' } })
    const found = async (q: string): Promise<string[]> =>
      (await operator.call(listCases, { query: { q, limit: 100 } })).body.items.map((item) => item.id)
    expect(await found('50%_a\\b')).toEqual([filed.body.caseId])
    expect(await found('50%%a')).toEqual([])
    expect(await found("'; DROP TABLE case_case; --")).toEqual([])
  })
})
