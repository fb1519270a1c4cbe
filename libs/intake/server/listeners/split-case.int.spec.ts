import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Module } from '@nestjs/common'
import { DispatchModule, DispatchSeed } from '@tongban/dispatch/server'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { EventConsumers, ConsumerRunner, type DeliveredEvent } from '@tongban/platform/server'
import { SuggestionModule } from '@tongban/suggestion/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { PEOPLE, caseWorld, storedTimeline, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { CallerStore } from '../persistence/caller.store.js'
import { FileCase, FilingEdge, type FileCaseInput } from '../use-cases/file-case.use-case.js'
import { PlanFiling } from '../use-cases/plan-filing.js'
import { SplitCaseListener } from './split-case.listener.js'

/** The part of intake that files; its doors are not asked here. */
@Module({ providers: [CallerStore, PlanFiling, FilingEdge, FileCase, SplitCaseListener] })
class FilingUnderTest {}

let world: CaseWorld | undefined
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, SuggestionModule, DispatchModule, FilingUnderTest] })
  city = world.first
  await city.database.transaction(async (tx) => {
    for (const seed of [OrgSeed, TaxonomySeed, DispatchSeed]) await city.app.get(seed, { strict: false }).load(tx, '150500')
  })
})
afterAll(() => world?.stop())

const CALL: FileCaseInput = {
  caller: { phone: '13947500077', name: '张女士', sealed: false, wantsCallback: true }, channel: 'phone', originLine: null, caseType: 'help',
  description: '邻居占了我家地边子两垄，另外村口路灯坏了半个月，垃圾也没人清运。', placeText: '奈曼旗大沁他拉镇', divisionCode: null, categoryCode: '010105',
  urgency: null, attachmentIds: [], requiredFacts: {}, point: null, placeAsked: false, subjectUnitIds: [], language: 'mn', chosenUnitId: null, shown: null, disposition: { kind: 'dispatch' },
}
const PARTS = [
  { title: '村口路灯不亮', description: '村口路灯坏了半个月，晚上看不清路。', categoryCode: null },
  { title: '垃圾无人清运', description: '村口垃圾点半个月没有人清运。', categoryCode: '999999' },
]

async function splitCase(): Promise<{ caseId: string; partIds: string[] }> {
  const { caseId } = valueOf(await city.app.get(FileCase).file(CALL, PEOPLE.operator, null))
  expect((await city.call('POST', `/cases/${caseId}/split`, PEOPLE.dispatcher, { body: { parts: PARTS, reason: '来电反映三件不相干的事' } })).status).toBe(200)
  return { caseId, partIds: (await wholeCase(city, caseId)).procedures.splitInto.map((part) => part.caseId) }
}

/** The split as the outbox holds it, to be delivered by hand. */
async function splitEvent(caseId: string): Promise<DeliveredEvent> {
  type Row = { id: number; type: string; subject_id: string; occurred_at: number; data: Record<string, unknown> }
  const [row] = await city.database.query<Row>(`SELECT id, type, subject_id, occurred_at, data FROM outbox_event WHERE subject_id = $1 AND type = 'case.split.v1'`, [caseId])
  if (row === undefined) throw new Error('No split in the outbox')
  return { id: row.id, type: row.type, subjectId: row.subject_id, at: row.occurred_at, data: row.data, traceId: 't' }
}
const countOf = async (table: 'case_case' | 'intake_caller', column: string, ids: readonly string[]): Promise<number> =>
  (await city.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE ${column} = ANY($1::uuid[])`, [ids]))[0]?.count ?? 0

describe('what was split off a case', () => {
  it('becomes a case of its own for each part: same caller encrypted anew, same place, planned as any filing', async () => {
    const { caseId, partIds } = await splitCase()
    await city.settle()
    const origin = await wholeCase(city, caseId)
    const callers = city.app.get(CallerStore)
    for (const [index, partId] of partIds.entries()) {
      const part = await wholeCase(city, partId)
      expect(part).toMatchObject({
        title: PARTS[index]?.title, description: PARTS[index]?.description, divisionCode: origin.divisionCode, townshipCode: origin.townshipCode, language: 'mn',
        wantsCallback: true, procedures: { splitFrom: { caseId, number: origin.number } },
      })
      expect(['awaiting_dispatch', 'in_progress']).toContain(part.status)
      expect(part.dispatchTrail).not.toBeNull()
      expect(await callers.reveal(partId)).toEqual({ phone: '13947500077', name: '张女士', sealed: false })
    }
    const ciphers = await city.database.query<{ phone_cipher: Buffer }>('SELECT phone_cipher FROM intake_caller WHERE case_id = ANY($1::uuid[])', [[caseId, ...partIds]])
    expect(new Set(ciphers.map((row) => row.phone_cipher.toString('hex'))).size).toBe(3)
    expect((await storedTimeline(city.database, partIds[0] ?? '')).map(({ actorId }) => actorId)).toContain(PEOPLE.system.userId)
  })

  it('is filed once, also when the event is delivered twice, and when two deliveries cross', async () => {
    const { caseId, partIds } = await splitCase()
    const event = await splitEvent(caseId)
    const listener = city.app.get(SplitCaseListener)
    await Promise.all([listener.handle([event]), listener.handle([event])])
    await listener.handle([event])
    const runner = city.app.get(ConsumerRunner)
    for (const consumer of city.app.get(EventConsumers).all().filter((item) => item.name === 'intake.split_case')) {
      await runner.run(consumer, [event])
      await runner.run(consumer, [event])
    }
    expect([await countOf('case_case', 'id', partIds), await countOf('intake_caller', 'case_id', partIds)]).toEqual([2, 2])
    for (const partId of partIds) expect((await wholeCase(city, partId)).number).toMatch(/^\d{14}$/)
  })

  it('is made good when only some of it had been filed before the process died', async () => {
    const { caseId, partIds } = await splitCase()
    const event = await splitEvent(caseId)
    const facts = event.data.facts as { parts: unknown[] }
    const listener = city.app.get(SplitCaseListener)
    await listener.handle([{ ...event, data: { ...event.data, facts: { ...facts, parts: facts.parts.slice(0, 1) } } }])
    expect(await countOf('case_case', 'id', partIds)).toBe(1)
    await listener.handle([event])
    expect(await countOf('case_case', 'id', partIds)).toBe(2)
  })
})
