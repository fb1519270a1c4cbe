import { describe, expect, it } from '@jest/globals'
import { idempotencyOf } from './idempotency.js'

const of = (request: unknown, { user = 'user-1', endpoint = 'fileCase', key = 'key-1' } = {}) => idempotencyOf(user, endpoint, key, request)

describe('the idempotency of a request', () => {
  it('is none without a key', () => {
    expect(idempotencyOf('user-1', 'fileCase', null, { a: 1 })).toBeNull()
  })

  it('belongs to one person and one endpoint', () => {
    expect(of({})).toMatchObject({ scope: 'user-1:fileCase', key: 'key-1' })
    expect(of({}, { user: 'user-2' })?.scope).not.toBe(of({})?.scope)
    expect(of({}, { endpoint: 'dispatchCase' })?.scope).not.toBe(of({})?.scope)
  })

  it('knows the same request whatever the order of its fields', () => {
    expect(of({ a: 1, b: { c: [1, 2], d: null } })).toEqual(of({ b: { d: null, c: [1, 2] }, a: 1 }))
  })

  it('tells another request by its hash', () => {
    expect(of({ a: [1, 2] })?.bodyHash).not.toBe(of({ a: [2, 1] })?.bodyHash)
    expect(of({ params: { caseId: 'x' }, body: {} })?.bodyHash).not.toBe(of({ params: { caseId: 'y' }, body: {} })?.bodyHash)
  })

  it('hashes as it always has: keys stored before an update still answer', () => {
    expect(of({ caseId: 'x', body: { reason: '属地职责' } })?.bodyHash).toBe('190987a42540d58d62cde7e01d1ff656264dcac9037d812dcb37bca2738f7cc0')
  })
})
