import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readCase, readReviewSheet } from '@tongban/case/contract'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, command, dutyOf, file } from './support/calls.js'
import { expectRefused } from './support/problems.js'

type Staff = { readonly system: System; readonly operator: SignedIn; readonly township: SignedIn; readonly reviewer: SignedIn }

async function staffOf(env: Record<string, string>): Promise<Staff> {
  const system = await startSystem({ autonomous: false, env })
  return { system, operator: await system.signIn('operator1'), township: await system.signIn('township1'), reviewer: await system.signIn('reviewer1') }
}

/** Long, of its own words, with contact: nothing to remark on but that it comes at once and without a photo. */
async function reply(township: SignedIn, caseId: string, text: string): Promise<void> {
  const assignmentId = await dutyOf(township, caseId)
  for (const [name, body] of [['sign', {}], ['contact', { reached: true, method: 'phone', note: '已联系' }], ['reply', { text }]] as const) {
    const answer = await township.call(command(name), { params: { assignmentId }, body })
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`)
  }
}

describe('the review sheet', () => {
  let staff: Staff
  beforeAll(async () => {
    staff = await staffOf({})
  })
  afterAll(() => staff.system.stop())

  it('asks what the category asks, and notices a text the unit has used before', async () => {
    const { operator, township, reviewer } = staff
    const first = await file(operator)
    const second = await file(operator, { description: '我家后院的排水沟被邻居填了，下雨天水都倒灌进院子，找村里说了几次都没有人管。' })
    await answerFor(township, first.caseId)
    await answerFor(township, second.caseId)
    const sheet = await reviewer.call(readReviewSheet, { params: { caseId: second.caseId } })
    expect(sheet.body.checklist.map((item) => item.id)).toEqual(expect.arrayContaining(['contacted', 'answers_each_point', 'measured_land']))
    expect(sheet.body.remarks.map((remark) => remark.code)).toEqual(expect.arrayContaining(['template_text', 'hasty']))
    expect(sheet.body.remarks.find((remark) => remark.code === 'template_text')?.text).toContain(first.number)
  })

  it('keeps what the reviewer ticked in the timeline', async () => {
    const { operator, township, reviewer } = staff
    const { caseId } = await file(operator)
    await answerFor(township, caseId)
    await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass', remarks: '', checked: ['contacted', 'measured_land'] } })
    const view = await reviewer.call(readCase, { params: { caseId } })
    expect(view.body.timeline.find((entry) => entry.type === 'case.review_passed.v1')?.sentence).toBe('审核通过，核对 2 项')
  })

  it('is for who may review: not before there is a reply, and not for a handler', async () => {
    const { operator, township, reviewer } = staff
    const { caseId } = await file(operator)
    expectRefused(await reviewer.call(readReviewSheet, { params: { caseId } }), 409, 'CASE_STATE_FORBIDS')
    expectRefused(await township.call(readReviewSheet, { params: { caseId } }), 403, 'PERMISSION_MISSING')
  })
})

describe('where an installation samples', () => {
  let staff: Staff
  beforeAll(async () => {
    staff = await staffOf({ TONGBAN_REVIEW_SHARE: '0', TONGBAN_CALLBACK_SHARE: '0' })
  })
  afterAll(() => staff.system.stop())
  const statusOf = async (caseId: string): Promise<string> => (await staff.reviewer.call(readCase, { params: { caseId } })).body.status

  it('leaves a reply with anything to remark on to a person', async () => {
    const { operator, township, system } = staff
    const { caseId } = await file(operator)
    await reply(township, caseId, '已会同村干部到地里丈量地边子，双方当面确认地界并埋桩，村里调解书已签，两家握手言和。')
    await system.runtime.settle()
    expect(await statusOf(caseId)).toBe('awaiting_review')
  })

  it('rule 7: closes a plain case that is not called back as not sampled, which counts as nobody’s answer', async () => {
    const { operator, township, reviewer } = staff
    const { caseId } = await file(operator)
    await answerFor(township, caseId)
    await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass', remarks: '' } })
    expect((await reviewer.call(readCase, { params: { caseId } })).body).toMatchObject({ status: 'closed', finalCallback: { outcome: 'not_sampled', answers: null } })
  })

  it('rule 7: calls back every complaint, however small the share', async () => {
    const { operator, township, reviewer } = staff
    const { caseId } = await file(operator, { caseType: 'complaint' })
    await answerFor(township, caseId)
    await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass', remarks: '' } })
    expect(await statusOf(caseId)).toBe('awaiting_callback')
  })
})
