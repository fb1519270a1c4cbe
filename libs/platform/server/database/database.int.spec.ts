import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { statement } from '@tongban/kernel/core'
import { openStore, type OpenStore } from '@tongban/testing/server'
import { StoreUnavailable } from '../refused.js'

let store: OpenStore
beforeAll(async () => {
  store = await openStore(3)
  await store.database.query('CREATE TABLE note (id int PRIMARY KEY, text text NOT NULL)')
})
afterAll(() => store.close())

const texts = async (): Promise<string[]> =>
  (await store.database.query<{ text: string }>('SELECT text FROM note ORDER BY id')).map((row) => row.text)

/** Ends the connections that wait for a lock, as soon as there is one. */
async function endTheWaiting(): Promise<void> {
  const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await store.database.query(ended)).length === 0);
}

describe('the store', () => {
  it('reads moments as epoch milliseconds, whole and decimal numbers as numbers, days as text', async () => {
    const [row] = await store.database.query(
      `SELECT timestamptz '2026-11-16 09:00:00.123+08' AS at, timestamptz '2026-11-16 09:00:00+05:30' AS half, 9007199254740991::int8 AS big, 1.50::numeric AS rate,
              date '2026-11-16' AS day, null::timestamptz AS never, ARRAY['a', 'b'] AS list, '{"a": 1}'::jsonb AS json`,
    )
    expect(row).toEqual({
      at: Date.parse('2026-11-16T01:00:00.123Z'),
      half: Date.parse('2026-11-16T03:30:00Z'),
      big: 9007199254740991,
      rate: 1.5,
      day: '2026-11-16',
      never: null,
      list: ['a', 'b'],
      json: { a: 1 },
    })
  })

  it('prepares a named statement once a connection', async () => {
    const named = statement<{ answer: number }>('test.prepared', 'SELECT $1::int AS answer')
    await store.database.transaction(async (tx) => {
      for (const answer of [1, 2, 3]) expect(await tx.run(named, [answer])).toEqual([{ answer }])
      expect(
        await tx.query(`SELECT name, generic_plans + custom_plans AS uses FROM pg_prepared_statements WHERE name = 'test.prepared'`),
      ).toEqual([{ name: 'test.prepared', uses: 3 }])
    })
  })

  it('commits a transaction whole, or nothing of it', async () => {
    await store.database.transaction(async (tx) => {
      await tx.query(`INSERT INTO note VALUES (1, 'one')`)
      await tx.query(`INSERT INTO note VALUES (2, 'two')`)
    })
    await expect(
      store.database.transaction(async (tx) => {
        await tx.query(`INSERT INTO note VALUES (3, 'three')`)
        await tx.query(`INSERT INTO note VALUES (1, 'one again')`)
      }),
    ).rejects.toThrow('note_pkey')
    await expect(
      store.database.transaction(async (tx) => {
        await tx.query(`INSERT INTO note VALUES (4, 'four')`)
        throw new Error('our own')
      }),
    ).rejects.toThrow('our own')
    expect(await texts()).toEqual(['one', 'two'])
  })

  it('gives its connections back, also after failures', async () => {
    for (let index = 0; index < 10; index += 1)
      await store.database.transaction(() => Promise.reject(new Error('no'))).catch(() => undefined)
    expect(await Promise.all(Array.from({ length: 10 }, () => store.database.query('SELECT 1 AS one')))).toHaveLength(10)
  })

  it('says that it is away when a connection breaks under a transaction, and the process lives on', async () => {
    const broken = store.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE note IN ACCESS EXCLUSIVE MODE')
      const other = store.database.transaction((inner) => inner.query('LOCK TABLE note IN ACCESS EXCLUSIVE MODE'))
      const told = other.then(
        () => 'done',
        (error: unknown) => error,
      )
      await endTheWaiting()
      return told
    })
    expect(await broken).toBeInstanceOf(StoreUnavailable)
    expect(await Promise.all(Array.from({ length: 6 }, () => texts()))).toHaveLength(6)
  })

  it('says that it is away when a statement outlives its time or its lock, but not when the statement is wrong', async () => {
    const limited = (setting: string, sql: string) =>
      store.database.transaction(async (tx) => {
        await tx.query(setting)
        await tx.query(sql)
      })
    await expect(limited(`SET LOCAL statement_timeout = '20ms'`, 'SELECT pg_sleep(10)')).rejects.toThrow(StoreUnavailable)
    await expect(
      store.database.transaction(async (tx) => {
        await tx.query('LOCK TABLE note IN ACCESS EXCLUSIVE MODE')
        await limited(`SET LOCAL lock_timeout = '20ms'`, 'SELECT * FROM note')
      }),
    ).rejects.toThrow(StoreUnavailable)
    await expect(store.database.query('SELECT nothing FROM nowhere')).rejects.not.toThrow(StoreUnavailable)
  })
})
