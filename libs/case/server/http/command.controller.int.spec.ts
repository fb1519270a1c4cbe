import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, UNITS, caseWorld, person, wholeCase, type CaseWorld } from '@tongban/testing/server'
import { allowedActions } from '../../domain/index.js'
import { caseViewSchema, commandResultSchema, type CaseView } from '../../contract/views.js'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld()
})
afterAll(() => world.stop())

const { handler, reviewer, dispatcher, operator } = PEOPLE

async function begin(): Promise<{ caseId: string; assignmentId: string; version: number }> {
  const caseId = await world.first.filed()
  const { assignments, version } = await wholeCase(world.first, caseId)
  return { caseId, assignmentId: assignments.find((item) => item.role === 'lead')?.id ?? '', version }
}

describe('a case over HTTP', () => {
  it('goes from its filing to the archive through the doors made from the table', async () => {
    const { caseId, assignmentId } = await begin()
    const steps = [
      [`/assignments/${assignmentId}/sign`, handler, { version: 1 }, 'in_progress'],
      [`/assignments/${assignmentId}/contact`, handler, { version: 2, reached: true, method: 'phone', note: '已电话联系' }, 'in_progress'],
      [`/assignments/${assignmentId}/reply`, handler, { version: 3, text: '已到现场更换三盏路灯光源，当晚恢复照明。' }, 'awaiting_review'],
      [`/cases/${caseId}/review`, reviewer, { version: 4, verdict: 'pass' }, 'awaiting_callback'],
    ] as const
    for (const [index, [path, by, body, status]] of steps.entries()) {
      const answer = await world.first.call('POST', path, by, { body })
      expect(answer).toMatchObject({ status: 200, body: { caseId, version: index + 2, status } })
      expect(commandResultSchema.safeParse(answer.body).error).toBeUndefined()
    }
    await world.first.commands.execute('record_callback', { caseId }, { outcome: 'refused', note: '', attempts: 1 }, PEOPLE.callbackAgent)
    expect(await world.first.call('POST', `/cases/${caseId}/archive`, dispatcher, { body: {} })).toMatchObject({
      status: 200,
      body: { status: 'archived', version: 7 },
    })
  })

  it('is shown as the contract says, with the actions this person has', async () => {
    const { caseId, assignmentId } = await begin()
    const { status, body } = await world.first.call('GET', `/cases/${caseId}`, handler)
    expect([status, caseViewSchema.safeParse(body).error]).toEqual([200, undefined])
    const view = body as CaseView
    expect(view.allowedActions).toEqual(allowedActions(await wholeCase(world.first, caseId), handler, (unitId) => unitId))
    expect(view.allowedActions[0]).toMatchObject({ action: 'sign', assignmentId, enabled: true })
    expect(view.timeline.map(({ seq, type, group }) => [seq, type, group])).toEqual([
      [1, 'case.filed.v1', 'flow'],
      [2, 'case.dispatched.v1', 'flow'],
    ])
    expect(view.timeline[1]?.sentence).toContain('系统直派给')
  })
})

describe('a command over HTTP that is not right', () => {
  it('is told by field, rule and a Chinese sentence, and changes nothing', async () => {
    const { caseId, assignmentId, version } = await begin()
    const send = (path: string, body: unknown, by = handler) => world.first.call('POST', path, by, { body })
    const fields = async (path: string, body: unknown): Promise<unknown> => {
      const { status, body: problem } = await send(path, body)
      return [status, (problem as { errors: { field: string; rule: string }[] }).errors.map(({ field, rule }) => `${field} ${rule}`)]
    }
    expect(await fields(`/assignments/${assignmentId}/contact`, { reached: true, method: 'pigeon', note: '', extra: 1 })).toEqual([
      400,
      ['body.method invalid_value', 'body.note too_small', 'body.extra unrecognized_keys'],
    ])
    expect(await fields(`/assignments/${assignmentId}/reply`, { text: '太短', attachmentIds: ['x'] })).toEqual([
      400,
      ['body.text too_small', 'body.attachmentIds.0 invalid_format'],
    ])
    expect(await fields('/assignments/not-a-uuid/sign', { version: 'one' })).toEqual([
      400,
      ['path.assignmentId invalid_format', 'body.version invalid_type'],
    ])
    expect((await wholeCase(world.first, caseId)).version).toBe(version)
  })

  it('is told as a problem with its code and status: wrong state 409, foreign unit 404, other unit 403, missing permission 403', async () => {
    const { caseId, assignmentId } = await begin()
    const told = async (path: string, by: typeof handler, body: unknown = {}): Promise<unknown> => {
      const { status, body: problem } = await world.first.call('POST', path, by, { body })
      const { code, type, detail } = problem as { code: string; type: string; detail: string }
      expect([type, /[\u4e00-\u9fff]/.test(detail)]).toEqual([`urn:tongban:refusal:${code}`, true])
      return [status, code]
    }
    expect(await told(`/cases/${caseId}/archive`, dispatcher)).toEqual([409, 'CASE_STATE_FORBIDS'])
    expect(await told(`/assignments/${assignmentId}/sign`, PEOPLE.otherHandler)).toEqual([404, 'ASSIGNMENT_NOT_FOUND'])
    expect(await told(`/assignments/${assignmentId}/sign`, PEOPLE.coordinator)).toEqual([403, 'NOT_YOUR_ASSIGNMENT'])
    expect(await told(`/assignments/${assignmentId}/sign`, operator)).toEqual([403, 'PERMISSION_MISSING'])
    expect(await told(`/assignments/${assignmentId}/reply`, handler, { text: '已到现场更换三盏路灯光源。' })).toEqual([
      409,
      'REPLY_NEEDS_CONTACT',
    ])
    expect(await told(`/assignments/${assignmentId}/sign`, handler, { version: 9 })).toEqual([409, 'CASE_VERSION_STALE'])
    expect(await told(`/cases/${world.first.nextId()}/withdraw`, operator, { reason: '不存在' })).toEqual([404, 'CASE_NOT_FOUND'])
  })

  it('answers a repeat under the same key as before, and another body under it with 409 or 422', async () => {
    const { caseId, assignmentId } = await begin()
    const sign = (body: unknown, by = handler) =>
      world.first.call('POST', `/assignments/${assignmentId}/sign`, by, { body, idempotencyKey: 'key-of-the-phone' })
    const answer = await sign({ version: 1 })
    expect(answer.status).toBe(200)
    expect(await sign({ version: 1 })).toEqual(answer)
    expect(await sign({ version: 2 })).toMatchObject({ body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
    // another person's key is another key
    expect(await sign({ version: 1 }, person('unit_lead', UNITS.township))).toMatchObject({ body: { code: 'CASE_VERSION_STALE' } })
    expect((await wholeCase(world.first, caseId)).version).toBe(2)
  })
})
