import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { problemSchema, type Problem } from '@tongban/kernel/contract'
import { PEOPLE, caseWorld, wholeCase, type CaseWorld } from '@tongban/testing/server'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld({ processes: 2 })
})
afterAll(() => world.stop())

const { handler, operator } = PEOPLE

async function begin(): Promise<{ caseId: string; assignmentId: string }> {
  const caseId = await world.first.filed()
  const { assignments } = await wholeCase(world.first, caseId)
  return { caseId, assignmentId: assignments.find((item) => item.role === 'lead')?.id ?? '' }
}
async function refused(path: string, body: unknown, by = handler, process = world.first): Promise<Problem> {
  const answer = await process.call('POST', path, by, { body })
  const parsed = problemSchema.safeParse(answer.body)
  expect([answer.status, parsed.error]).toEqual([409, undefined])
  return answer.body as Problem
}
const contact = (assignmentId: string, version: number, note: string) =>
  world.first.call('POST', `/assignments/${assignmentId}/contact`, handler, { body: { version, reached: true, method: 'phone', note } })

describe('a command given on an older state', () => {
  it('is told what has happened since: when, what and by whom, the newest last', async () => {
    const { caseId, assignmentId } = await begin()
    await world.first.call('POST', `/assignments/${assignmentId}/sign`, handler, { body: { version: 1 } })
    world.clock.advance(60_000)
    await contact(assignmentId, 2, '已电话联系')
    const problem = await refused(`/cases/${caseId}/withdraw`, { version: 1, reason: '来电人要求撤回' }, operator)
    expect(problem).toMatchObject({ code: 'CASE_VERSION_STALE', params: { seen: 1, current: 3 } })
    expect(problem.changes?.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('签收'), expect.stringContaining('联系')])
    expect(problem.changes?.map(({ actor }) => [actor.name !== '', actor.unitName !== null])).toEqual([[true, true], [true, true]])
    const [first = NaN, second = NaN] = problem.changes?.map(({ at }) => Date.parse(at)) ?? []
    expect(second - first).toBe(60_000)
    expect(JSON.stringify(problem.changes)).not.toContain('已电话联系')
  })

  it('hears of what it has not seen, and of no more', async () => {
    const { assignmentId } = await begin()
    await world.first.call('POST', `/assignments/${assignmentId}/sign`, handler, { body: { version: 1 } })
    await contact(assignmentId, 2, '第一次联系')
    const { changes } = await refused(`/assignments/${assignmentId}/contact`, { version: 2, reached: true, method: 'phone', note: '再联系' })
    expect(changes?.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('联系')])
  })

  it('hears of the ten newest when there are more', async () => {
    const { assignmentId } = await begin()
    await world.first.call('POST', `/assignments/${assignmentId}/sign`, handler, { body: { version: 1 } })
    for (let version = 2; version <= 14; version += 1) {
      world.clock.advance(60_000)
      await contact(assignmentId, version, `第 ${version} 次联系`)
    }
    const { changes = [] } = await refused(`/assignments/${assignmentId}/contact`, { version: 1, reached: true, method: 'phone', note: '再联系' })
    expect(changes).toHaveLength(10)
    expect(Date.parse(changes[9]?.at ?? '')).toBe(world.clock.now())
    expect(changes.some(({ sentence }) => sentence.includes('签收'))).toBe(false)
  })

  it('that lost a race hears what the winner did, in one process and between two', async () => {
    for (const other of world.processes) {
      const { assignmentId } = await begin()
      const path = `/assignments/${assignmentId}/sign`
      const answers = await Promise.all([world.first, other].map((process) => process.call('POST', path, handler, { body: { version: 1 } })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const problem = answers.find(({ status }) => status === 409)?.body as Problem
      expect(['CONFLICT', 'CASE_VERSION_STALE']).toContain(problem.code)
      expect(problem.changes?.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('签收')])
    }
  })

  it('is told nothing of the kind when it was refused for another reason, or named no version', async () => {
    const { caseId, assignmentId } = await begin()
    expect(await refused(`/assignments/${assignmentId}/reply`, { version: 1, text: '已到现场更换三盏路灯光源。' })).not.toHaveProperty('changes')
    expect(await refused(`/cases/${caseId}/archive`, {}, PEOPLE.dispatcher)).not.toHaveProperty('changes')
  })

  it('costs a command that is carried out no statement more', async () => {
    const { assignmentId } = await begin()
    const seen: string[] = []
    const database = world.first.database as unknown as { run: (statement: { name: string }, ...rest: unknown[]) => unknown }
    const run = database.run.bind(database)
    database.run = (statement, ...rest) => {
      seen.push(statement.name)
      return run(statement, ...rest)
    }
    await world.first.call('POST', `/assignments/${assignmentId}/sign`, handler, { body: { version: 1 } })
    await refused(`/assignments/${assignmentId}/sign`, { version: 1 })
    database.run = run
    expect(seen.filter((name) => name === 'case.changes_since')).toHaveLength(1)
    expect(seen.indexOf('case.changes_since')).toBe(seen.length - 1)
  })
})
