import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { COMMAND_ENDPOINTS, readCase, readInbox, uploadAttachment } from '@tongban/case/contract'
import { claimCallback, readCallbackQueue, recordCallbackAttempt } from '@tongban/callback/contract'
import { readCaseClocks } from '@tongban/deadline/contract'
import { fileCase } from '@tongban/intake/contract'
import type { Endpoint } from '@tongban/kernel/contract'
import { readBoard } from '@tongban/reporting/contract'
import { FakeClock } from '@tongban/testing/server'
import type { SignedIn } from './support/signed-in.js'
import { startSystem, type System } from './support/system.js'

const command = (name: string): Endpoint => {
  const found = COMMAND_ENDPOINTS.find((item) => item.command.name === name)
  if (!found) throw new Error(`No command ${name}`)
  return found.endpoint
}

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function photo(person: SignedIn): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([PNG], { type: 'image/png' }), '现场.png')
  const answer = await person.send<{ id: string }>('POST', uploadAttachment.path, { body: form })
  expect(answer.status).toBe(201)
  return answer.body.id
}

let system: System

beforeAll(async () => {
  // A working morning: on a Saturday the first contact (24 h) falls due before the signature (2 working hours).
  system = await startSystem({ autonomous: false, clock: new FakeClock('2026-11-18T09:30:00+08:00') })
})
afterAll(() => system.stop())

describe('a call becomes a closed case', () => {
  it('goes straight to the township, back to the citizen, and into the rates', async () => {
    const operator = await system.signIn('operator1')
    const filed = await operator.call(fileCase, {
      idempotencyKey: 'journey-1',
      body: {
        caller: { phone: '13947500001', name: '张女士' },
        caseType: 'help',
        description: '邻居把我家和他家之间的地边子占了两垄，量过几回村里调解不下来，请镇里来人丈量。',
        placeText: '奈曼旗大沁他拉镇',
        categoryCode: '010105',
      },
    })
    expect(filed.status).toBe(201)
    const { caseId } = filed.body

    expect(filed.body).toMatchObject({ status: 'in_progress', dispatch: { outcome: 'automatic', lead: { name: '奈曼旗大沁他拉镇人民政府' } } })

    const township = await system.signIn('township1')
    const inbox = await township.call(readInbox)
    const card = inbox.body.items.find((item) => item.caseId === caseId)
    expect(card).toMatchObject({ status: 'dispatched', nextDue: { kind: 'sign' } })
    const assignmentId = card?.assignmentId ?? ''

    expect((await township.call(command('sign'), { params: { assignmentId }, body: {} })).status).toBe(200)
    const early = await township.call(command('reply'), { params: { assignmentId }, body: { text: '还没有联系就回复是不行的，应该被拒绝。' } })
    expect([early.status, early.problem.code]).toEqual([409, 'REPLY_NEEDS_CONTACT'])
    expect((await township.call(command('contact'), { params: { assignmentId }, body: { reached: true, method: 'phone', note: '已联系，约定当天到现场' } })).status).toBe(200)
    const attachmentIds = [await photo(township)]
    const replied = await township.call(command('reply'), { params: { assignmentId }, body: { text: '已会同村干部到地里丈量，双方当面确认地界并埋桩。', attachmentIds } })
    expect(replied.body).toMatchObject({ status: 'awaiting_review' })

    const reviewer = await system.signIn('reviewer1')
    const sentBack = await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'send_back', remarks: '请说明丈量结果和双方是否认可' } })
    expect(sentBack.body).toMatchObject({ status: 'in_progress', round: 2 })
    await township.call(command('reply'), { params: { assignmentId }, body: { text: '丈量后退还两垄地，双方签字认可，已告知来电人，照片附后。', attachmentIds: [await photo(township)] } })
    const passed = await reviewer.call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })
    expect(passed.body).toMatchObject({ status: 'awaiting_callback' })

    const agent = await system.signIn('callback1')
    expect((await agent.call(readCallbackQueue)).body.items.map((item) => item.caseId)).toContain(caseId)
    expect((await agent.call(claimCallback, { params: { caseId } })).body.claimedBy?.me).toBe(true)
    const closed = await agent.call(recordCallbackAttempt, {
      params: { caseId },
      body: { result: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '' },
    })
    expect(closed.body).toMatchObject({ status: 'closed' })

    await system.runtime.settle()
    const supervisor = await system.signIn('supervisor1')
    const page = await supervisor.call(readCase, { params: { caseId } })
    expect(page.body.timeline.map((entry) => entry.type)).toEqual([
      'case.filed.v1', 'case.dispatched.v1', 'assignment.signed.v1', 'assignment.contacted.v1', 'assignment.replied.v1', 'case.review_failed.v1',
      'assignment.replied.v1', 'case.review_passed.v1', 'case.callback_recorded.v1', 'case.closed.v1',
    ])
    expect(page.body.assignments.some((item) => item.role === 'cc')).toBe(true)
    const clocks = await supervisor.call(readCaseClocks, { params: { caseId } })
    expect(clocks.body.items.filter((clock) => clock.state === 'satisfied').map((clock) => clock.kind)).toEqual(expect.arrayContaining(['sign', 'contact', 'promise']))
    expect(clocks.body.items.every((clock) => clock.sentences.length > 0)).toBe(true)
    const board = await supervisor.call(readBoard)
    expect(board.body.today.closed).toBe(1)
    expect(board.body.month).toMatchObject({ validCallbacks: 1, rates: { response: 1, resolution: 1, satisfaction: 1 } })
  })
})
