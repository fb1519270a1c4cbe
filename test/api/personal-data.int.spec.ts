import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SESSION_COOKIE } from '@tongban/access/contract'
import { claimCallback, readCallbackQueue, recordCallbackAttempt } from '@tongban/callback/contract'
import { listCases, readCase, readInbox, readReviewQueue } from '@tongban/case/contract'
import { callerHistory, fileCase, readCaller, revealCaller } from '@tongban/intake/contract'
import { Database } from '@tongban/platform/server'
import { HINT_EVENT, namesNothing, SOCKET_PATH, type Hint } from '@tongban/realtime/contract'
import { listMeasureCases, readBoard } from '@tongban/reporting/contract'
import { io, type Socket } from 'socket.io-client'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, ask, command, file, FILING } from './support/calls.js'
import { captureLog } from './support/captured-log.js'
import { findInDatabase, findInRedis } from './support/everything-stored.js'
import { expectBadField, expectRefused } from './support/problems.js'

const PHONE = '15848951379'
const NAME = '哈斯其其格'
const MASKED = { phoneMasked: '158••••1379', nameMasked: '哈••••' }
const SEALED_PHONE = '15047593641'
const SEALED_NAME = '敖特根巴雅尔'
const SECRETS = [PHONE, NAME, SEALED_PHONE, SEALED_NAME]

const log = captureLog()
let system: System
let operator: SignedIn
let township: SignedIn
let supervisor: SignedIn
let caseId: string
let sealedId: string
const sockets: Socket[] = []
const pushed: string[] = []
let heard = (): void => undefined
const untilHeard = (count: number): Promise<void> =>
  new Promise((resolve) => {
    heard = () => void (pushed.length >= count && resolve())
    heard()
  })
/** Every answer that is not a reveal, to be searched. */
const answered: string[] = []

async function keep(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer
  expect(status).toBeLessThan(300)
  answered.push(JSON.stringify(body))
}

beforeAll(async () => {
  system = await startSystem({ autonomous: true, env: { TONGBAN_LOG_LEVEL: 'debug' } })
  ;[operator, township, supervisor] = (await Promise.all(['operator1', 'township1', 'supervisor1'].map((name) => system.signIn(name)))) as [
    SignedIn,
    SignedIn,
    SignedIn,
  ]
  for (const person of [township, supervisor]) sockets.push(await listen(person))
  caseId = (await file(operator, { caller: { phone: PHONE, name: NAME } })).caseId
  sealedId = (await file(operator, { caller: { phone: SEALED_PHONE, name: SEALED_NAME, sealed: true }, caseType: 'report' })).caseId
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await system.stop()
  log.release()
})

async function listen(person: SignedIn): Promise<Socket> {
  const socket = io(system.address, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    extraHeaders: { cookie: person.cookie.includes(SESSION_COOKIE) ? person.cookie : '' },
  })
  socket.on(HINT_EVENT, (hint: unknown) => {
    pushed.push(JSON.stringify(hint))
    heard()
  })
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
  return socket
}

const audits = (action: string): Promise<{ actor_id: string; subject_id: string; outcome: string; detail: Record<string, unknown> }[]> =>
  system.worker.get(Database).query('SELECT actor_id, subject_id, outcome, detail FROM audit_entry WHERE action = $1 ORDER BY id', [action])

describe('who called', () => {
  it('is shown masked to whoever may see the case', async () => {
    for (const person of [operator, township, supervisor]) {
      expect((await person.call(readCaller, { params: { caseId } })).body).toMatchObject({ ...MASKED, sealed: false })
    }
  })

  it('is revealed for a reason only', async () => {
    for (const body of [{}, { reason: '' }, { reason: ' 嗯 ' }, { reason: '汉'.repeat(201) }]) {
      expectBadField(await township.send('POST', `/cases/${caseId}/caller/reveal`, { body }), 'body.reason')
    }
    expect(await audits('caller.reveal')).toEqual([])
  })

  it('is revealed with an entry in the audit log, each time', async () => {
    for (const reason of ['联系诉求人了解情况', '再次联系诉求人']) {
      const answer = await township.call(revealCaller, { params: { caseId }, body: { reason } })
      expect([answer.status, answer.body]).toEqual([200, { phone: PHONE, name: NAME }])
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect(await audits('caller.reveal')).toEqual(
      ['联系诉求人了解情况', '再次联系诉求人'].map((reason) => ({
        actor_id: township.userId,
        subject_id: caseId,
        outcome: 'done',
        detail: expect.objectContaining({ reason }),
      })),
    )
  })

  it('is not revealed when the entry cannot be written', async () => {
    const database = system.worker.get(Database)
    const before = (await audits('caller.reveal')).length
    await database.query(`ALTER TABLE audit_entry ADD CONSTRAINT no_more_reveals CHECK (action <> 'caller.reveal') NOT VALID`)
    try {
      const answer = await township.call(revealCaller, { params: { caseId }, body: { reason: '联系诉求人' } })
      expect(answer.status).toBe(503)
      expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${PHONE}|${NAME}|no_more_reveals`))
    } finally {
      await database.query('ALTER TABLE audit_entry DROP CONSTRAINT no_more_reveals')
    }
    expect(await audits('caller.reveal')).toHaveLength(before)
  })
})

describe('who called about a sealed case', () => {
  it('is hidden from those who handle it, even masked, and the attempt is noted', async () => {
    for (const name of ['township1', 'county1', 'lead1']) {
      const person = await system.signIn(name)
      const shown = await person.call(readCaller, { params: { caseId: sealedId } })
      expect(shown.body).toEqual({ phoneMasked: null, nameMasked: null, sealed: true, wantsCallback: true, mayReveal: false })
      expectRefused(
        await person.call(revealCaller, { params: { caseId: sealedId }, body: { reason: '想联系举报人' } }),
        403,
        'CALLER_SEALED',
      )
      expect((await audits('caller.reveal')).at(-1)).toMatchObject({ actor_id: person.userId, subject_id: sealedId, outcome: 'refused' })
    }
  })

  it('is neither a name nor a digit to the hotline, whatever it may see otherwise', async () => {
    for (const name of ['operator1', 'dispatcher1', 'reviewer1', 'supervisor1', 'inspector1', 'leader1']) {
      const shown = await (await system.signIn(name)).call(readCaller, { params: { caseId: sealedId } })
      expect([name, shown.body]).toEqual([name, { phoneMasked: null, nameMasked: null, sealed: true, wantsCallback: true, mayReveal: false }])
    }
  })
})

describe('a phone and a name', () => {
  it('are told by no answer on the whole way of a case but a reveal', async () => {
    for (const id of [caseId, sealedId]) {
      await keep(operator.call(callerHistory, { body: { phone: id === caseId ? PHONE : SEALED_PHONE } }))
      await answerFor(township, id)
      const reviewer = await system.signIn('reviewer1')
      await keep(reviewer.call(readReviewQueue))
      await keep(reviewer.call(command('review'), { params: { caseId: id }, body: { verdict: 'pass' } }))
      const agent = await system.signIn('callback1')
      await keep(agent.call(readCallbackQueue))
      await keep(agent.call(claimCallback, { params: { caseId: id } }))
      const answers = { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true } as const
      await keep(agent.call(recordCallbackAttempt, { params: { caseId: id }, body: { result: 'answered', answers } }))
      for (const person of [operator, township, supervisor]) {
        await keep(person.call(readCase, { params: { caseId: id } }))
        await keep(person.call(readCaller, { params: { caseId: id } }))
        await keep(person.call(listCases))
      }
    }
    await keep(township.call(readInbox, { query: { tab: 'replied' } }))
    await keep(supervisor.call(readBoard))
    await keep(
      supervisor.call(listMeasureCases, {
        params: { measure: 'closed' },
        query: { from: '2020-01-01T00:00:00Z', to: '2020-12-31T00:00:00Z' },
      }),
    )
    await keep(operator.call(fileCase, { idempotencyKey: 'again', body: { ...FILING, caller: { phone: PHONE, name: NAME } } }))
    await keep(operator.call(fileCase, { idempotencyKey: 'again', body: { ...FILING, caller: { phone: PHONE, name: NAME } } }))
    expect(answered.filter((text) => SECRETS.some((secret) => text.includes(secret)))).toEqual([])
  })

  it('are not echoed by a refusal of what they came with', async () => {
    for (const body of [
      { ...FILING, caller: { phone: PHONE, name: NAME }, caseType: 'wish' },
      { ...FILING, caller: { phone: `${PHONE}9`, name: NAME.repeat(10) } },
      { ...FILING, caller: { phone: [PHONE], name: { NAME } } },
      { ...FILING, caller: { phone: PHONE, name: NAME }, categoryCode: '999999' },
      { ...FILING, caller: `${NAME} ${PHONE}` },
    ]) {
      const answer = await operator.send('POST', fileCase.path, { body })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(SECRETS.filter((secret) => JSON.stringify(answer.body).includes(secret))).toEqual([])
    }
    const broken = await operator.send('POST', fileCase.path, { body: `{"caller":{"phone":"${PHONE}","name":"${NAME}"` })
    expectRefused(broken, 400, 'INPUT_NOT_JSON')
    expect(SECRETS.filter((secret) => JSON.stringify(broken.body).includes(secret))).toEqual([])
  })

  it('are pushed to no screen', async () => {
    await untilHeard(5)
    expect(pushed.filter((text) => SECRETS.some((secret) => text.includes(secret)) || /••/.test(text))).toEqual([])
    // Of a case nothing but which; of an inbox, an order, an incident its id; of many at once, as on a busy machine, nothing.
    const bare = ['at', 'caseId', 'status', 'type', 'version']
    for (const hint of pushed.map((text) => JSON.parse(text) as Hint)) {
      const ofSubject = hint.caseId === '' && !namesNothing(hint)
      expect(Object.keys(hint).sort()).toEqual(ofSubject ? [...bare, 'subjectId'].sort() : bare)
    }
  })

  it('stand in clear in no column of the database and no key of Redis', async () => {
    await system.runtime.settle()
    expect(await findInDatabase(system.config, SECRETS)).toEqual([])
    const redis = await findInRedis(system.config, SECRETS)
    expect(redis.found).toEqual([])
    expect(redis.looked).toBeGreaterThan(5)
    // The search does find what is there: the masked forms are.
    const masked = await findInDatabase(system.config, [MASKED.phoneMasked])
    expect(masked).toContain('intake_caller.phone_masked')
    // A message to the caller leaves its own trace once it has been sent.
    expect(masked.filter((column) => !['intake_caller.phone_masked', 'notification_delivery.address_masked'].includes(column))).toEqual([])
  })

  it('stand at rest as bytes that say nothing, different for the same number each time', async () => {
    const rows = await system.worker
      .get(Database)
      .query<{ phone_cipher: Buffer; phone_hash: string }>('SELECT phone_cipher, phone_hash FROM intake_caller ORDER BY filed_at')
    const ofPhone = rows.filter((row) => row.phone_hash === rows[0]?.phone_hash)
    expect(ofPhone.length).toBeGreaterThanOrEqual(2)
    expect(new Set(ofPhone.map((row) => row.phone_cipher.toString('hex'))).size).toBe(ofPhone.length)
    for (const row of rows) expect(row.phone_cipher.length).toBeGreaterThanOrEqual(29 + 11)
  })

  it('are in no line of the log, nor are cookies, tokens and passwords', async () => {
    await operator.send('POST', fileCase.path, { body: { ...FILING, caller: { phone: PHONE, name: NAME }, description: 5 } })
    await operator.send('GET', `/cases?q=${PHONE}&colour=1`)
    await ask(`${system.address}/api/v1/cases/${PHONE}?name=${encodeURIComponent(NAME)}`)
    await ask(`${system.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: NAME, password: 'geheim-geheim' }),
    })
    const text = log.lines.join('')
    expect(log.lines.length).toBeGreaterThan(50)
    expect(text).toContain('"route":"/api/v1/cases"')
    expect(
      [...SECRETS, 'geheim-geheim', 'tongban-2026', operator.csrfToken, operator.cookie].filter((secret) => text.includes(secret)),
    ).toEqual([])
  })
})
