import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { defineEndpoint } from '@tongban/kernel/contract'
import { fakeApi, refusal, type FakeApi } from '../testing/fake-api.js'
import { apiConnection } from './api-connection.js'
import { ApiProblem } from './api-problem.js'
import { call } from './call.js'

const readThing = defineEndpoint({
  name: 'readThing',
  method: 'GET',
  path: '/things/:id',
  permission: 'public',
  tag: 'test',
  summary: '',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ status: z.array(z.string()).optional(), q: z.string().optional() }),
  response: z.object({ id: z.string() }),
})
const makeThing = defineEndpoint({
  name: 'makeThing',
  method: 'POST',
  path: '/things',
  permission: 'public',
  tag: 'test',
  summary: '',
  idempotent: true,
  body: z.strictObject({ name: z.string() }),
  response: z.object({ id: z.string() }),
})

let api: FakeApi
const failure = async (promise: Promise<unknown>): Promise<ApiProblem> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ApiProblem) return error
  throw new Error(`expected an ApiProblem, got ${String(error)}`)
}

beforeEach(() => {
  apiConnection.setCsrfToken('token-1')
})
afterEach(() => {
  api.restore()
  apiConnection.setCsrfToken(null)
  apiConnection.setRenew(null)
})

describe('call', () => {
  it('fills the path, joins lists with commas and leaves empty filters out', async () => {
    api = fakeApi([{ endpoint: readThing, answer: ({ params, query }) => ({ id: params.id, query }) }])
    const answer = await call(readThing, { params: { id: 'a/b' }, query: { status: ['x', 'y'], q: '' } })
    expect(answer).toEqual({ id: 'a/b', query: { status: 'x,y' } })
  })

  it('sends the session token with every change, and one idempotency key that the caller may choose', async () => {
    api = fakeApi([{ endpoint: makeThing, answer: () => ({ id: '1' }) }])
    await call(makeThing, { body: { name: 'n' }, idempotencyKey: 'key-1' })
    await call(makeThing, { body: { name: 'n' } })
    const [first, second] = api.requests
    expect(first?.headers).toMatchObject({ 'x-csrf-token': 'token-1', 'idempotency-key': 'key-1', 'content-type': 'application/json' })
    expect(second?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('turns a problem document into an ApiProblem that names each field', async () => {
    api = fakeApi([
      {
        endpoint: makeThing,
        answer: () =>
          refusal({
            status: 400,
            code: 'INPUT_INVALID',
            detail: '填写的内容有 1 处不符合要求',
            errors: [{ field: '/caller/phone', rule: 'custom', message: '电话号码不对' }],
          }),
      },
    ])
    const problem = await failure(call(makeThing, { body: { name: '' } }))
    expect(problem).toMatchObject({ code: 'INPUT_INVALID', status: 400, traceId: 'trace-test', isTransient: false })
    expect(problem.fieldError('caller.phone')).toBe('电话号码不对')
  })

  it('tells the page that nobody is signed in, but not when a password was wrong', async () => {
    const answers = [
      refusal({ status: 401, code: 'CREDENTIALS_WRONG', detail: '' }),
      refusal({ status: 401, code: 'NOT_SIGNED_IN', detail: '' }),
    ]
    api = fakeApi([{ endpoint: makeThing, answer: () => answers.shift() }])
    let heard = 0
    const stop = apiConnection.onSignedOut(() => heard++)
    await failure(call(makeThing, { body: { name: '' } }))
    expect(heard).toBe(0)
    await failure(call(makeThing, { body: { name: '' } }))
    expect(heard).toBe(1)
    stop()
  })

  it('renews a stale session token once and sends the same request again', async () => {
    api = fakeApi([
      {
        endpoint: makeThing,
        answer: ({ headers }) =>
          headers['x-csrf-token'] === 'token-2' ? { id: '1' } : refusal({ status: 403, code: 'CSRF_TOKEN_WRONG', detail: '' }),
      },
    ])
    apiConnection.setRenew(async () => apiConnection.setCsrfToken('token-2'))
    expect(await call(makeThing, { body: { name: '' } })).toEqual({ id: '1' })
    expect(new Set(api.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  it('says that the server cannot be reached, and that a gateway answered in its place', async () => {
    api = fakeApi([{ endpoint: makeThing, answer: () => new Response('<html>bad gateway</html>', { status: 502 }) }])
    expect(await failure(call(makeThing, { body: { name: '' } }))).toMatchObject({ status: 502, isTransient: true })
    globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'))
    expect(await failure(call(makeThing, { body: { name: '' } }))).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      status: 0,
      isTransient: true,
    })
  })
})
