import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { statement } from '@tongban/kernel/core'
import { openStore, type OpenStore } from '@tongban/testing/server'
import fc from 'fast-check'
import { StoreUnavailable } from '../refused.js'
import { GroupCommit, type CommitUnit } from './group-commit.js'

const CITY = '150500'
let store: OpenStore
let commits: GroupCommit
beforeAll(async () => {
  store = await openStore()
  await store.database.query(`
    CREATE TABLE thing (city_code text, id text, version int NOT NULL, value int NOT NULL, PRIMARY KEY (city_code, id));
    CREATE TABLE token (city_code text, id text, holder text, PRIMARY KEY (city_code, id));
    CREATE TABLE deed (city_code text, thing_id text, version int NOT NULL, value int NOT NULL CHECK (value < 1000), PRIMARY KEY (city_code, thing_id, version));
  `)
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.database.query('TRUNCATE thing, deed, token, platform_idempotency')
  commits = new GroupCommit(store.database, store.metrics, CITY)
})

const INSERT = statement<{ key: string }>(
  'test.thing_insert',
  `INSERT INTO thing SELECT r.* FROM jsonb_populate_recordset(null::thing, $1::jsonb) AS r WHERE r.city_code = $2 ON CONFLICT DO NOTHING RETURNING id AS key`,
)
const UPDATE = statement<{ key: string }>(
  'test.thing_update',
  `UPDATE thing AS t SET version = r.version, value = r.value FROM jsonb_populate_recordset(null::thing, $1::jsonb) AS r
   WHERE t.city_code = $2 AND t.id = r.id AND t.version = r.version - 1 RETURNING t.id AS key`,
)
const DEED = statement(
  'test.deed',
  `INSERT INTO deed SELECT r.* FROM jsonb_populate_recordset(null::deed, $1::jsonb) AS r WHERE r.city_code = $2`,
)

const TAKE = statement<{ key: string }>(
  'test.token_take',
  `UPDATE token AS t SET holder = r.holder FROM jsonb_to_recordset($1::jsonb) AS r(id text, holder text)
   WHERE t.city_code = $2 AND t.id = r.id AND (t.holder IS NULL OR t.holder = r.holder) RETURNING t.id || ' ' || t.holder AS key`,
)

/** The first version of a thing is inserted, each later one replaces the one before; each leaves a deed. */
function unit(id: string, version: number, value = 1, idempotency: CommitUnit['idempotency'] = null): CommitUnit {
  const row = { city_code: CITY, id, version, value }
  return {
    key: id,
    idempotency,
    guard: { statement: version === 1 ? INSERT : UPDATE, row },
    writes: [{ statement: DEED, row: { city_code: CITY, thing_id: id, version, value }, order: 1 }],
  }
}
/** As `unit`, taking a token that only one may hold. */
const taking = (id: string, token: string, idempotency: CommitUnit['idempotency'] = null): CommitUnit => {
  const plain = unit(id, 1, 1, idempotency)
  return { ...plain, writes: [...plain.writes, { statement: TAKE, row: { id: token, holder: id }, mustAffect: `${token} ${id}`, order: 2 }] }
}
const holders = () => store.database.query('SELECT id, holder FROM token ORDER BY id')
const once = (key: string, bodyHash = 'hash'): CommitUnit['idempotency'] => ({ scope: 'test', key, bodyHash, result: { of: key } })

const things = () => store.database.query('SELECT id, version, value FROM thing ORDER BY id')
const deeds = () => store.database.query('SELECT thing_id, version, value FROM deed ORDER BY thing_id, version')
const roundTrips = async (): Promise<number> => (await store.metrics.roundTrips.get()).values[0]?.value ?? 0

describe('commits that come together', () => {
  it('share a transaction: a hundred cost a few, and each is written whole', async () => {
    const before = await roundTrips()
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, index) => commits.submit(unit(`thing-${index}`, 1, index))))
    expect(outcomes.every((outcome) => outcome === 'committed')).toBe(true)
    expect((await roundTrips()) - before).toBeLessThanOrEqual(16)
    expect([await things(), await deeds()].map((rows) => rows.length)).toEqual([100, 100])
  })

  it('do not suffer from one that cannot be written: it is rejected, the others are committed', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => commits.submit(unit(`thing-${index}`, 1, index === 7 ? 5_000 : index))),
    )
    expect(outcomes.map((outcome) => outcome.status)).toEqual(outcomes.map((_, index) => (index === 7 ? 'rejected' : 'fulfilled')))
    expect([(await things()).length, (await deeds()).length]).toEqual([19, 19])
  })

  it('do not suffer from one that lost its race, with or without a key: it writes nothing at all', async () => {
    await commits.submit(unit('taken', 1))
    await commits.submit(unit('taken', 2))
    const outcomes = await Promise.all([
      commits.submit(unit('one', 1)),
      commits.submit(unit('taken', 2, 9)),
      commits.submit(unit('two', 1, 1, once('two'))),
      commits.submit(unit('taken', 2, 9, once('lost'))),
      commits.submit(unit('three', 1)),
    ])
    expect(outcomes).toEqual(['committed', 'conflict', 'committed', 'conflict', 'committed'])
    expect(await store.database.query('SELECT key FROM platform_idempotency ORDER BY key')).toEqual([{ key: 'two' }])
    expect((await deeds()).filter((row) => 'thing_id' in row && row.thing_id === 'taken')).toHaveLength(2)
  })

  it('on the same thing go one after another, in the order they came', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((version) => commits.submit(unit('same', version, version))))
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'committed'))
    expect(await things()).toEqual([{ id: 'same', version: 5, value: 5 }])
  })

  it('under one key are one: the first is committed, the others are told that they repeat it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => commits.submit(unit(`thing-${index}`, 1, index, once('the-same')))),
    )
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(29)
    expect([(await things()).length, (await deeds()).length]).toEqual([1, 1])
  })

  it('from two processes on the same things have one winner each, and no deadlock keeps anybody waiting', async () => {
    const other = new GroupCommit(store.database, store.metrics, CITY)
    await Promise.all(Array.from({ length: 40 }, (_, index) => commits.submit(unit(`thing-${index}`, 1))))
    const forward = Array.from({ length: 40 }, (_, index) => commits.submit(unit(`thing-${index}`, 2, 100 + index)))
    const backward = Array.from({ length: 40 }, (_, index) => other.submit(unit(`thing-${39 - index}`, 2, 200 + index))).reverse()
    const outcomes = await Promise.all([Promise.all(forward), Promise.all(backward)])
    for (let index = 0; index < 40; index += 1) expect([outcomes[0][index], outcomes[1][index]].sort()).toEqual(['committed', 'conflict'])
    expect((await deeds()).length).toBe(80)
  })
})

describe('commits that take what only one may have', () => {
  beforeEach(async () => {
    await store.database.query(`INSERT INTO token VALUES ('${CITY}', 'a', null), ('${CITY}', 'b', null), ('${CITY}', 'c', 'somebody')`)
  })

  it('in one transaction: one gets it, the others are refused whole, and those beside them do not suffer', async () => {
    const outcomes = await Promise.all([
      commits.submit(taking('first', 'a')),
      commits.submit(taking('second', 'a')),
      commits.submit(unit('beside', 1)),
      commits.submit(taking('third', 'a', once('third'))),
      commits.submit(taking('other', 'b', once('other'))),
    ])
    expect(outcomes.slice(0, 4).sort()).toEqual(['committed', 'committed', 'refused', 'refused'])
    expect([outcomes[2], outcomes[4]]).toEqual(['committed', 'committed'])
    expect((await holders())[1]).toEqual({ id: 'b', holder: 'other' })
    const written = (await things()).map((row) => ('id' in row ? row.id : null))
    expect([written.length, (await deeds()).length, written.includes('beside')]).toEqual([3, 3, true])
    expect((await holders())[0]).toEqual({ id: 'a', holder: written.find((id) => id !== 'beside' && id !== 'other') })
    expect(await store.database.query('SELECT key FROM platform_idempotency ORDER BY key')).toEqual([{ key: 'other' }].concat(outcomes[3] === 'committed' ? [{ key: 'third' }] : []))
  })

  it('from two processes: one gets it', async () => {
    const other = new GroupCommit(store.database, store.metrics, CITY)
    const outcomes = await Promise.all([commits.submit(taking('here', 'a')), other.submit(taking('there', 'a'))])
    expect(outcomes.sort()).toEqual(['committed', 'refused'])
    expect((await deeds()).length).toBe(1)
  })

  it('are refused when it is taken or not there, and may ask again under the same key', async () => {
    expect(await commits.submit(taking('late', 'c', once('late')))).toBe('refused')
    expect(await commits.submit(taking('late', 'nothing', once('late')))).toBe('refused')
    expect(await commits.submit(taking('late', 'b', once('late')))).toBe('committed')
    expect(await things()).toEqual([{ id: 'late', version: 1, value: 1 }])
  })

  it('cost no more statements than a write that takes nothing', async () => {
    const before = await roundTrips()
    await commits.submit(unit('plain', 1))
    const plain = (await roundTrips()) - before
    await commits.submit(taking('taker', 'a'))
    expect((await roundTrips()) - before - plain).toBe(plain + 1)
  })
})

describe('any mixture of commits', () => {
  it('leaves exactly what was acknowledged', async () => {
    const submissions = fc.array(
      fc.record({
        thing: fc.integer({ min: 0, max: 5 }),
        version: fc.integer({ min: 1, max: 3 }),
        poisoned: fc.boolean(),
        key: fc.option(fc.integer({ min: 0, max: 8 }), { nil: null }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(submissions, async (asked) => {
        await store.database.query('TRUNCATE thing, deed, platform_idempotency')
        const units = asked.map(({ thing, version, poisoned, key }, index) =>
          unit(`thing-${thing}`, version, poisoned ? 1_000 + index : index, key === null ? null : once(`key-${key}`)),
        )
        const results = await Promise.allSettled(units.map((item) => commits.submit(item)))
        const committed = units.filter(
          (_, index) => results[index]?.status === 'fulfilled' && (results[index] as { value: string }).value === 'committed',
        )
        for (const [index, result] of results.entries()) if (result.status === 'rejected') expect(asked[index]?.poisoned).toBe(true)
        const rows = committed.map((item) => ({
          thing_id: item.guard.row.id,
          version: item.guard.row.version,
          value: item.guard.row.value,
        }))
        expect(await deeds()).toEqual(
          rows.sort((a, b) => (`${String(a.thing_id)} ${String(a.version)}` < `${String(b.thing_id)} ${String(b.version)}` ? -1 : 1)),
        )
        const keys = committed.flatMap((item) => item.idempotency?.key ?? [])
        expect(new Set(keys).size).toBe(keys.length)
        expect((await store.database.query('SELECT key FROM platform_idempotency')).length).toBe(keys.length)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('a store that is away', () => {
  it('rejects those in the air, each told so, and takes the next again', async () => {
    const outcomes = await store.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE thing IN ACCESS EXCLUSIVE MODE')
      const answers = [0, 1, 2].map((index) => commits.submit(unit(`thing-${index}`, 1)).catch((error: unknown) => error))
      const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      while ((await store.database.query(ended)).length === 0);
      return Promise.all(answers)
    })
    for (const outcome of outcomes) expect(outcome).toBeInstanceOf(StoreUnavailable)
    expect(await things()).toEqual([])
    expect(await commits.submit(unit('thing-0', 1))).toBe('committed')
  })

  it('does not let the queue grow without end: what does not fit is told at once', async () => {
    const still = new GroupCommit(store.database, store.metrics, CITY, 0)
    const waiting = Array.from({ length: 2_000 }, (_, index) => still.submit(unit(`thing-${index}`, 1)))
    await expect(still.submit(unit('one-too-many', 1))).rejects.toThrow(StoreUnavailable)
    expect(waiting).toHaveLength(2_000)
  })
})
