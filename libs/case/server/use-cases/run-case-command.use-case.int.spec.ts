import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { canonicalJson, idOf, type Result } from '@tongban/kernel/core'
import { Metrics } from '@tongban/platform/server'
import { PEOPLE, UNITS, caseWorld, filing, person, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { CommandOptions, CommandOutcome } from '../../contract/ports.js'
import { AttachmentStore } from '../persistence/attachment.store.js'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld({ processes: 2 })
  for (const process of world.processes) await process.knowUnits()
})
afterAll(() => world.stop())

const TABLES = [
  'case_case',
  'case_assignment',
  'case_timeline',
  'audit_entry',
  'outbox_event',
  'platform_idempotency',
  'case_attachment',
] as const
const rowCounts = async (): Promise<unknown> =>
  (await world.database.query(`SELECT ${TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`))[0]

const hashOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')
const once = (key: string, body: unknown, extra?: unknown): CommandOptions => ({
  idempotency: { scope: 'operator:fileCase', key, bodyHash: hashOf(body), extra },
})
const fileOnce = (
  process: CaseProcess,
  number: string,
  key: string,
  body: unknown = 'the same',
  changes = {},
): Promise<Result<CommandOutcome>> =>
  process.commands.file(process.nextId(), filing({ number, ...changes }), PEOPLE.operator, once(key, body, { told: number }))

const numbers = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => world.first.commands.nextNumber(world.clock.now())))

describe('the same request sent a hundred times at once', () => {
  it('files one case, and tells all hundred the same', async () => {
    const before = (await world.database.query<{ cases: number }>('SELECT count(*) AS cases FROM case_case'))[0]?.cases ?? 0
    const given = await numbers(100)
    const results = await Promise.all(given.map((number, index) => fileOnce(world.processes[index % 2] ?? world.first, number, 'hundred')))
    const answers = results.map((result) => valueOf(result))
    expect(new Set(answers.map(({ repeated: _, ...told }) => canonicalJson(told))).size).toBe(1)
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1)
    const [answer] = answers
    expect(answer).toMatchObject({ version: 1, status: 'in_progress', round: 1, extra: { told: answer?.number } })
    expect(await world.database.query('SELECT count(*) AS cases FROM case_case')).toEqual([{ cases: before + 1 }])
    await wholeCase(world.first, answer?.caseId ?? '')
  }, 60_000)
})

describe('a request that comes again', () => {
  it('is answered as it was then, without a new case, in any process', async () => {
    const [first = '', second = ''] = await numbers(2)
    const answer = valueOf(await fileOnce(world.first, first, 'again'))
    const counts = await rowCounts()
    for (const process of world.processes) {
      expect(valueOf(await fileOnce(process, second, 'again'))).toEqual({ ...answer, repeated: true })
    }
    expect(await rowCounts()).toEqual(counts)
  })

  it('is refused when it asks for something else under the same key, and changes nothing', async () => {
    const [first = '', second = ''] = await numbers(2)
    valueOf(await fileOnce(world.first, first, 'reused'))
    const counts = await rowCounts()
    expect(await fileOnce(world.first, second, 'reused', 'something else', { title: '另一件事' })).toEqual({
      ok: false,
      refusal: { code: 'IDEMPOTENCY_KEY_REUSED', params: {} },
    })
    expect(await rowCounts()).toEqual(counts)
  })

  it('does not meet the same key of somebody else, or of another command', async () => {
    const [one = '', two = ''] = await numbers(2)
    const file = (number: string, scope: string) =>
      world.first.commands.file(world.first.nextId(), filing({ number }), PEOPLE.operator, {
        idempotency: { scope, key: 'shared', bodyHash: 'x' },
      })
    const answers = [valueOf(await file(one, 'one:fileCase')), valueOf(await file(two, 'two:fileCase'))]
    expect(answers.map(({ number, repeated }) => [number, repeated])).toEqual([
      [one, false],
      [two, false],
    ])
  })

  it('with its attachments is answered as it was then, although they belong to the case by now', async () => {
    const upload = await world.first.app
      .get(AttachmentStore)
      .put({ name: '现场.png', mediaType: 'image/png', content: Buffer.from('a photo') }, PEOPLE.operator.userId)
    const [first = '', second = ''] = await numbers(2)
    const answer = valueOf(await fileOnce(world.first, first, 'with-photo', 'photo', { attachmentIds: [upload.id] }))
    expect(await fileOnce(world.first, second, 'with-photo', 'photo', { attachmentIds: [upload.id] })).toEqual({
      ok: true,
      value: { ...answer, repeated: true },
    })
  })

  it('is answered as it was then although the case has moved on since', async () => {
    const caseId = await world.first.filed()
    const [lead] = (await wholeCase(world.first, caseId)).assignments.filter((item) => item.role === 'lead')
    const sign = () =>
      world.first.commands.execute('sign', { assignmentId: lead?.id ?? '' }, { version: 1 }, PEOPLE.handler, {
        idempotency: { scope: 'handler:sign', key: caseId, bodyHash: 'sign' },
      })
    const answer = valueOf(await sign())
    valueOf(await world.first.commands.execute('withdraw', { caseId }, { reason: '已自行解决' }, PEOPLE.operator))
    expect(answer).toMatchObject({ version: 2, status: 'in_progress', repeated: false })
    // the unit does not even see the case any more, but what it was told it may be told again
    expect(valueOf(await sign())).toEqual({ ...answer, repeated: true })
    expect((await wholeCase(world.first, caseId)).version).toBe(3)
  })

  it('is not held up by notes of the system that came since the page was read, but by what a person did', async () => {
    const caseId = await world.first.filed()
    const lead = (await wholeCase(world.first, caseId)).assignments.find((item) => item.role === 'lead')?.id ?? ''
    const note = { topic: 'supervision', subjectId: caseId, sentence: '日常督办单已下发', detail: null } as const
    const contact = (version: number) =>
      world.first.commands.execute('contact', { assignmentId: lead }, { version, reached: true, method: 'phone', note: '已联系' }, PEOPLE.handler)
    valueOf(await world.first.commands.execute('note', { caseId }, note, PEOPLE.system))
    valueOf(await world.first.commands.execute('sign', { assignmentId: lead }, { version: 1 }, PEOPLE.handler))
    valueOf(await world.first.commands.execute('note', { caseId }, note, PEOPLE.system))
    expect(await contact(1)).toMatchObject({ ok: false, refusal: { code: 'CASE_VERSION_STALE' } })
    valueOf(await contact(3))
  })

  it('loses no race to a note of the system', async () => {
    const caseId = await world.first.filed()
    const lead = (await wholeCase(world.first, caseId)).assignments.find((item) => item.role === 'lead')?.id ?? ''
    const note = (process: CaseProcess) =>
      process.commands.execute('note', { caseId }, { topic: 'supervision', subjectId: caseId, sentence: '日常督办单已下发', detail: null }, PEOPLE.system)
    const [signed] = await Promise.all([world.first.commands.execute('sign', { assignmentId: lead }, { version: 1 }, PEOPLE.handler), ...world.processes.map(note)])
    valueOf(signed)
  })

  it('is tried anew when it had lost its race: the key was not used up', async () => {
    const caseId = await world.first.filed()
    const lead = (await wholeCase(world.first, caseId)).assignments.find((item) => item.role === 'lead')?.id ?? ''
    const contact = (process: CaseProcess, key: string) =>
      process.commands.execute('contact', { assignmentId: lead }, { reached: true, method: 'phone', note: '已联系' }, PEOPLE.handler, {
        idempotency: { scope: 'handler:contact', key, bodyHash: 'x' },
      })
    valueOf(await world.first.commands.execute('sign', { assignmentId: lead }, {}, PEOPLE.handler))
    const results = await Promise.all(world.processes.map((process, index) => contact(process, `${caseId}-${index}`)))
    for (const [index, result] of results.entries()) {
      const again = await contact(world.first, `${caseId}-${index}`)
      expect(valueOf(again).repeated).toBe(result.ok)
    }
    expect(await wholeCase(world.first, caseId)).toMatchObject({ version: 4 })
  })
})

describe('attachments of a command', () => {
  const upload = (by: string) =>
    world.first.app.get(AttachmentStore).put({ name: '现场.jpg', mediaType: 'image/jpeg', content: Buffer.from('another photo') }, by)

  it('are tied to the case with the commit', async () => {
    const { id } = await upload(PEOPLE.operator.userId)
    const caseId = await world.first.filed({ attachmentIds: [id] })
    expect(await world.first.app.get(AttachmentStore).read(id)).toMatchObject({ case_id: caseId, uploaded_by: PEOPLE.operator.userId })
  })

  it("that are somebody else's, of another case, or not there, are refused by name", async () => {
    const foreign = await upload('somebody-else')
    const used = await upload(PEOPLE.operator.userId)
    await world.first.filed({ attachmentIds: [used.id] })
    const counts = await rowCounts()
    for (const id of [foreign.id, used.id, world.first.nextId()]) {
      expect(await world.first.file({ attachmentIds: [id] })).toEqual({
        ok: false,
        refusal: { code: 'ATTACHMENT_UNKNOWN', params: { attachmentId: id } },
      })
    }
    expect(await rowCounts()).toEqual(counts)
  })
})

describe('what a person may not reach', () => {
  it('is not there: a foreign unit, or one whose role sees nothing, finds neither case nor assignment', async () => {
    const caseId = await world.first.filed()
    const [lead] = (await wholeCase(world.first, caseId)).assignments
    for (const stranger of [
      PEOPLE.otherHandler,
      person('county_coordinator', 'county-150524-coordinator', { countyCode: '150524' }),
      person('handler', 'no-such-unit'),
    ]) {
      expect(await world.first.commands.execute('sign', { assignmentId: lead?.id ?? '' }, {}, stranger)).toMatchObject({
        ok: false,
        refusal: { code: 'ASSIGNMENT_NOT_FOUND' },
      })
    }
    const blind = { ...PEOPLE.reviewer, scope: { kind: 'none' } as const }
    expect(await world.first.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, blind)).toMatchObject({
      ok: false,
      refusal: { code: 'CASE_NOT_FOUND' },
    })
    expect(
      await world.first.commands.execute('withdraw', { caseId: world.first.nextId() }, { reason: '不存在' }, PEOPLE.operator),
    ).toMatchObject({ ok: false, refusal: { code: 'CASE_NOT_FOUND' } })
  })

  it('does not stop the doors of other contexts, which have looked for themselves', async () => {
    const caseId = await world.first.filed({ target: null })
    const blind = { ...PEOPLE.dispatcher, scope: { kind: 'own_unit', unitId: idOf('elsewhere') } as never }
    const outcome = await world.first.commands.execute(
      'dispatch',
      { caseId },
      { leadUnitId: UNITS.township, assistUnitIds: [], ccUnitIds: [], reason: '' },
      blind,
    )
    expect(valueOf(outcome)).toMatchObject({ status: 'in_progress', version: 2 })
  })
})

describe('the cost of a command in statements sent', () => {
  const sent = async (work: () => Promise<unknown>): Promise<number> => {
    const count = async (): Promise<number> => (await world.first.app.get(Metrics).roundTrips.get()).values[0]?.value ?? 0
    const before = await count()
    await work()
    return (await count()) - before
  }

  it('is eight to file with a key and eight to sign, BEGIN and COMMIT included', async () => {
    const [number = ''] = await numbers(1)
    const caseId = world.first.nextId()
    expect(await sent(() => world.first.commands.file(caseId, filing({ number }), PEOPLE.operator, once('cost', 'cost')))).toBe(8)
    const lead = (await wholeCase(world.first, caseId)).assignments.find((item) => item.role === 'lead')?.id ?? ''
    expect(await sent(() => world.first.commands.execute('sign', { assignmentId: lead }, {}, PEOPLE.handler))).toBe(8)
  })

  it('is shared by those who come together: fifty filings cost less than one statement each', async () => {
    const given = await numbers(50)
    const cost = await sent(() =>
      Promise.all(given.map((number) => world.first.commands.file(world.first.nextId(), filing({ number }), PEOPLE.operator))),
    )
    expect(cost).toBeLessThan(50)
  })
})
