import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { claimCallback, recordCallbackAttempt } from '@tongban/callback/contract'
import { COMMAND_ENDPOINTS, listCases, readCase, type CaseView } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import { DAY_MS, HOUR_MS } from '@tongban/kernel/core'
import { FakeClock } from '@tongban/testing/server'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, command, dutyOf, file, FILING, NOBODY, photo } from './support/calls.js'
import { expectBadField, expectRefused } from './support/problems.js'
import { storedCases } from './support/stored.js'

const clock = new FakeClock('2026-11-16T09:00:00+08:00')
let system: System
let operator: SignedIn
let township: SignedIn
let county: SignedIn
let reviewer: SignedIn
let dispatcher: SignedIn
let agent: SignedIn

beforeAll(async () => {
  system = await startSystem({ autonomous: false, clock })
  ;[operator, township, county, reviewer, dispatcher, agent] = (await Promise.all(
    ['operator1', 'township1', 'county1', 'reviewer1', 'dispatcher1', 'callback1'].map((name) => system.signIn(name)),
  )) as [SignedIn, SignedIn, SignedIn, SignedIn, SignedIn, SignedIn]
})
afterAll(() => system.stop())

let before: Awaited<ReturnType<typeof storedCases>>
const look = async (): Promise<void> => {
  before = await storedCases(system)
}
beforeEach(look)
const unchanged = async (): Promise<void> => expect(await storedCases(system)).toEqual(before)

const read = async (person: SignedIn, caseId: string): Promise<CaseView> => (await person.call(readCase, { params: { caseId } })).body

/** Does everything a person of reach is told they may not do now, and nothing else. */
async function refusedActions(people: readonly SignedIn[], caseId: string): Promise<string[]> {
  const refused: string[] = []
  for (const person of people) {
    const view = await read(person, caseId)
    for (const { action, assignmentId, enabled, code } of view.allowedActions) {
      const found = COMMAND_ENDPOINTS.find((item) => item.command.name === action)
      if (enabled || !found) continue
      const { version: _, ...body } = found.command.example as { version?: number }
      const answer = await person.call(found.endpoint, { params: assignmentId === null ? { caseId } : { assignmentId }, body })
      expectRefused(answer, answer.status, code ?? '')
      refused.push(`${action} ${code ?? ''}`)
    }
  }
  await unchanged()
  return refused
}

describe('an action the state does not allow', () => {
  it('is refused at every step of a case, with the reason the page had shown', async () => {
    const everybody = [operator, township, county, reviewer, dispatcher]
    const { caseId } = await file(operator)
    const seen: string[] = []
    const stage = async (): Promise<void> => {
      await look()
      seen.push(...(await refusedActions(everybody, caseId)))
    }
    await stage()
    await answerFor(township, caseId)
    await stage()
    expect((await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })).status).toBe(200)
    await stage()
    await agent.call(claimCallback, { params: { caseId } })
    const answers = { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true } as const
    expect((await agent.call(recordCallbackAttempt, { params: { caseId }, body: { result: 'answered', answers } })).status).toBe(200)
    await stage()
    expect((await dispatcher.call(command('archive'), { params: { caseId }, body: {} })).status).toBe(200)
    await stage()
    expect(new Set(seen).size).toBeGreaterThan(5)
  })

  it('is refused though no page would offer it', async () => {
    const { caseId } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    await look()
    expectRefused(
      await township.call(command('contact'), { params: { assignmentId }, body: { reached: true, method: 'phone', note: '已联系' } }),
      409,
      'ASSIGNMENT_STATE_FORBIDS',
    )
    expectRefused(
      await township.call(command('reply'), { params: { assignmentId }, body: { text: '没有联系就直接回复了，这样不行。' } }),
      409,
      'REPLY_NEEDS_CONTACT',
    )
    expectRefused(await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass' } }), 409, 'CASE_STATE_FORBIDS')
    expectRefused(await dispatcher.call(command('archive'), { params: { caseId }, body: {} }), 409, 'CASE_STATE_FORBIDS')
    expectRefused(
      await dispatcher.send('POST', `/cases/${caseId}/dispatch`, { body: { leadUnitId: 'township-150525100' } }),
      409,
      'CASE_STATE_FORBIDS',
    )
    expectRefused(await agent.call(recordCallbackAttempt, { params: { caseId }, body: { result: 'refused' } }), 409, 'CASE_STATE_FORBIDS')
    expectRefused(await agent.call(claimCallback, { params: { caseId } }), 404, 'CASE_NOT_FOUND')
    const copy = (await read(county, caseId)).assignments.find((item) => item.role === 'cc')
    expectRefused(await county.call(command('sign'), { params: { assignmentId: copy?.id ?? '' }, body: {} }), 409, 'ASSIGNMENT_IS_COPY')
    await unchanged()
  })

  it('is refused after a withdrawal, and the withdrawal cannot be repeated', async () => {
    const { caseId } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    expect((await operator.call(command('withdraw'), { params: { caseId }, body: { reason: '来电人说已经解决' } })).status).toBe(200)
    await look()
    expectRefused(await operator.call(command('withdraw'), { params: { caseId }, body: { reason: '再撤一次' } }), 409, 'CASE_STATE_FORBIDS')
    const late = await township.call(command('sign'), { params: { assignmentId }, body: {} })
    expect([404, 409]).toContain(late.status)
    await unchanged()
  })
})

describe('a command', () => {
  it('on a version that is no longer, or not yet, the case’s is refused and says which is', async () => {
    const { caseId, version } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    await look()
    for (const stale of [version - 1 || version + 5, version + 1, 1_000_000]) {
      const answer = await township.call(command('sign'), { params: { assignmentId }, body: { version: stale } })
      expectRefused(answer, 409, 'CASE_VERSION_STALE')
      expect(answer.problem.params).toEqual({ seen: stale, current: version })
    }
    expectRefused(
      await operator.call(command('withdraw'), { params: { caseId }, body: { version: version + 1, reason: '不需要了' } }),
      409,
      'CASE_VERSION_STALE',
    )
    await unchanged()
    expect((await township.call(command('sign'), { params: { assignmentId }, body: { version } })).status).toBe(200)
  })

  it.each([
    ['sign', 'a version in words', 'body.version', { version: '1' }],
    ['sign', 'version 0', 'body.version', { version: 0 }],
    ['sign', 'half a version', 'body.version', { version: 1.5 }],
    ['sign', 'a field nobody knows', 'body.by', { by: 'me' }],
    ['contact', 'nothing', 'body.reached', {}],
    ['contact', 'a way nobody knows', 'body.method', { reached: true, method: 'pigeon', note: '已联系' }],
    ['contact', 'no reason', 'body.noContactReason', { reached: false }],
    ['reply', 'two characters', 'body.text', { text: '太短' }],
    ['reply', '5,001 characters', 'body.text', { text: '汉'.repeat(5_001) }],
    ['reply', 'an attachment that is no id', 'body.attachmentIds.0', { text: '办理情况已经告知来电人。', attachmentIds: ['x'] }],
    ['reply', 'a NUL inside', 'body.text', { text: '办理情况已经\u0000告知来电人。' }],
  ] as const)('%s with %s is refused at %s', async (name, _, field, body) => {
    const { caseId } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    await look()
    expectBadField(await township.send('POST', `/assignments/${assignmentId}/${name}`, { body }), field)
    await unchanged()
  })

  it('on what is no id, or the id of nothing, finds nothing', async () => {
    for (const id of ['x', '1', `${NOBODY}0`, '------------------------------------', '%00']) {
      expectBadField(await township.send('POST', `/assignments/${id}/sign`, { body: {} }), 'path.assignmentId')
    }
    expectRefused(await township.send('POST', `/assignments/${NOBODY}/sign`, { body: {} }), 404, 'ASSIGNMENT_NOT_FOUND')
    expectRefused(await operator.send('POST', `/cases/${NOBODY}/withdraw`, { body: { reason: '不需要了' } }), 404, 'CASE_NOT_FOUND')
    await unchanged()
  })

  it('of a reply with an attachment that is not one’s own, not there, or in another case is refused', async () => {
    const first = await file(operator)
    await answerFor(township, first.caseId)
    const used = (await read(township, first.caseId)).attachments[0]?.id ?? ''
    const second = await file(operator)
    const assignmentId = await dutyOf(township, second.caseId)
    await township.call(command('sign'), { params: { assignmentId }, body: {} })
    await township.call(command('contact'), { params: { assignmentId }, body: { reached: false, noContactReason: 'number_unreachable' } })
    const strange = await photo(operator)
    await look()
    for (const attachmentId of [used, strange, NOBODY]) {
      const answer = await township.call(command('reply'), {
        params: { assignmentId },
        body: { text: '已到现场处理并告知来电人。', attachmentIds: [attachmentId] },
      })
      expectRefused(answer, 422, 'ATTACHMENT_UNKNOWN')
    }
    await unchanged()
  })

  it('given by two at once has one winner, and the other is told so', async () => {
    const { caseId, version } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    await look()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => township.call(command('sign'), { params: { assignmentId }, body: { version } })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    for (const answer of answers)
      if (answer.status !== 200) expect(['CONFLICT', 'CASE_VERSION_STALE', 'ASSIGNMENT_STATE_FORBIDS']).toContain(answer.problem.code)
    expect((await storedCases(system)).versions).toBe(before.versions + 1)
  })
})

describe('an idempotency key', () => {
  it('used a hundred times at once files one case, and everybody is told the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => operator.call(fileCase, { idempotencyKey: 'one-call', body: FILING })),
    )
    expect(answers[0]?.status).toBe(201)
    for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 201, body: answers[0]?.body })
    expect((await storedCases(system)).cases).toBe(before.cases + 1)
  })

  it('used again with another body is refused, at once and later', async () => {
    expect((await operator.call(fileCase, { idempotencyKey: 'reused', body: FILING })).status).toBe(201)
    await look()
    expectRefused(
      await operator.call(fileCase, { idempotencyKey: 'reused', body: { ...FILING, description: '另外一件完全不同的事情。' } }),
      422,
      'IDEMPOTENCY_KEY_REUSED',
    )
    await unchanged()
  })

  it('belongs to who used it and for what: another person’s or another command’s is another', async () => {
    const mine = await operator.call(fileCase, { idempotencyKey: 'shared', body: FILING })
    const theirs = await (await system.signIn('operator2')).call(fileCase, { idempotencyKey: 'shared', body: FILING })
    expect([mine.status, theirs.status, mine.body.caseId === theirs.body.caseId]).toEqual([201, 201, false])
    expect(
      (
        await operator.call(command('withdraw'), {
          params: { caseId: mine.body.caseId },
          idempotencyKey: 'shared',
          body: { reason: '不需要了' },
        })
      ).status,
    ).toBe(200)
  })

  it('of a command gives the first answer again, and refuses another body or another case', async () => {
    const { caseId } = await file(operator)
    const other = await file(operator)
    const withdraw = (id: string, reason: string) =>
      operator.call(command('withdraw'), { params: { caseId: id }, idempotencyKey: 'withdraw-1', body: { reason } })
    const first = await withdraw(caseId, '来电人撤回')
    await look()
    const again = await withdraw(caseId, '来电人撤回')
    expect([again.status, again.body]).toEqual([200, first.body])
    expectRefused(await withdraw(caseId, '改了理由'), 422, 'IDEMPOTENCY_KEY_REUSED')
    expectRefused(await withdraw(other.caseId, '来电人撤回'), 422, 'IDEMPOTENCY_KEY_REUSED')
    await unchanged()
  })
})

describe('a session that has expired', () => {
  it('is refused everywhere, and changes nothing', async () => {
    const { caseId } = await file(operator)
    const assignmentId = await dutyOf(township, caseId)
    await look()
    clock.advance(8 * HOUR_MS + 1)
    expectRefused(await operator.call(fileCase, { body: FILING }), 401, 'NOT_SIGNED_IN')
    expectRefused(await township.call(command('sign'), { params: { assignmentId }, body: {} }), 401, 'NOT_SIGNED_IN')
    expectRefused(await operator.call(listCases), 401, 'NOT_SIGNED_IN')
    await unchanged()
  })

  it('ends after a day however busy it was', async () => {
    const busy = await system.signIn('supervisor1')
    for (let hour = 0; hour < DAY_MS / HOUR_MS - 1; hour += 1) {
      clock.advance(HOUR_MS)
      expect((await busy.send('GET', '/session')).status).toBe(200)
    }
    clock.advance(HOUR_MS)
    expectRefused(await busy.send('GET', '/session'), 401, 'NOT_SIGNED_IN')
  })
})
