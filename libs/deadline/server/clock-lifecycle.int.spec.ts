import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plus } from '@tongban/kernel/core'
import { Database, Metrics, type Tx } from '@tongban/platform/server'
import { FakeClock } from '@tongban/testing/server'
import { CLOCK_LADDER_TYPE, CLOCK_RUNG_TYPES, clockRungSchema } from '../contract/index.js'
import { at, DeadlineUnderTest, keyOf, PlayedCase } from './deadline.spec-support.js'

let deadline: DeadlineUnderTest
const clock = new FakeClock()

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

const MONDAY = at('2026-11-16 09:00')
/** Dispatched on Monday at nine; help: sign two working hours, contact 24 h, promise five working days. */
async function dispatched(): Promise<PlayedCase> {
  const played = new PlayedCase(deadline)
  await deadline.commit(played.file(MONDAY, true))
  return played
}

/** What four workers make of one moment. */
const fireByFour = (now: string): Promise<number[]> =>
  Promise.all([1, 2, 3, 4].map(() => deadline.fireClocks(clock).fire(at(now), 1_000)))

const toldOf = async (played: PlayedCase, kind: string, assignmentId: string | null): Promise<string[]> =>
  (await deadline.told(played.id))
    .filter(({ data }) => data.kind === kind && data.assignmentId === assignmentId)
    .map(({ type, data }) => `${type} ${new Date(Number(data.at) + 8 * 60 * MINUTE_MS).toISOString().slice(0, 16)}`)

describe('clocks of a case', () => {
  it('start with its dispatch for everybody who has to act, and not for who gets a copy; only the lead owes the citizen a call', async () => {
    const played = await dispatched()
    const rows = await deadline.rows(played.id)
    expect(rows.map(({ kind, unit_id }) => `${kind} ${unit_id}`).sort()).toEqual([
      'contact unit-lead', 'promise unit-assist', 'promise unit-lead', 'sign unit-assist', 'sign unit-lead',
    ])
    expect(rows.find(({ kind }) => kind === 'sign')).toMatchObject({
      state: 'running', due_at: at('2026-11-16 11:00'), warn_at: at('2026-11-16 10:30'), fires_at: at('2026-11-16 10:30'), policy_version: 1, cause: 'dispatched',
    })
    expect(rows.find(({ kind }) => kind === 'promise')).toMatchObject({ due_at: at('2026-11-23 09:00'), warn_at: at('2026-11-21 09:00') })
  })

  it('begin with dispatch alone while the case waits, which the dispatch satisfies', async () => {
    const played = new PlayedCase(deadline)
    await deadline.commit(played.file(MONDAY, false))
    expect((await deadline.rows(played.id)).map(({ kind, due_at }) => [kind, due_at])).toEqual([['dispatch', at('2026-11-16 13:00')]])
    await deadline.commit(played.dispatch(at('2026-11-16 13:30')))
    const clocks = await deadline.clocks(played.id)
    expect(clocks.get('dispatch')).toMatchObject({ state: 'satisfied', lateByMs: 30 * MINUTE_MS, overdueAt: at('2026-11-16 13:00') })
    expect(clocks.size).toBe(6)
  })

  it('each warn once and turn overdue once although four workers fire at the same time, again and again', async () => {
    const played = await dispatched()
    for (const moment of ['2026-11-16 10:29', '2026-11-16 10:30', '2026-11-16 10:30', '2026-11-16 11:00', '2026-11-16 11:00', '2026-11-30 09:00', '2026-11-30 09:00'])
      await fireByFour(moment)
    expect(await toldOf(played, 'sign', played.lead)).toEqual(['clock.warned.v1 2026-11-16T10:30', 'clock.overdue.v1 2026-11-16T11:00'])
    expect(await toldOf(played, 'promise', played.lead)).toEqual(['clock.warned.v1 2026-11-21T09:00', 'clock.overdue.v1 2026-11-23T09:00'])
    const told = await deadline.told(played.id)
    expect(told).toHaveLength(10)
    for (const { data, subject_id } of told) expect(clockRungSchema.parse(data).clockId).toBe(subject_id)
    expect((await deadline.rows(played.id)).every(({ fires_at, overdue_noticed_at }) => fires_at === null && overdue_noticed_at !== null)).toBe(true)
  })

  it('share many due rows out among workers, each row once', async () => {
    const cases = await Promise.all(Array.from({ length: 120 }, () => dispatched()))
    const counts = await fireByFour('2026-11-30 09:00')
    const [one] = await Promise.all(cases.slice(0, 1).map(({ id }) => deadline.told(id, [...CLOCK_RUNG_TYPES, CLOCK_LADDER_TYPE])))
    expect(one?.length).toBeGreaterThan(10)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(cases.length * (one?.length ?? 0))
    expect(await fireByFour('2026-11-30 09:00')).toEqual([0, 0, 0, 0])
  })

  it('stop at the act they wait for, and say how late it was', async () => {
    const played = await dispatched()
    await deadline.commit(played.sign(played.lead, at('2026-11-16 10:00')))
    await deadline.commit(played.contact(played.lead, at('2026-11-17 09:00')))
    await deadline.commit(played.reply(played.lead, at('2026-11-23 08:59')))
    const clocks = await deadline.clocks(played.id)
    expect(clocks.get(keyOf('sign', played.lead))).toMatchObject({ state: 'satisfied', lateByMs: null, overdueAt: null })
    // The due moment itself is already late.
    expect(clocks.get(keyOf('contact', played.lead))).toMatchObject({ state: 'satisfied', lateByMs: 0, overdueAt: at('2026-11-17 09:00') })
    expect(clocks.get(keyOf('promise', played.lead))).toMatchObject({ state: 'satisfied', lateByMs: null, warnedAt: at('2026-11-21 09:00') })
    await fireByFour('2026-12-01 09:00')
    expect(await toldOf(played, 'sign', played.lead)).toEqual([])
    // Nobody had rung when the acts came: what was owed by then is told all the same.
    expect(await toldOf(played, 'contact', played.lead)).toEqual(['clock.warned.v1 2026-11-17T07:00', 'clock.overdue.v1 2026-11-17T09:00'])
    expect(await toldOf(played, 'promise', played.lead)).toEqual(['clock.warned.v1 2026-11-21T09:00'])
  })

  it('run on with the original due moment when a review sends the reply back', async () => {
    const played = await dispatched()
    await deadline.commit(played.reply(played.lead, at('2026-11-18 09:00')))
    await deadline.commit(played.sendBack(at('2026-11-19 09:00')))
    const again = (await deadline.clocks(played.id)).get(keyOf('promise', played.lead))
    expect(again).toMatchObject({ state: 'running', dueAt: at('2026-11-23 09:00'), startedAt: MONDAY })
    await fireByFour('2026-11-24 09:00')
    expect(await toldOf(played, 'promise', played.lead)).toEqual(['clock.warned.v1 2026-11-21T09:00', 'clock.overdue.v1 2026-11-23T09:00'])
  })

  it('are overdue at once, dated by the due moment, when a review sends the reply back after it', async () => {
    const played = await dispatched()
    await deadline.commit(played.reply(played.lead, at('2026-11-20 16:00')))
    await deadline.commit(played.sendBack(at('2026-11-24 10:00')))
    await fireByFour('2026-11-24 10:00')
    expect(await toldOf(played, 'promise', played.lead)).toEqual(['clock.overdue.v1 2026-11-23T09:00'])
    await deadline.commit(played.reply(played.lead, at('2026-11-24 12:00')))
    await fireByFour('2026-12-24 10:00')
    expect((await deadline.clocks(played.id)).get(keyOf('promise', played.lead))).toMatchObject({
      state: 'satisfied', lateByMs: at('2026-11-24 12:00') - at('2026-11-23 09:00'),
    })
    expect(await toldOf(played, 'promise', played.lead)).toHaveLength(1)
  })

  it('tell an overdue nobody had told yet, though the reply that came late was sent back at once', async () => {
    const played = await dispatched()
    await deadline.commit(played.reply(played.lead, at('2026-11-23 10:00')))
    await deadline.commit(played.sendBack(at('2026-11-23 10:00')))
    await fireByFour('2026-11-23 10:00')
    expect(await toldOf(played, 'promise', played.lead)).toEqual(['clock.warned.v1 2026-11-21T09:00', 'clock.overdue.v1 2026-11-23T09:00'])
  })

  it('start anew for a new round, while those of the old round keep what they were', async () => {
    const played = await dispatched()
    const first = played.lead
    await deadline.commit(played.reply(first, at('2026-11-18 09:00')))
    await deadline.commit(played.pass(at('2026-11-18 10:00')))
    await deadline.commit(played.rework(at('2026-11-19 09:00')))
    const clocks = await deadline.clocks(played.id)
    expect(clocks.get(keyOf('promise', first))).toMatchObject({ state: 'satisfied' })
    expect(clocks.get(keyOf('promise', played.lead))).toMatchObject({ state: 'running', cause: 'reworked', startedAt: at('2026-11-19 09:00') })
  })

  it('are cancelled when the case ends without the act, and never ring again', async () => {
    const withdrawn = await dispatched()
    await deadline.commit(withdrawn.sign(withdrawn.lead, at('2026-11-16 09:30')))
    await deadline.commit(withdrawn.withdraw(at('2026-11-16 09:45')))
    const closed = await dispatched()
    await deadline.commit(closed.close(at('2026-11-16 09:45')))
    const waiting = new PlayedCase(deadline)
    await deadline.commit(waiting.file(MONDAY, false))
    await deadline.commit(waiting.withdraw(at('2026-11-16 09:10')))
    await fireByFour('2027-01-01 09:00')
    const states = async ({ id }: PlayedCase): Promise<string[]> => (await deadline.rows(id)).map(({ kind, state }) => `${kind} ${state}`).sort()
    expect(await states(withdrawn)).toEqual([
      'contact cancelled', 'promise cancelled', 'promise cancelled', 'sign cancelled', 'sign satisfied',
    ])
    expect(new Set((await deadline.rows(closed.id)).map(({ state, cancel_reason }) => `${state} ${cancel_reason}`))).toEqual(new Set(['cancelled 已办结']))
    expect(await states(waiting)).toEqual(['dispatch cancelled'])
    for (const { id } of [withdrawn, closed, waiting]) expect(await deadline.told(id)).toEqual([])
  })
})

describe('a worker that dies while it fires', () => {
  /** Does all the work of a transaction and loses the process before the commit. */
  class DyingDatabase extends Database {
    override transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      return super.transaction(async (tx) => {
        await work(tx)
        throw new Error('killed')
      })
    }
  }

  it('before its commit has told nothing, and the next one tells it once', async () => {
    const played = await dispatched()
    const dying = deadline.fireClocks(clock, new DyingDatabase(deadline.source, new Metrics()))
    await expect(dying.fire(at('2026-11-16 10:30'), 100)).rejects.toThrow('killed')
    expect(await deadline.told(played.id)).toEqual([])
    expect((await deadline.rows(played.id)).every(({ warned_at }) => warned_at === null)).toBe(true)
    await fireByFour('2026-11-16 10:30')
    expect(await toldOf(played, 'sign', played.lead)).toEqual(['clock.warned.v1 2026-11-16T10:30'])
  })

  it('after its commit has told everything: the alarm that comes again finds nothing due', async () => {
    const played = await dispatched()
    clock.set('2026-11-16T10:30:00+08:00')
    const worker = deadline.fireClocks(clock)
    expect(await worker.fireDue()).toBe(2)
    expect(await worker.fireDue()).toBe(0)
    expect(await deadline.told(played.id)).toHaveLength(2)
  })

  it('or sleeps, or has a clock that jumps back, skips and repeats no rung', async () => {
    const played = await dispatched()
    for (const now of ['2026-11-16 11:30', '2026-11-16 10:30', '2026-11-16 10:45', '2026-11-16 12:30']) await fireByFour(now)
    expect(await toldOf(played, 'sign', played.lead)).toEqual(['clock.warned.v1 2026-11-16T10:30', 'clock.overdue.v1 2026-11-16T11:00'])
  })

  it('leaves a row another worker holds alone, instead of waiting for it', async () => {
    const played = await dispatched()
    await deadline.database.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM deadline_clock WHERE case_id = $1 FOR UPDATE`, [played.id])
      expect(await deadline.fireClocks(clock).fire(plus(MONDAY, 100 * MINUTE_MS), 100)).toBe(0)
    })
    expect(await deadline.fireClocks(clock).fire(plus(MONDAY, 100 * MINUTE_MS), 100)).toBe(2)
  })
})
