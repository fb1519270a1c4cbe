import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { COMMAND_ENDPOINTS, mergeCase, readCase } from '@tongban/case/contract'
import { claimCallback, inviteToRate, recordCallbackAttempt } from '@tongban/callback/contract'
import { CITIZEN_ENDPOINTS, citizenCaseSchema, type CitizenCase } from '@tongban/citizen/contract'
import { MessageSender } from '@tongban/citizen/server'
import { fileCase } from '@tongban/intake/contract'
import type { Endpoint } from '@tongban/kernel/contract'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'
import { Database, FieldCipher } from '@tongban/platform/server'
import { FakeClock } from '@tongban/testing/server'
import { openApiDocument } from '../apps/api/openapi.js'
import type { SignedIn } from './support/signed-in.js'
import { startSystem, type System } from './support/system.js'

const clock = new FakeClock('2026-11-18T09:30:00+08:00')
let system: System
let operator: SignedIn
let township: SignedIn
let reviewer: SignedIn
let agent: SignedIn

beforeAll(async () => {
  system = await startSystem({ autonomous: false, clock })
  operator = await system.signIn('operator1')
  township = await system.signIn('township1')
  reviewer = await system.signIn('reviewer1')
  agent = await system.signIn('callback1')
})
afterAll(() => system.stop())
// Minutes of its own, so that no test spends what another may ask for.
let tests = 0
beforeEach(() => {
  clock.set('2026-11-18T09:30:00+08:00')
  clock.advance((tests += 1) * 12 * MINUTE_MS)
})

const command = (name: string): Endpoint => {
  const found = COMMAND_ENDPOINTS.find((item) => item.command.name === name)
  if (!found) throw new Error(`No command ${name}`)
  return found.endpoint
}

let filedCases = 0
/** A call from a number of its own, unless one is given; straight to the township. */
async function filed(phone = `1394751${String((filedCases += 1)).padStart(4, '0')}`, caller: { sealed?: boolean } = {}): Promise<{ caseId: string; number: string; phone: string }> {
  const answer = await operator.call(fileCase, {
    body: {
      caller: { phone, name: '张女士', ...caller }, caseType: 'help', description: '邻居把我家和他家之间的地边子占了两垄，请镇里来人丈量。', placeText: '奈曼旗大沁他拉镇', categoryCode: '010105',
    },
  })
  expect(answer.status).toBe(201)
  return { caseId: answer.body.caseId, number: answer.body.number, phone }
}

type Asked = { status: number; body: Record<string, unknown>; headers: Headers }
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Asked> {
  const response = await fetch(`${system.address}/api/v1/citizen/${path}`, {
    method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers }
}

type Sent = { at: string; id: string; phone: string; text: string }
/** What has been written for the citizens of this city, after the sender has come round. */
async function sent(): Promise<Sent[]> {
  while ((await system.worker.get(MessageSender).sendSome()) > 0);
  const lines = await readFile(join(system.config.dataDir, 'messages.log'), 'utf8').catch(() => '')
  return lines.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Sent)
}
const sentTo = async (phone: string, part = ''): Promise<string[]> => (await sent()).filter((item) => item.phone === phone && item.text.includes(part)).map((item) => item.text)

async function codeFor({ number, phone }: { number: string; phone: string }): Promise<string> {
  expect((await ask('POST', 'codes', { number, phone })).status).toBe(202)
  return /验证码 (\d{6})/.exec((await sentTo(phone, '验证码')).at(-1) ?? '')?.[1] ?? 'none'
}
async function opened(one: { number: string; phone: string }): Promise<{ authorization: string }> {
  const session = await ask('POST', 'sessions', { number: one.number, code: await codeFor(one) })
  expect(session.status).toBe(201)
  return { authorization: `Bearer ${String(session.body.token)}` }
}

const leadOf = async (caseId: string): Promise<string> =>
  (await township.call(readCase, { params: { caseId } })).body.assignments.find((item) => item.role === 'lead' && item.status !== 'accepted')?.id ?? ''

async function replied(caseId: string): Promise<void> {
  const assignmentId = await leadOf(caseId)
  await township.call(command('sign'), { params: { assignmentId }, body: {} })
  await township.call(command('contact'), { params: { assignmentId }, body: { reached: true, method: 'phone', note: '已联系来电人，约定到现场' } })
  const reply = await township.call(command('reply'), { params: { assignmentId }, body: { text: '已会同村干部到地里丈量，双方当面确认地界并埋桩。', attachmentIds: [await photo()] } })
  expect(reply.body).toMatchObject({ status: 'awaiting_review' })
}
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
async function photo(): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([PNG], { type: 'image/png' }), '现场.png')
  return (await township.send<{ id: string }>('POST', '/attachments', { body: form })).body.id
}
async function closed(caseId: string): Promise<void> {
  await replied(caseId)
  expect((await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })).body).toMatchObject({ status: 'awaiting_callback' })
  await agent.call(claimCallback, { params: { caseId } })
  const done = await agent.call(recordCallbackAttempt, {
    params: { caseId }, body: { result: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '' },
  })
  expect(done.body).toMatchObject({ status: 'closed' })
}

describe('a code for one’s own case', () => {
  it('answers a wrong number, a wrong case and the right one alike, and is sent to the right one alone', async () => {
    const mine = await filed()
    const other = await filed()
    const answers = [
      await ask('POST', 'codes', { number: mine.number, phone: '13900000000' }),
      await ask('POST', 'codes', { number: mine.number, phone: other.phone }),
      await ask('POST', 'codes', { number: '20990101000001', phone: mine.phone }),
      await ask('POST', 'codes', { number: mine.number, phone: mine.phone }),
    ]
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [202, { validMinutes: 10, resendAfterSeconds: 60 }]))
    expect([await sentTo(mine.phone), await sentTo(other.phone)].map((texts) => texts.length)).toEqual([1, 0])
    expect((await stat(join(system.config.dataDir, 'messages.log'))).mode & 0o777).toBe(0o600)
  })

  it('stands nowhere at rest: neither the digits nor the number', async () => {
    const mine = await filed()
    const code = await codeFor(mine)
    const database = system.api.get(Database)
    const [row] = await database.query<{ code: string; message: string }>(
      `SELECT (SELECT row_to_json(c)::text FROM citizen_code c WHERE c.case_id = $1) AS code, (SELECT row_to_json(m)::text FROM citizen_message m WHERE m.case_id = $1) AS message`,
      [mine.caseId],
    )
    expect(code).toMatch(/^\d{6}$/)
    for (const text of [row?.code ?? code, row?.message ?? code]) for (const secret of [`"${code}"`, mine.phone]) expect(text).not.toContain(secret)
    const [stored] = await database.query<{ id: string; text_cipher: Buffer }>('SELECT id, text_cipher FROM citizen_message WHERE case_id = $1', [mine.caseId])
    expect(stored && system.api.get(FieldCipher).decrypt(stored.text_cipher, stored.id)).toContain(code)
  })

  it('is good for ten minutes and no longer, and for one opening', async () => {
    const mine = await filed()
    const first = await codeFor(mine)
    clock.advance(10 * MINUTE_MS)
    expect(await ask('POST', 'sessions', { number: mine.number, code: first })).toMatchObject({ status: 401, body: { code: 'CODE_WRONG' } })
    const second = await codeFor(mine)
    clock.advance(10 * MINUTE_MS - 1)
    expect((await ask('POST', 'sessions', { number: mine.number, code: second })).status).toBe(201)
    expect(await ask('POST', 'sessions', { number: mine.number, code: second })).toMatchObject({ status: 401, body: { code: 'CODE_WRONG' } })
  })

  it('is tried five times and then is none, even when the sixth is right', async () => {
    const mine = await filed()
    const code = await codeFor(mine)
    const wrong = code === '000000' ? '000001' : '000000'
    for (let guess = 0; guess < 5; guess += 1) expect((await ask('POST', 'sessions', { number: mine.number, code: wrong })).status).toBe(401)
    expect(await ask('POST', 'sessions', { number: mine.number, code })).toMatchObject({ status: 401, body: { code: 'CODE_WRONG' } })
  })

  it('is sent again after a minute at the earliest, the answer being the same', async () => {
    const mine = await filed()
    const code = await codeFor(mine)
    clock.advance(59 * SECOND_MS)
    expect((await ask('POST', 'codes', { number: mine.number, phone: mine.phone })).body).toEqual({ validMinutes: 10, resendAfterSeconds: 60 })
    expect(await sentTo(mine.phone)).toHaveLength(1)
    clock.advance(SECOND_MS)
    const next = await codeFor(mine)
    expect(await sentTo(mine.phone)).toHaveLength(2)
    if (next !== code) expect((await ask('POST', 'sessions', { number: mine.number, code })).status).toBe(401)
    expect((await ask('POST', 'sessions', { number: mine.number, code: next })).status).toBe(201)
  })

  it('is asked for no more than ten times a minute from one address, right or wrong', async () => {
    const asks: number[] = []
    for (let index = 0; index < 11; index += 1) asks.push((await ask('POST', 'codes', { number: `202611180${String(index).padStart(5, '0')}`, phone: '13900000000' })).status)
    expect(asks).toEqual([...Array.from({ length: 10 }, () => 202), 429])
    clock.advance(MINUTE_MS)
    expect((await ask('POST', 'codes', { number: '20261118099999', phone: '13900000000' })).status).toBe(202)
  })
})

describe('one’s own case', () => {
  it('is shown like a parcel: steps with their times, who has it, the promise; no person, no number, nothing of the house', async () => {
    const mine = await filed()
    const headers = await opened(mine)
    const { status, body, headers: answered } = await ask('GET', 'case', undefined, headers)
    expect([status, citizenCaseSchema.strict().safeParse(body).error, answered.get('cache-control')]).toEqual([200, undefined, 'no-store'])
    expect(body).toMatchObject({
      number: mine.number, status: { code: 'in_progress', text: '承办单位正在办理' }, round: 1, units: [{ name: '奈曼旗大沁他拉镇人民政府', role: 'lead' }],
      answers: [], mayDo: ['withdraw', 'urge', 'facts'],
    })
    expect((body as CitizenCase).steps.map(({ step, state, at }) => [step, state, at !== null])).toEqual([
      ['accept', 'done', true], ['assign', 'done', true], ['handle', 'current', false], ['reply', 'waiting', false], ['callback', 'waiting', false], ['close', 'waiting', false],
    ])
    expect(body.promiseDueAt).not.toBeNull()
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${mine.phone}|张女士|operator1|handler|timeline|${mine.caseId}`))
  })

  it('opens by cookie too, for this part of the API alone', async () => {
    const mine = await filed()
    const session = await ask('POST', 'sessions', { number: mine.number, code: await codeFor(mine) })
    const cookie = session.headers.getSetCookie()[0] ?? ''
    expect(cookie).toMatch(/^tongban_citizen=[\w-]+; Max-Age=1800; Path=\/api\/v1\/citizen; HttpOnly; SameSite=Strict$/)
    expect((await ask('GET', 'case', undefined, { cookie: cookie.split(';')[0] ?? '' })).body).toMatchObject({ number: mine.number })
  })

  it('is closed to who has no session, a made-up one, or one that is half an hour old', async () => {
    const headers = await opened(await filed())
    const strangers: Record<string, string>[] = [{}, { authorization: `Bearer ${'x'.repeat(43)}` }, { authorization: 'Bearer' }, { cookie: 'tongban_session=abc' }]
    for (const other of strangers)
      expect(await ask('GET', 'case', undefined, other)).toMatchObject({ status: 401, body: { code: 'CITIZEN_SESSION_ENDED' } })
    clock.advance(30 * MINUTE_MS - 1)
    expect((await ask('GET', 'case', undefined, headers)).status).toBe(200)
    clock.advance(1)
    expect((await ask('GET', 'case', undefined, headers)).status).toBe(401)
    expect((await ask('POST', 'case/urge', {}, headers)).status).toBe(401)
  })

  it('is the only one a session reaches: no field names another, and no code of one opens the other', async () => {
    const [mine, other] = [await filed(), await filed()]
    const code = await codeFor(mine)
    expect((await ask('POST', 'sessions', { number: other.number, code })).status).toBe(401)
    const session = await ask('POST', 'sessions', { number: mine.number, code })
    const headers = { authorization: `Bearer ${String(session.body.token)}` }
    for (const body of [{ caseId: other.caseId }, { number: other.number }]) expect((await ask('POST', 'case/urge', body, headers)).status).toBe(400)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({ number: mine.number })
    expect((await ask('GET', `case?number=${other.number}`, undefined, headers)).status).toBe(400)
    const staff = await fetch(`${system.address}/api/v1/cases/${mine.caseId}`, { headers })
    expect(staff.status).toBe(401)
  })

  it('is urged and told more: counted, shown, and no deadline moves', async () => {
    const mine = await filed()
    const headers = await opened(mine)
    const before = (await ask('GET', 'case', undefined, headers)).body
    expect((await ask('POST', 'case/urge', { note: '一直没有人联系我' }, headers)).body).toMatchObject({ urges: 1, status: before.status, promiseDueAt: before.promiseDueAt })
    expect((await ask('POST', 'case/facts', { text: '昨晚又占了一垄' }, headers)).body).toMatchObject({ told: [{ text: '昨晚又占了一垄' }], promiseDueAt: before.promiseDueAt })
    const page = await township.call(readCase, { params: { caseId: mine.caseId } })
    expect(page.body.timeline.slice(-2).map(({ sentence, actor }) => [sentence, actor.name])).toEqual([['诉求人催办（第 1 次）', '诉求人'], ['诉求人补充情况', '诉求人']])
  })

  it('honours an idempotency key: two presses urge once', async () => {
    const headers = { ...(await opened(await filed())), 'idempotency-key': 'press-1' }
    await ask('POST', 'case/urge', {}, headers)
    expect((await ask('POST', 'case/urge', {}, headers)).body).toMatchObject({ urges: 1 })
    expect((await ask('POST', 'case/urge', {}, { ...headers, 'idempotency-key': 'press-2' })).body).toMatchObject({ urges: 2 })
  })

  it('is withdrawn by its citizen, and then nothing more is to be done with it', async () => {
    const headers = await opened(await filed())
    expect((await ask('POST', 'case/withdraw', { reason: '邻居已经退还' }, headers)).body).toMatchObject({ status: { code: 'withdrawn' }, outcome: '邻居已经退还', mayDo: [], units: [] })
    expect(await ask('POST', 'case/urge', {}, headers)).toMatchObject({ status: 409, body: { code: 'CASE_STATE_FORBIDS' } })
  })

  it('shows an answer when it has passed its review, tells of it once, and can be appealed once it is closed', async () => {
    const mine = await filed()
    await replied(mine.caseId)
    const headers = await opened(mine)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({ answers: [], status: { code: 'awaiting_review' } })
    expect(await ask('POST', 'case/appeal', { reason: '并没有来人丈量过' }, headers)).toMatchObject({ status: 409, body: { code: 'CASE_STATE_FORBIDS' } })
    await reviewer.call(command('review'), { params: { caseId: mine.caseId }, body: { verdict: 'pass' } })
    await agent.call(claimCallback, { params: { caseId: mine.caseId } })
    await agent.call(recordCallbackAttempt, {
      params: { caseId: mine.caseId }, body: { result: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '' },
    })
    await system.runtime.settle()
    expect(await sentTo(mine.phone, '已有答复')).toHaveLength(1)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({
      status: { code: 'closed', text: '已办结' }, mayDo: ['appeal'], answers: [{ round: 1, unitName: '奈曼旗大沁他拉镇人民政府', text: expect.stringContaining('埋桩') }],
    })
    expect((await ask('POST', 'case/appeal', { reason: '并没有来人丈量过' }, headers)).body).toMatchObject({ status: { code: 'in_progress', text: '正在重新办理' }, round: 2, mayDo: ['withdraw', 'urge', 'facts'] })
  })

  /** Asked, agreed to and granted: a day more. */
  async function extended(caseId: string, reason: string): Promise<{ from: string | null; until: number }> {
    const assignmentId = await leadOf(caseId)
    await township.call(command('sign'), { params: { assignmentId }, body: {} })
    const { promiseDueAt } = (await township.call(readCase, { params: { caseId } })).body
    const until = Date.parse(promiseDueAt ?? '') + DAY_MS
    const asked = await township.call(command('request'), { params: { assignmentId }, body: { reason, details: { kind: 'extension', until } } })
    expect(asked.status).toBe(200)
    const requestId = (await township.call(readCase, { params: { caseId } })).body.procedures.requests[0]?.id
    const lead = await system.signIn('lead1')
    expect((await lead.call(command('endorse_request'), { params: { caseId }, body: { requestId, verdict: 'agree' } })).status).toBe(200)
    const dispatcher = await system.signIn('dispatcher1')
    expect((await dispatcher.call(command('rule_request'), { params: { caseId }, body: { requestId, verdict: 'approve' } })).status).toBe(200)
    await system.runtime.settle()
    return { from: promiseDueAt, until }
  }

  it('tells of an extension and why, once, where the citizen looks and to the telephone', async () => {
    const mine = await filed()
    const { from, until } = await extended(mine.caseId, '要等村里的地籍档案调出来')
    await system.api.get(Database).query(`DELETE FROM outbox_consumed WHERE consumer = 'citizen.messages'`)
    await system.api.get(Database).query('UPDATE outbox_event SET published_at = NULL')
    await system.runtime.settle()
    const told = await sentTo(mine.phone, '时限延至')
    expect(told).toEqual([expect.stringContaining('要等村里的地籍档案调出来')])
    expect((await ask('GET', 'case', undefined, await opened(mine))).body).toMatchObject({
      promiseDueAt: new Date(until).toISOString(), extensions: [{ from, until: new Date(until).toISOString(), reason: '要等村里的地籍档案调出来' }],
    })
  })

  it('says nothing of its content to a telephone when it is sealed: that it takes longer, not why', async () => {
    const mine = await filed(undefined, { sealed: true })
    await extended(mine.caseId, '举报人所说的账目还在核对')
    const [told, ...more] = await sentTo(mine.phone, '时限延至')
    expect([told, more]).toEqual([expect.stringContaining(mine.number), []])
    expect(told).not.toContain('原因')
    expect(told).not.toContain('账目')
  })

  it('is withdrawn by its citizen although it was merged into another, which goes on', async () => {
    const [followed, mine] = [await filed(), await filed()]
    const dispatcher = await system.signIn('dispatcher1')
    expect((await dispatcher.call(mergeCase, { params: { caseId: mine.caseId }, body: { parentNumber: followed.number, reason: '同一处地界' } })).status).toBe(200)
    await system.runtime.settle()
    const headers = await opened(mine)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({ status: { code: 'merged' }, mayDo: expect.arrayContaining(['withdraw']) })
    expect(await ask('POST', 'case/withdraw', { reason: '和邻居说好了' }, headers)).toMatchObject({ status: 200, body: { status: { code: 'withdrawn' }, mayDo: [] } })
    await closed(followed.caseId)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({ status: { code: 'withdrawn' }, answers: [] })
  })

  it('cannot be appealed after fifteen days', async () => {
    const mine = await filed()
    await closed(mine.caseId)
    clock.advance(15 * DAY_MS)
    const headers = await opened(mine)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({ mayDo: [] })
    expect(await ask('POST', 'case/appeal', { reason: '并没有来人丈量过' }, headers)).toMatchObject({ status: 409, body: { code: 'APPEAL_TOO_LATE' } })
  })

  it('is rated by who was invited, which ends the callback, once', async () => {
    const mine = await filed()
    await replied(mine.caseId)
    await reviewer.call(command('review'), { params: { caseId: mine.caseId }, body: { verdict: 'pass' } })
    const headers = await opened(mine)
    const invited = await agent.call(inviteToRate, { params: { caseId: mine.caseId } })
    expect(invited.status).toBe(200)
    await system.runtime.settle()
    expect(await sentTo(mine.phone, '网上评价')).toHaveLength(1)
    expect((await ask('GET', 'case', undefined, headers)).body).toMatchObject({ mayDo: expect.arrayContaining(['rating']) })
    const answers = { contacted: true, resolved: true, satisfaction: 'very_satisfied', truthful: true }
    expect((await ask('POST', 'case/rating', { answers, note: '地界埋了桩，谢谢' }, headers)).body).toMatchObject({ status: { code: 'closed' }, mayDo: ['appeal'] })
    expect(await ask('POST', 'case/rating', { answers }, headers)).toMatchObject({ status: 409, body: { code: 'RATING_NOT_OPEN' } })
  })

  it('is not rated by who was not asked', async () => {
    const headers = await opened(await filed())
    const answers = { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }
    expect(await ask('POST', 'case/rating', { answers }, headers)).toMatchObject({ status: 409, body: { code: 'RATING_NOT_OPEN' } })
    expect((await ask('POST', 'case/rating', { answers: { ...answers, satisfaction: 'so-so' } }, headers)).status).toBe(400)
  })

  it('refuses the twenty-first act within an hour, and the thirty-first within a day', async () => {
    const mine = await filed()
    const headers = await opened(mine)
    const statuses: number[] = []
    for (let index = 0; index < 21; index += 1) statuses.push((await ask('POST', 'case/urge', {}, headers)).status)
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429])
    clock.advance(HOUR_MS)
    const again = await opened(mine)
    const later: number[] = []
    // Thirty a day: the refused one was counted, too.
    for (let index = 0; index < 10; index += 1) later.push((await ask('POST', 'case/facts', { text: '又有两盏灯不亮' }, again)).status)
    expect(later).toEqual([...Array.from({ length: 9 }, () => 200), 429])
  })
})

it('the OpenAPI document lists the citizen’s API, with examples and refusals', () => {
  const { paths } = openApiDocument(CITIZEN_ENDPOINTS, '0') as { paths: Record<string, Record<string, { responses: object; requestBody?: { content: { 'application/json': { example: unknown } } } }>> }
  expect(Object.keys(paths)).toEqual([
    '/api/v1/citizen/codes', '/api/v1/citizen/sessions', '/api/v1/citizen/case', '/api/v1/citizen/case/withdraw', '/api/v1/citizen/case/urge', '/api/v1/citizen/case/facts',
    '/api/v1/citizen/case/appeal', '/api/v1/citizen/case/rating',
  ])
  for (const { post } of Object.values(paths)) if (post !== undefined) expect(post.requestBody?.content['application/json'].example).toBeDefined()
})
