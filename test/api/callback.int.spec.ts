import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { CitizenRatings, claimCallback, inviteToRate, readCallbackQueue, recordCallbackAttempt } from '@tongban/callback/contract'
import { CallbackTaskStore } from '@tongban/callback/server'
import { readCase } from '@tongban/case/contract'
import { revealCaller } from '@tongban/intake/contract'
import { DAY_MS } from '@tongban/kernel/core'
import { FakeClock } from '@tongban/testing/server'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, command, file } from './support/calls.js'
import { addAccount } from './support/people.js'
import { expectRefused } from './support/problems.js'

const HAPPY = { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true } as const
const TOWNSHIP = 'township-150525100'
/** A Monday, ten in the morning in the city: a band of the day in which people may be called. */
const MORNING = '2026-11-23T10:00:00+08:00'

let system: System
const clock = new FakeClock(MORNING)
let operator: SignedIn
let township: SignedIn
let reviewer: SignedIn
let agent: SignedIn
let other: SignedIn

beforeAll(async () => {
  system = await startSystem({ clock, autonomous: false, env: { TONGBAN_CALLBACK_BLIND: 'true' } })
  await signIn()
})
afterAll(() => system.stop())

async function signIn(): Promise<void> {
  operator = await system.signIn('operator1')
  township = await system.signIn('township1')
  reviewer = await system.signIn('reviewer1')
  agent = await system.signIn('callback1')
  other = await system.signIn('callback2')
}

/** A case that waits for its citizen to be asked. */
async function waiting(changes: Parameters<typeof file>[1] = {}): Promise<string> {
  const { caseId } = await file(operator, changes)
  await answerFor(township, caseId)
  const passed = await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })
  if (passed.status !== 200) throw new Error(JSON.stringify(passed.body))
  return caseId
}

describe('asking the citizen', () => {
  it('tells a blind agent nothing of whose answer it is, and in which language to ask', async () => {
    const caseId = await waiting({ caller: { phone: '13947500011', name: '斯琴' }, language: 'mn' })
    const queue = await agent.call(readCallbackQueue, { query: { language: 'mn', limit: 50 } })
    const task = queue.body.items.find((item) => item.caseId === caseId)
    expect(task).toMatchObject({ language: 'mn', unitName: null, invitedUntil: null })
    const chinese = await agent.call(readCallbackQueue, { query: { language: 'zh', limit: 50 } })
    expect(chinese.body.items.map((item) => item.caseId)).not.toContain(caseId)
  })

  it('answers the same unanswered call told twice once, and the second telling with what the first was told', async () => {
    const caseId = await waiting()
    await agent.call(claimCallback, { params: { caseId } })
    const call = { params: { caseId }, body: { result: 'no_answer' as const, note: '无人接听' }, idempotencyKey: 'one-call' }
    const first = await agent.call(recordCallbackAttempt, call)
    expect(first.body).toMatchObject({ attempts: 1, status: 'awaiting_callback' })
    expect((await agent.call(recordCallbackAttempt, call)).body).toEqual(first.body)
    expectRefused(await agent.call(recordCallbackAttempt, { ...call, body: { result: 'no_answer', note: '换了一份' } }), 422, 'IDEMPOTENCY_KEY_REUSED')
  })

  it('asks by message once, and nobody calls meanwhile', async () => {
    const caseId = await waiting()
    const asked = await agent.call(inviteToRate, { params: { caseId } })
    expect(Date.parse(asked.body.invitedUntil) - clock.now()).toBe(DAY_MS)
    const ready = await other.call(readCallbackQueue, { query: { limit: 100 } })
    expect(ready.body.items.map((item) => item.caseId)).not.toContain(caseId)
    expectRefused(await other.call(claimCallback, { params: { caseId } }), 409, 'CALLBACK_TOO_EARLY')
    expectRefused(await other.call(inviteToRate, { params: { caseId } }), 409, 'INVITATION_USED')
    clock.advance(DAY_MS)
    // A day later everybody has been signed out.
    await signIn()
    expect((await other.call(claimCallback, { params: { caseId } })).status).toBe(200)
  })

  it('sends no message to who left no number, nor over somebody who is on the phone', async () => {
    const silent = await waiting({ caller: { phone: null, name: null } }).catch(() => null)
    // Without a number nobody wants a callback: the case is closed and there is nobody to ask.
    if (silent !== null) expectRefused(await agent.call(inviteToRate, { params: { caseId: silent } }), 404, 'CASE_NOT_FOUND')
    const caseId = await waiting()
    await other.call(claimCallback, { params: { caseId } })
    expectRefused(await agent.call(inviteToRate, { params: { caseId } }), 409, 'CALLBACK_CLAIMED')
  })

  it('takes the citizen’s own answers as a call’s, once', async () => {
    const caseId = await waiting()
    const ratings = system.api.get(CitizenRatings)
    expect(await ratings.isOpen(caseId)).toBe(false)
    expect(await ratings.rate(caseId, { answers: HAPPY, note: '' })).toMatchObject({ ok: false, refusal: { code: 'RATING_NOT_OPEN' } })
    await agent.call(inviteToRate, { params: { caseId } })
    expect(await ratings.isOpen(caseId)).toBe(true)
    expect(await ratings.rate(caseId, { answers: HAPPY, note: '已经修好' })).toMatchObject({ ok: true, value: { status: 'closed' } })
    expect(await ratings.rate(caseId, { answers: HAPPY, note: '' })).toMatchObject({ ok: false, refusal: { code: 'RATING_NOT_OPEN' } })
    expect((await reviewer.call(readCase, { params: { caseId } })).body).toMatchObject({ status: 'closed', finalCallback: { outcome: 'answered', answers: HAPPY } })
  })

  it('tells a citizen who answers while an agent notes a call to try again, and loses neither', async () => {
    const caseId = await waiting()
    await agent.call(inviteToRate, { params: { caseId } })
    clock.advance(DAY_MS)
    await signIn()
    await agent.call(claimCallback, { params: { caseId } })
    const tasks = system.api.get(CallbackTaskStore)
    const asRead = await tasks.openTask(caseId)
    expect((await agent.call(recordCallbackAttempt, { params: { caseId }, body: { result: 'no_answer', note: '无人接听' } })).body).toMatchObject({ attempts: 1 })
    const reading = jest.spyOn(tasks, 'openTask').mockResolvedValueOnce(asRead)
    const ratings = system.api.get(CitizenRatings)
    expect(await ratings.rate(caseId, { answers: HAPPY, note: '' })).toMatchObject({ ok: false, refusal: { code: 'CONFLICT' } })
    reading.mockRestore()
    expect(await ratings.rate(caseId, { answers: HAPPY, note: '' })).toMatchObject({ ok: true, value: { status: 'closed' } })
  })

  it('rule 12: lets nobody of the handling unit’s hierarchy take the task, and so never shows them a sealed caller', async () => {
    const caseId = await waiting({ caller: { phone: '13947500019', name: '包女士', sealed: true } })
    const own = await addAccount(system, { userName: 'callback-township', unitId: TOWNSHIP, role: 'callback_agent' })
    expectRefused(await own.call(claimCallback, { params: { caseId } }), 403, 'CALLBACK_INDEPENDENCE')
    expectRefused(await own.call(revealCaller, { params: { caseId }, body: { reason: '回访联系诉求人' } }), 403, 'CALLER_SEALED')
    expect((await agent.call(claimCallback, { params: { caseId } })).status).toBe(200)
  })
})
