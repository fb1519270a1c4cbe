import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { HOUR_MS } from '@tongban/kernel/core'
import { PEOPLE, caseWorld, sentBy, valueOf, type CaseWorld } from '@tongban/testing/server'
import { CaseReadings, type HeardOfCase } from '../../contract/case-readings.js'
import type { CaseSnapshot } from '../../contract/ports.js'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld()
})
afterAll(() => world.stop())

const readings = (): CaseReadings => world.first.app.get(CaseReadings)
const heard = (subjectId: string, version: number): HeardOfCase => ({ type: 'case.urged.v1', subjectId, data: { version } })
/** What is answered, and by how many statements. */
async function asked(ask: () => Promise<unknown>): Promise<number> {
  // One of our own, so that nothing sent is no fault.
  return (await sentBy(world.database, async () => (await world.database.query('SELECT 1'), ask()))).length - 1
}
async function urged(caseId: string): Promise<void> {
  valueOf(await world.first.commands.execute('urge', { caseId }, { note: '还没有人来' }, PEOPLE.operator))
}

describe('a case that several listen to', () => {
  it('is read once, by whoever asks first, also while it is being read', async () => {
    const ids = [await world.first.filed(), await world.first.filed()]
    const events = ids.map((id) => heard(id, 1))
    let answers: (readonly CaseSnapshot[])[] = []
    const sent = await asked(async () => {
      answers = await Promise.all([readings().snapshots(events), readings().snapshots(events.slice(1)), readings().snapshots([...events, ...events])])
      answers.push(await readings().snapshots(events))
      expect((await readings().corpus(events)).map(({ id }) => id).sort()).toEqual([...ids].sort())
    })
    expect(sent).toBe(1)
    expect(answers.map((answer) => answer.map(({ id }) => id).sort())).toEqual([[...ids].sort(), ids.slice(1), [...ids].sort(), [...ids].sort()])
  })

  it('is read anew for an event that tells of a newer version, and once for those after it', async () => {
    const caseId = await world.first.filed()
    await readings().snapshots([heard(caseId, 1)])
    await urged(caseId)
    let found: readonly CaseSnapshot[] = []
    expect(await asked(async () => (found = await readings().snapshots([heard(caseId, 1)])))).toBe(0)
    expect(found).toMatchObject([{ version: 1, urges: 0 }])
    expect(await asked(async () => (found = await readings().snapshots([heard(caseId, 1), heard(caseId, 2)])))).toBe(1)
    expect(found).toMatchObject([{ version: 2, urges: 1 }])
    expect(await asked(async () => (found = await readings().snapshots([heard(caseId, 1)])))).toBe(0)
    expect(found).toMatchObject([{ version: 2 }])
  })

  it('is read anew for the event of another context, which says no version, and after a moment for all', async () => {
    const caseId = await world.first.filed()
    const event = heard(caseId, 1)
    await readings().snapshots([event])
    expect(await asked(() => readings().snapshots([{ ...event, type: 'callback.invited.v1' }]))).toBe(1)
    expect(await asked(() => readings().snapshots([event]))).toBe(0)
    world.clock.advance(HOUR_MS)
    expect(await asked(() => readings().snapshots([event]))).toBe(1)
  })

  it('is read again by the next when a reading failed, and left out when there is none', async () => {
    const caseId = await world.first.filed()
    const { run } = world.database
    world.database.run = () => Promise.reject(new Error('away'))
    const failed = readings().snapshots([heard(caseId, 1)])
    world.database.run = run
    await expect(failed).rejects.toThrow('away')
    expect(await readings().snapshots([heard(caseId, 1), heard(world.first.nextId(), 1)])).toMatchObject([{ id: caseId }])
  })

  it('keeps a thousand at most', async () => {
    const first = await world.first.filed()
    await readings().snapshots([heard(first, 1)])
    const others = Array.from({ length: 1_000 }, () => heard(world.first.nextId(), 1))
    await readings().snapshots(others.slice(0, 500))
    expect(await asked(() => readings().snapshots([heard(first, 1)]))).toBe(0)
    await readings().snapshots(others.slice(500))
    await readings().snapshots([heard(world.first.nextId(), 1)])
    expect(await asked(() => readings().snapshots([heard(first, 1)]))).toBe(1)
  })
})
