import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE_MS, instant, plus, type Instant } from '@tongban/kernel/core'
import { StoreUnavailable } from '@tongban/platform/server'
import {
  PEOPLE,
  UNITS,
  allMoves,
  caseWorld,
  filing,
  openMoves,
  storedTimeline,
  valueOf,
  wholeCase,
  type CaseWorld,
  type Move,
} from '@tongban/testing/server'
import fc from 'fast-check'
import { CASE_COMMANDS, type CaseCommandBody } from '../../commands/contracts.js'
import { CaseCorpus } from '../../contract/case-corpus.js'
import { corpusCaseOf, draftCase, firstBrokenLink, involvedUnits, type CaseState } from '../../domain/index.js'
import { CaseStore, inScope } from './case.store.js'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld()
  await world.first.knowUnits()
})
afterAll(() => world.stop())

const loaded = async (caseId: string): Promise<CaseState> => {
  const state = await world.first.app.get(CaseStore).load(caseId, { kind: 'city', unitId: null })
  if (state === null) throw new Error('not stored')
  return state
}

async function give(caseId: string, { name, by, body, on }: Move) {
  if (name === 'file') throw new Error('filed already')
  return world.first.commands.execute(name, on === null ? { caseId } : { assignmentId: on }, body as never, by)
}

function finds({ name, by }: Move, state: CaseState): boolean {
  const scope = CASE_COMMANDS[name].mount === 'generic' ? by.scope : ({ kind: 'city', unitId: by.unitId } as const)
  return inScope(scope, { county_code: state.countyCode, unit_ids: involvedUnits(state), subject_unit_ids: state.subjectUnitIds })
}

/** Lets `picks` decide what happens to a case, from its filing on; returns its id. */
async function lifeOf(picks: readonly number[]): Promise<string> {
  const first = allMoves(draftCase(world.first.nextId(), world.clock.now(), PEOPLE.operator.userId), [PEOPLE.operator], ['file'])
  const body = first[(picks[0] ?? 0) % first.length]?.body as CaseCommandBody<'file'>
  const caseId = await world.first.filed({ ...body, number: undefined as never, attachmentIds: [] })
  for (const pick of picks) {
    world.clock.advance((pick % 3_000) * MINUTE_MS)
    const state = await loaded(caseId)
    const open = openMoves(state, world.clock.now(), () => 'unused')
      .map(({ move }) => move)
      .filter(
        ({ name, body: given }) =>
          name !== 'file' && !(name === 'withdraw' && pick % 7 > 0) && !JSON.stringify(given).includes('attachmentIds":["'),
      )
    const move = open[pick % Math.max(1, open.length)]
    if (move === undefined) continue
    const result = await give(caseId, move)
    // Rules know nothing of reach: who does not find the case (it is about their unit, or lies in another county by now) is told so, whatever the rules alone would let them do.
    if (finds(move, state)) valueOf(result)
    else expect(result).toMatchObject({ ok: false, refusal: { code: expect.stringMatching('_NOT_FOUND$') } })
  }
  return caseId
}

describe('what is stored of a case', () => {
  it('is, after any life, the replay of its timeline: rows, chain, audit and outbox agree', async () => {
    const statuses: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 25, size: 'max' }), async (picks) => {
        const caseId = await lifeOf(picks)
        const { status } = await wholeCase(world.first, caseId)
        statuses[status] = (statuses[status] ?? 0) + 1
        // What learns from cases is told the same of one that was read and of many read in bulk.
        const snapshots = await world.first.lookup.snapshots([caseId])
        expect(snapshots.map(corpusCaseOf)).toEqual(await world.first.app.get(CaseCorpus).of([caseId]))
      }),
      { numRuns: 60, endOnFailure: true },
    )
    expect(Object.keys(statuses).length).toBeGreaterThan(5)
  })

  it('is nothing when the command was refused', async () => {
    const caseId = await world.first.filed()
    const state = await loaded(caseId)
    const before = await storedTimeline(world.database, caseId)
    for (const move of allMoves(state)) {
      if (
        move.name === 'file' ||
        openMoves(state, world.clock.now(), () => 'unused').some((open) => open.move.name === move.name && open.move.by === move.by)
      )
        continue
      expect((await give(caseId, move)).ok).toBe(false)
    }
    expect(await storedTimeline(world.database, caseId)).toEqual(before)
    expect(await wholeCase(world.first, caseId)).toEqual(state)
  })

  it("shows a change made behind the product's back", async () => {
    const caseId = await world.first.filed()
    const { timelineLength: length, timelineHash: hash } = await loaded(caseId)
    await world.database.transaction(async (tx) => {
      await tx.query('ALTER TABLE case_timeline DISABLE TRIGGER USER')
      await tx.query(`UPDATE case_timeline SET data = data || '{"title": "改过的标题"}' WHERE case_id = $1 AND seq = 1`, [caseId])
      await tx.query('ALTER TABLE case_timeline ENABLE TRIGGER USER')
    })
    expect(firstBrokenLink(await storedTimeline(world.database, caseId), { length, hash })).toBe(1)
  })

  it.each(['UPDATE case_timeline SET seq = seq', 'DELETE FROM case_timeline', 'TRUNCATE case_timeline', 'TRUNCATE case_case CASCADE'])(
    'keeps its timeline: %s is refused',
    async (sql) => {
      await world.first.filed()
      await expect(world.database.query(sql)).rejects.toThrow('append-only')
    },
  )

  it("has one open lead at most, by the database's own rule too", async () => {
    const caseId = await world.first.filed()
    await expect(
      world.database.query(
        `INSERT INTO case_assignment SELECT (jsonb_populate_record(a, jsonb_build_object('id', $2::text))).* FROM case_assignment a WHERE case_id = $1 AND role = 'lead'`,
        [caseId, world.first.nextId()],
      ),
    ).rejects.toThrow('case_assignment_one_lead')
  })

  it('keeps long and unusual text as it was written', async () => {
    const description = `𠮷 "引号" \\ 反斜线\n换行 'quote' ${'很长'.repeat(2_000)} ؀`
    const caseId = await world.first.filed({
      description,
      dispatchTrail: { words: ['明仁', null, 0.1 + 0.2, { deep: [[], {}] }], none: null },
    })
    const stored = await wholeCase(world.first, caseId)
    expect(stored.description).toBe(description)
    expect(stored.dispatchTrail).toEqual({ words: ['明仁', null, 0.1 + 0.2, { deep: [[], {}] }], none: null })
  })
})

describe('rows beside the case', () => {
  const companion = (key: string) => ({
    statement: {
      name: 'test.companion',
      sql: `INSERT INTO test_companion SELECT r.* FROM jsonb_populate_recordset(null::test_companion, $1::jsonb) AS r WHERE $2 <> ''`,
    },
    row: { key },
  })

  beforeAll(() => world.database.query('CREATE TABLE test_companion (key text PRIMARY KEY)'))

  it('of the calling context are committed with it', async () => {
    const filed = valueOf(await world.first.file({}, PEOPLE.operator, { companions: [companion('one')] }))
    expect(await world.database.query('SELECT key FROM test_companion')).toEqual([{ key: 'one' }])
    await wholeCase(world.first, filed.caseId)
  })

  it('that cannot be written take the case with them, and none of the others that were filed in the same moment', async () => {
    const numbers = await Promise.all(Array.from({ length: 12 }, () => world.first.commands.nextNumber(world.clock.now())))
    const results = await Promise.allSettled(
      numbers.map((number, index) =>
        world.first.file({ number }, PEOPLE.operator, { companions: [companion(index === 5 ? 'one' : `fresh ${index}`)] }),
      ),
    )
    expect(results.map(({ status }) => status)).toEqual(numbers.map((_, index) => (index === 5 ? 'rejected' : 'fulfilled')))
    const stored = await world.database.query<{ number: string }>('SELECT number FROM case_case WHERE number = ANY($1)', [numbers])
    expect(new Set(stored.map((row) => row.number))).toEqual(new Set(numbers.filter((_, index) => index !== 5)))
    for (const result of results) if (result.status === 'fulfilled') await wholeCase(world.first, valueOf(result.value).caseId)
  })
})

describe('a store that goes away in the middle of a commit', () => {
  it('acknowledges nothing, leaves nothing behind, and serves the next request', async () => {
    const number = await world.first.commands.nextNumber(world.clock.now())
    const caseId = world.first.nextId()
    const outcome = world.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE case_case IN ACCESS EXCLUSIVE MODE')
      const answer = world.first.commands.file(caseId, filing({ number }), PEOPLE.operator).then(
        () => 'acknowledged',
        (error: unknown) => error,
      )
      const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      while ((await world.database.query(ended)).length === 0);
      return answer
    })
    expect(await outcome).toBeInstanceOf(StoreUnavailable)
    expect(await world.database.query('SELECT 1 FROM case_case WHERE id = $1', [caseId])).toEqual([])
    valueOf(await world.first.commands.file(caseId, filing({ number }), PEOPLE.operator))
    await wholeCase(world.first, caseId)
  })
})

describe('numbers of cases', () => {
  it("are the city's day and six digits, each given once, and without waste when many ask at once", async () => {
    const at: Instant = plus(instant(Date.parse('2026-11-20T23:30:00+08:00')), 0)
    const numbers = (await Promise.all(Array.from({ length: 1_000 }, () => world.first.commands.nextNumber(at)))).sort()
    expect(new Set(numbers).size).toBe(1_000)
    expect(numbers.every((number) => /^20261120\d{6}$/.test(number))).toBe(true)
    expect(Number(numbers.at(-1)) - Number(numbers[0])).toBeLessThan(1_200)
  })

  it("begin with the next day at the city's midnight", async () => {
    const number = await world.first.commands.nextNumber(instant(Date.parse('2026-11-20T16:00:00Z')))
    expect(number.slice(0, 8)).toBe('20261121')
  })

  it('taken already are a conflict, not a second case', async () => {
    const number = await world.first.commands.nextNumber(world.clock.now())
    valueOf(await world.first.file({ number }))
    expect(await world.first.file({ number })).toMatchObject({ ok: false, refusal: { code: 'CONFLICT' } })
    expect(
      await world.database.query('SELECT unit_ids @> $2 AS involved FROM case_case WHERE number = $1', [number, [UNITS.township]]),
    ).toEqual([{ involved: true }])
  })
})
