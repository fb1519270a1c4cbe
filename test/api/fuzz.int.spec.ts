import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CASE_ENDPOINTS } from '@tongban/case/contract'
import { CITIZEN_ENDPOINTS, openCitizenSession, requestCitizenCode } from '@tongban/citizen/contract'
import { MessageSender } from '@tongban/citizen/server'
import { readCaseClocks } from '@tongban/deadline/contract'
import type { Endpoint } from '@tongban/kernel/contract'
import { instant } from '@tongban/kernel/core'
import { cursorOf } from '@tongban/platform/server'
import fc from 'fast-check'
import { ALL_ENDPOINTS } from '../../apps/api/endpoints.js'
import { refusalsOf } from '../../apps/api/openapi.js'
import type { Answer, SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, dutyOf, ELSEWHERE, file, NOBODY, photo } from './support/calls.js'
import { everyRole, type RolePerson } from './support/people.js'
import { problemFaults } from './support/problems.js'
import { requestArbitrary, textOf, wellFormed, type FuzzedRequest, type Pool } from './support/request-arbitrary.js'
import { soundRequests, thingsBesideCases, type SoundRequests } from './support/sound-requests.js'

const RUNS = Number(process.env.FUZZ_RUNS ?? 100)
const SEED = Number(process.env.FUZZ_SEED ?? 20261121)

/** Stored in clear nowhere, so no answer but a reveal may hold it. */
const SECRET = { phone: '13904751357', name: '呼斯楞格日乐' }

let system: System
let people: RolePerson[]
let pool: Pool
let sound: SoundRequests

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  people = await everyRole(system)
  pool = await fillPool()
  sound = await soundRequests(as, pool)
  await openForCitizens()
})
afterAll(() => system.stop())

const as = (role: RolePerson['role']): SignedIn => {
  const found = people.find((item) => item.role === role)
  if (!found) throw new Error(role)
  return found.person
}

/** Cases in several states, so that requests meet something. */
async function fillPool(): Promise<Pool> {
  const operator = as('operator')
  const township = as('handler')
  const caseIds: string[] = []
  for (const changes of [
    {},
    {},
    {},
    {},
    { placeText: ELSEWHERE },
    { placeText: '', description: '不知道在哪里的一件事情，说不清楚地点。' },
    { disposition: { kind: 'answer', answer: '已当场答复' } as const },
  ]) {
    caseIds.push((await file(operator, { ...changes, caller: SECRET })).caseId)
  }
  const assignmentId = [
    await answerFor(township, caseIds[0] ?? ''),
    await dutyOf(township, caseIds[1] ?? ''),
    await dutyOf(township, caseIds[2] ?? ''),
  ]
  const forCallback = await answerFor(township, caseIds[3] ?? '')
  await as('reviewer').send('POST', `/cases/${caseIds[3] ?? ''}/review`, { body: { verdict: 'pass' } })
  await system.runtime.settle()
  const clocks = await as('supervisor').call(readCaseClocks, { params: { caseId: caseIds[1] ?? '' } })
  const attachmentId = [await photo(operator), await photo(township)]
  return {
    ...(await thingsBesideCases(as, caseIds)),
    caseId: caseIds,
    caseIds,
    assignmentId: [...assignmentId, forCallback],
    clockId: clocks.body.items.map((clock) => clock.id),
    attachmentId,
    attachmentIds: attachmentId,
    divisionCode: ['150525100', '150525', '150500', '110101', '150525100201'],
    parentCode: ['150525', '150500', '01', '0101'],
    countyCode: ['150525', '110101'],
    townshipCode: ['150525100'],
    categoryCode: ['010105', '01', '999999'],
    leadUnitId: ['township-150525100', 'hotline-centre', 'nobody'],
    unitId: ['township-150525100', 'none'],
    chosenUnitId: ['county-150522-housing', 'nobody'],
    overdue: ['true', '0'],
    ready: ['false', 'yes'],
    channel: ['phone', 'nothing'],
    phone: ['13947500002', '0475-8230000'],
    from: ['2026-11-01T00:00:00+08:00', '2026-11-21T00:00:00Z'],
    to: ['2026-12-01T00:00:00+08:00'],
    userName: ['township1', 'nobody', '大写Name'],
    cursor: [cursorOf(instant(Date.parse('2026-11-21T00:00:00Z')), NOBODY)],
    filedFrom: ['2026-11-01T00:00:00+08:00'],
    filedTo: ['2026-12-01T00:00:00Z'],
    version: ['1'],
    sentence: ['邻居家的羊跑进玉米地里来了', '奈曼旗大沁他拉镇西街', '路灯不亮', '供暖温度不够，晚上只有十五度'],
  }
}

/** Asks as the fuzzer says; a body it cannot write as JSON is sent as it stands. */
function send(endpoint: Endpoint, person: SignedIn, { params, query, body, idempotencyKey }: FuzzedRequest): Promise<Answer<unknown>> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '') || '%20')
  const flat = Object.fromEntries(Object.entries(query).map(([name, value]) => [wellFormed(name), textOf(value)]))
  return person.send(endpoint.method, path, {
    query: flat,
    ...(body === undefined || endpoint.method === 'GET' ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(idempotencyKey === null ? {} : { 'idempotency-key': encodeURIComponent(idempotencyKey) }),
      ...(tokens.has(endpoint.name) ? { authorization: `Bearer ${tokens.get(endpoint.name)}` } : {}),
    },
  })
}

/** What is wrong with an answer, whatever was asked. */
function faultsOf(endpoint: Endpoint, { status, ...answer }: Answer<unknown>): string[] {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const told = endpoint.name !== 'revealCaller' && (text.includes(SECRET.phone) || text.includes(SECRET.name)) ? ['personal data'] : []
  if (status >= 500) return [`${status} ${text.slice(0, 300)}`]
  if (status < 300) {
    const shape =
      endpoint.name === 'readAttachment'
        ? []
        : (endpoint.response.safeParse(answer.body).error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    return [...told, ...(status === endpoint.status ? [] : [`status ${status}`]), ...shape]
  }
  // A path whose parameter cannot even be read is no path of ours.
  const declared = [...refusalsOf(endpoint), ...(endpoint.path.includes(':') ? ['NOT_FOUND'] : [])]
  const undeclared = declared.includes(answer.problem.code) ? [] : [`${answer.problem.code} is not declared`]
  return [...told, ...undeclared, ...problemFaults({ status, ...answer })]
}

/** A citizen's door asks for a session of their own, one case's; each of its actions has a case to itself, so that none ends another's. */
const CITIZENS = CITIZEN_ENDPOINTS.filter(({ path }) => path.startsWith('/citizen/case'))
const tokens = new Map<string, string>()

async function openForCitizens(): Promise<void> {
  for (const [index, { name }] of CITIZENS.entries()) {
    const phone = `1390475${String(2_000 + index)}`
    const { number } = await file(as('operator'), { caller: { phone, name: '白女士' } })
    await as('operator').call(requestCitizenCode, { body: { number, phone } })
    while ((await system.worker.get(MessageSender).sendSome()) > 0);
    const sent = (await readFile(join(system.config.dataDir, 'messages.log'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { phone: string; text: string })
    const code = /验证码 (\d{6})/.exec(sent.findLast((message) => message.phone === phone)?.text ?? '')?.[1] ?? ''
    const opened = await as('operator').call(openCitizenSession, { body: { number, code } })
    expect(opened.status).toBe(201)
    tokens.set(name, opened.body.token)
  }
}

const FUZZED = ALL_ENDPOINTS.filter(({ name }) => !['signIn', 'signOut', 'uploadAttachment'].includes(name))

describe.each(FUZZED.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))('%s', (_, endpoint) => {
  it('answers whatever it is asked, or says in Chinese why not', async () => {
    const able = people
      .filter(({ permissions }) => ['signed_in', 'public'].includes(endpoint.permission) || (permissions as ReadonlySet<string>).has(endpoint.permission))
      .map(({ person }) => person)
    let reached = 0
    await fc.assert(
      fc.asyncProperty(requestArbitrary(endpoint, pool, sound[endpoint.name]), fc.nat(), async (request, pick) => {
        const person = able[pick % able.length]
        if (!person) throw new Error('Nobody may')
        const answer = await send(endpoint, person, request)
        expect(faultsOf(endpoint, answer)).toEqual([])
        if (answer.status !== 400) reached += 1
      }),
      { numRuns: RUNS, seed: SEED },
    )
    // Requests that all fail at the door would try nothing.
    expect(reached).toBeGreaterThan(RUNS / 20)
  })
})

describe('what comes last, because it ends or closes sessions', () => {
  const named = (name: string): Endpoint => ALL_ENDPOINTS.find((endpoint) => endpoint.name === name) ?? fail(name)

  it('an upload that is no file is refused', async () => {
    const endpoint = named('uploadAttachment')
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(
          'multipart/form-data',
          'multipart/form-data; boundary=x',
          'multipart/form-data; boundary=',
          'application/json',
          'text/plain',
        ),
        async (bytes, type) => {
          const answer = await as('operator').send('POST', endpoint.path, {
            body: `--x\r\n${Buffer.from(bytes).toString('latin1')}`,
            headers: { 'content-type': type },
          })
          expect(faultsOf(endpoint, answer)).toEqual([])
          expect(answer.status).toBeGreaterThanOrEqual(400)
        },
      ),
      { numRuns: RUNS, seed: SEED },
    )
  })

  it('signing out and signing in stand any request', async () => {
    const leaving = await system.signIn('operator2')
    for (const endpoint of [named('signOut'), named('signIn')]) {
      await fc.assert(
        fc.asyncProperty(requestArbitrary(endpoint, pool), async (request) => {
          expect(faultsOf(endpoint, await send(endpoint, leaving, request))).toEqual([])
        }),
        { numRuns: 40, seed: SEED },
      )
    }
  })
})

function fail(name: string): never {
  throw new Error(`No ${name} among ${CASE_ENDPOINTS.length} endpoints`)
}
