import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CSRF_HEADER } from '@tongban/access/contract'
import { REQUEST_TAB_PERMISSIONS } from '@tongban/case/contract'
import { CITIZEN_ENDPOINTS } from '@tongban/citizen/contract'
import { allRefusals, type Endpoint } from '@tongban/kernel/contract'
import type { FastifyInstance } from 'fastify'
import { ALL_ENDPOINTS } from '../../apps/api/endpoints.js'
import type { Answer } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { ask, NOBODY } from './support/calls.js'
import { everyRole, type RolePerson } from './support/people.js'
import { expectRefused, problemFaults } from './support/problems.js'

/** What answers beside the contracts: a machine's questions, and the pages that show the contract. */
const BESIDE_THE_CONTRACTS = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/start.js',
  'GET /api/docs/swagger-ui.css',
  'GET /api/docs/swagger-ui-bundle.js',
]

const known: string[] = []
const watchRoutes = (message: unknown): void => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) if (name !== 'HEAD') known.push(`${name} ${url}`)
  })
}

let system: System
let people: RolePerson[]

beforeAll(async () => {
  subscribe('fastify.initialization', watchRoutes)
  system = await startSystem({ autonomous: false })
  unsubscribe('fastify.initialization', watchRoutes)
  people = await everyRole(system)
})
afterAll(() => system.stop())

const routeOf = ({ method, path }: Endpoint): string => `${method} /api/v1${path}`
/** Every parameter is a well-formed id of nothing. */
const nonsensePath = ({ path }: Endpoint): string => path.replace(/:(\w+)/g, (_, name: string) => (name === 'measure' ? 'filed' : NOBODY))
const isOpen = ({ permission }: Endpoint): boolean => permission === 'public'
const CHANGING = ALL_ENDPOINTS.filter((endpoint) => endpoint.method !== 'GET' && !isOpen(endpoint))

/** What an endpoint needs to be judged past its shape, where a shape alone says nothing. */
const QUERY: Readonly<Record<string, Record<string, string>>> = {
  readMeasures: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
  listMeasureCases: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
}

/** What is asked or begun without naming anything that exists. */
const NEEDS_NOTHING = [
  'callerHistory', 'suggestFiling', 'fileCase', 'openIncident', 'previewIncidentCalls', 'previewCalendarChange', 'findDuplicates', 'recordDuplicateChoice', 'claimNext', 'renewClaim',
  'releaseClaim', 'writeBenchSettings', 'startDryRun', 'changeDispatchThreshold', 'openCatalogueDraft', 'resolvePlaceText', 'addGazetteerEntry', 'changeSuggestionSettings', 'startTraining',
  'addUrgencyWording', 'tryUrgencyWordings',
]

/** What the question asked here takes beside the permission of the endpoint. */
const FURTHER: Readonly<Record<string, string>> = { readRequests: REQUEST_TAB_PERMISSIONS.to_rule }
const mayAsk = (endpoint: Endpoint, { permissions }: RolePerson): boolean =>
  [endpoint.permission, FURTHER[endpoint.name] ?? endpoint.permission].every((permission) => (permissions as ReadonlySet<string>).has(permission))

async function asked(endpoint: Endpoint, { person }: RolePerson): Promise<Answer<unknown>> {
  return person.send(endpoint.method, nonsensePath(endpoint), {
    query: QUERY[endpoint.name] ?? {},
    ...(endpoint.method === 'GET' ? {} : { body: endpoint.example ?? {} }),
  })
}

describe('the router', () => {
  it('knows every endpoint of the contracts, and beside them only what is listed here', () => {
    expect([...known].sort()).toEqual([...ALL_ENDPOINTS.map(routeOf), ...BESIDE_THE_CONTRACTS].sort())
  })

  it('answers an address it does not know with a problem', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/v1/cases/%zz',
      `/api/v1/cases/${'x'.repeat(2_000)}`,
      '/api/nothing',
      '/nothing',
      '/..%2f..%2fetc/passwd',
    ]) {
      const answer = await ask(`${system.address}${path}`)
      expect({ path, status: answer.status, faults: problemFaults(answer) }).toEqual({ path, status: expect.any(Number), faults: [] })
      expect([400, 401, 404]).toContain(answer.status)
    }
    expectRefused(await ask(`${system.address}/api/v1/cases`, { method: 'PUT' }), 404, 'NOT_FOUND')
  })
})

describe('without a session', () => {
  it.each(ALL_ENDPOINTS.filter((endpoint) => !isOpen(endpoint)).map((endpoint) => [routeOf(endpoint), endpoint] as const))(
    '%s asks to sign in',
    async (_, endpoint) => {
      const init = {
        method: endpoint.method,
        ...(endpoint.method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
      }
      const url = `${system.address}/api/v1${nonsensePath(endpoint)}`
      expectRefused(await ask(url, init), 401, 'NOT_SIGNED_IN')
      expectRefused(
        await ask(url, { ...init, headers: { ...init.headers, cookie: `tongban_session=${'x'.repeat(43)}` } }),
        401,
        'NOT_SIGNED_IN',
      )
      if (endpoint.method === 'GET') expect((await ask(url, { method: 'HEAD' })).status).toBe(401)
    },
  )

  it('nothing is public but the sign-in, the wall of listed orders, and the citizen’s own door, which asks for a code of its own', () => {
    expect(ALL_ENDPOINTS.filter(isOpen).map((endpoint) => endpoint.name).sort()).toEqual(['signIn', 'listPublicOrders', ...CITIZEN_ENDPOINTS.map(({ name }) => name)].sort())
  })
})

describe('by role', () => {
  it.each(
    ALL_ENDPOINTS.filter(({ permission }) => !['public', 'signed_in'].includes(permission)).map(
      (endpoint) => [routeOf(endpoint), endpoint] as const,
    ),
  )('%s lets in who has the permission, and nobody else', async (_, endpoint) => {
    let letIn = 0
    for (const one of people) {
      const answer = await asked(endpoint, one)
      const allowed = mayAsk(endpoint, one)
      if (!allowed) expectRefused(answer, 403, 'PERMISSION_MISSING')
      else if (answer.status < 300) {
        // Only reading a list, asking what the machine thinks, or beginning something new may succeed on ids of nothing.
        expect({
          role: one.role,
          endpoint: endpoint.name,
          reads: endpoint.method === 'GET' || NEEDS_NOTHING.includes(endpoint.name),
        }).toEqual({ role: one.role, endpoint: endpoint.name, reads: true })
        expect({ role: one.role, shape: endpoint.response.safeParse(answer.body).error?.issues ?? [] }).toEqual({
          role: one.role,
          shape: [],
        })
      } else {
        const refusedFor = [400, 404, 409, 415, 422].includes(answer.status) ? 'what it asks' : answer.problem.code
        expect({ role: one.role, faults: problemFaults(answer), refusedFor }).toEqual({ role: one.role, faults: [], refusedFor: 'what it asks' })
      }
      letIn += allowed ? 1 : 0
    }
    expect(letIn).toBeGreaterThan(0)
    expect(letIn).toBeLessThan(people.length)
  })

  it('every permission of an endpoint is one that some role has', () => {
    const held = new Set<string>(people.flatMap(({ permissions }) => [...permissions]))
    for (const { permission } of ALL_ENDPOINTS) expect(['public', 'signed_in', ...held]).toContain(permission)
  })
})

describe('a request that changes something', () => {
  it.each(CHANGING.map((endpoint) => [routeOf(endpoint), endpoint] as const))(
    '%s is refused without this session’s CSRF token',
    async (_, endpoint) => {
      const able = people.find(
        ({ permissions }) => endpoint.permission === 'signed_in' || (permissions as ReadonlySet<string>).has(endpoint.permission),
      )
      const other = people.find((item) => item !== able)
      if (!able || !other) throw new Error('Nobody may')
      const url = `${system.address}/api/v1${nonsensePath(endpoint)}`
      const headers = { cookie: able.person.cookie, 'content-type': 'application/json' }
      for (const token of [{}, { [CSRF_HEADER]: 'x'.repeat(43) }, { [CSRF_HEADER]: other.person.csrfToken }]) {
        expectRefused(await ask(url, { method: endpoint.method, headers: { ...headers, ...token }, body: '{}' }), 403, 'CSRF_TOKEN_WRONG')
      }
      const abroad = { ...headers, [CSRF_HEADER]: able.person.csrfToken, origin: 'https://example.com' }
      expectRefused(await ask(url, { method: endpoint.method, headers: abroad, body: '{}' }), 403, 'ORIGIN_FORBIDDEN')
    },
  )

  it('from another site may not even sign in', async () => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'null' },
      body: JSON.stringify({ userName: 'operator1', password: 'x' }),
    }
    expectRefused(await ask(`${system.address}/api/v1/session`, init), 403, 'ORIGIN_FORBIDDEN')
  })
})

describe('the session itself', () => {
  it('is read by everybody who has one, and ended by its owner for good', async () => {
    for (const { person } of people) {
      const view = await person.send<{ userId: string }>('GET', '/session')
      expect([view.status, view.body.userId]).toEqual([200, person.userId])
    }
    const leaving = await system.signIn('operator2')
    expect((await leaving.send('DELETE', '/session')).status).toBe(200)
    expectRefused(await leaving.send('GET', '/session'), 401, 'NOT_SIGNED_IN')
  })
})

describe('refusals', () => {
  it('have a status, and a sentence in both languages', () => {
    for (const [code, { status, zh, en }] of allRefusals()) {
      expect({ code, status: status >= 400 && status < 600, zh: /\p{Script=Han}/u.test(zh), en: /^[\x20-\x7e’–]+$/.test(en) }).toEqual({
        code,
        status: true,
        zh: true,
        en: true,
      })
    }
  })

  it('that an endpoint declares exist', () => {
    for (const endpoint of ALL_ENDPOINTS) for (const code of endpoint.refusals) expect([...allRefusals().keys()]).toContain(code)
  })
})
