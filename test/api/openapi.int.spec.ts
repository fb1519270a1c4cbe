import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { allRefusals } from '@tongban/kernel/contract'
import { ALL_ENDPOINTS } from '../../apps/api/endpoints.js'
import { startSystem, type System } from '../support/system.js'
import { ask } from './support/calls.js'
import { openApiFaults } from './support/openapi-faults.js'

type Operation = {
  operationId: string
  description: string
  security: Record<string, unknown>[]
  responses: Record<string, { description: string; content: Record<string, unknown> }>
  requestBody?: { content: Record<string, { schema: unknown; example?: unknown }> }
}
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; 'x-refusals': Record<string, { status: number }> }

let system: System
let document: Document

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  const answer = await ask(`${system.address}/api/openapi.json`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  document = answer.body as Document
})
afterAll(() => system.stop())

const operations = (): (readonly [string, Operation])[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  )

describe('the document at /api/openapi.json', () => {
  it('is OpenAPI 3.1', () => {
    expect(openApiFaults(document)).toEqual([])
  })

  it('is judged by a check that finds what is put wrong', () => {
    const [path, item] = Object.entries(document.paths).find(([name]) => name.includes('{caseId}')) ?? ['', {}]
    const [method, operation] = Object.entries(item)[0] ?? ['', undefined]
    const broken = (changes: object) =>
      openApiFaults({ ...document, paths: { ...document.paths, [path]: { ...item, [method]: { ...operation, ...changes } } } })
    expect(openApiFaults({ ...document, openapi: '3.0.0' })).toHaveLength(1)
    expect(broken({ operationId: 'readSession' })).toHaveLength(1)
    expect(broken({ parameters: [] })).toHaveLength(1)
    expect(broken({ responses: { '404': { description: '没有' } } })).toHaveLength(1)
    expect(
      broken({
        responses: { '200': { description: '好', content: { 'application/json': { schema: { $ref: '#/components/schemas/Nothing' } } } } },
      }),
    ).toHaveLength(1)
    expect(
      broken({ requestBody: { content: { 'application/json': { schema: { type: 'text', required: ['a'], properties: {} } } } } }),
    ).toHaveLength(2)
  })

  it('lists exactly the endpoints of the contracts', () => {
    const wanted = ALL_ENDPOINTS.map(({ method, path, name }) => `${method} /api/v1${path.replace(/:(\w+)/g, '{$1}')} ${name}`)
    expect(
      operations()
        .map(([where, { operationId }]) => `${where} ${operationId}`)
        .sort(),
    ).toEqual(wanted.sort())
  })

  it('names the permission of every operation, and the token where something is changed', () => {
    for (const endpoint of ALL_ENDPOINTS) {
      const operation = operations().find(([, { operationId }]) => operationId === endpoint.name)?.[1]
      const wanted = endpoint.permission === 'public' ? [] : endpoint.method === 'GET' ? ['session'] : ['session', 'csrf']
      expect([endpoint.name, Object.keys(operation?.security[0] ?? {})]).toEqual([endpoint.name, wanted])
      if (!['public', 'signed_in'].includes(endpoint.permission)) expect(operation?.description).toContain(endpoint.permission)
    }
  })

  it('tells every refusal under the status it is answered with', () => {
    for (const [where, { responses }] of operations()) {
      for (const [status, { description, content }] of Object.entries(responses)) {
        if (status.startsWith('2')) continue
        expect(Object.keys(content)).toEqual(['application/problem+json'])
        for (const line of description.split('\n')) {
          const code = line.split('：')[0] ?? ''
          expect([where, code, allRefusals().get(code)?.status]).toEqual([where, code, Number(status)])
        }
      }
    }
    expect(Object.keys(document['x-refusals']).sort()).toEqual([...allRefusals().keys()].sort())
  })

  it('tells what the door may answer anywhere: no session, no token, no permission, an idempotency key used before', () => {
    for (const endpoint of ALL_ENDPOINTS) {
      const operation = operations().find(([, { operationId }]) => operationId === endpoint.name)?.[1]
      const told = Object.values(operation?.responses ?? {}).flatMap(({ description }) =>
        description.split('\n').map((line) => line.split('：')[0]),
      )
      const signedIn = endpoint.permission !== 'public'
      const wanted = [
        'INPUT_INVALID',
        'STORE_UNAVAILABLE',
        ...(signedIn ? ['NOT_SIGNED_IN'] : []),
        ...(signedIn && endpoint.permission !== 'signed_in' ? ['PERMISSION_MISSING'] : []),
        ...(endpoint.method === 'GET' ? [] : ['ORIGIN_FORBIDDEN', ...(signedIn ? ['CSRF_TOKEN_WRONG'] : [])]),
        ...(endpoint.idempotent ? ['IDEMPOTENCY_KEY_REUSED'] : []),
      ]
      expect([endpoint.name, told]).toEqual([endpoint.name, expect.arrayContaining(wanted)])
    }
  })

  it('gives examples that its own shapes accept', () => {
    const shown = ALL_ENDPOINTS.filter((endpoint) => endpoint.example !== undefined)
    expect(shown.length).toBeGreaterThan(5)
    for (const endpoint of shown)
      expect([endpoint.name, endpoint.body.safeParse(endpoint.example).error?.issues ?? []]).toEqual([endpoint.name, []])
  })

  it('says of every request body what it may hold', () => {
    for (const [where, { requestBody }] of operations()) {
      for (const { schema } of Object.values(requestBody?.content ?? {}))
        expect([where, JSON.stringify(schema).length > 20]).toEqual([where, true])
    }
  })
})

describe('the page at /api/docs', () => {
  it('loads with every file it names', async () => {
    const page = await ask(`${system.address}/api/docs`)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const files = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(files.length).toBeGreaterThanOrEqual(3)
    for (const file of files) {
      const answer = await ask(new URL(file, `${system.address}/api/docs`).href)
      expect({ file, status: answer.status, long: String(answer.body).length > 50 }).toEqual({ file, status: 200, long: true })
      expect(answer.headers.get('content-type')).toMatch(file.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('runs nothing from elsewhere', async () => {
    const policy = (await ask(`${system.address}/api/docs`)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})
