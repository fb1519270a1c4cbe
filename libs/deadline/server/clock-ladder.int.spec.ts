import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, plus, type Instant } from '@tongban/kernel/core'
import { SystemClock } from '@tongban/platform/server'
import { FakeClock, plansOf } from '@tongban/testing/server'
import { CLOCK_LADDER_TYPE, clockLadderSchema, type ClockKind } from '../contract/index.js'
import { at, DeadlineUnderTest, PlayedCase } from './deadline.spec-support.js'
import type { ClockRow } from './persistence/clock-row.mapper.js'

let deadline: DeadlineUnderTest
const MONDAY = at('2026-11-16 09:00')

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

async function dispatched(): Promise<PlayedCase> {
  const played = new PlayedCase(deadline)
  await deadline.commit(played.file(MONDAY, true))
  return played
}

const fire = (now: Instant): Promise<number> => deadline.fireClocks(new FakeClock()).fire(now, 10_000)

async function promiseOf(played: PlayedCase): Promise<ClockRow> {
  const row = (await deadline.rows(played.id)).find(({ kind, assignment_id }) => kind === 'promise' && assignment_id === played.lead)
  if (row === undefined) throw new Error('No promise')
  return row
}

/** Rungs of a clock that left, as `code moment`. */
async function climbed(played: PlayedCase, kind: ClockKind = 'promise', assignmentId: string | null = played.lead): Promise<string[]> {
  return (await deadline.told(played.id, [CLOCK_LADDER_TYPE]))
    .filter(({ data }) => data.kind === kind && data.assignmentId === assignmentId)
    .map(({ data }) => `${clockLadderSchema.parse(data).rung.code} ${new Date(Number(data.at) + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ')}`)
}

const WHOLE = [
  'early_warning 2026-11-21 09:00', 'key_supervision 2026-11-22 09:00', 'overdue 2026-11-23 09:00', 'routine 2026-11-24 09:00', 'listed 2026-11-26 09:00',
  'interview 2026-11-30 09:00',
]

describe('the rungs of a clock', () => {
  it('are told once each, by four workers that fire at once and again, with what the policy version says of them', async () => {
    const played = await dispatched()
    for (const now of ['2026-11-21 08:59', '2026-11-21 09:00', '2026-11-22 09:00', '2026-11-23 12:00', '2026-12-01 09:00', '2026-12-01 09:00'])
      await Promise.all([1, 2, 3, 4].map(() => fire(at(now))))
    expect(await climbed(played)).toEqual(WHOLE)
    const [first] = await deadline.told(played.id, [CLOCK_LADDER_TYPE])
    const rung = deadline.policies.version(1).ladder.find(({ code }) => code === clockLadderSchema.parse(first?.data).rung.code)
    expect(clockLadderSchema.parse(first?.data)).toMatchObject({ serviceClass: 'help_suggestion', policyVersion: 1, rung: { name: rung?.name, actions: rung?.actions } })
    const row = await promiseOf(played)
    expect([row.fires_at, row.rung_at, row.rungs.every(({ noticedAt }) => noticedAt !== null)]).toEqual([null, null, true])
  })

  it('neither skip nor repeat when one worker’s clock runs an hour ahead and another’s an hour behind, and none comes earlier than its worker’s clock is wrong', async () => {
    const played = await dispatched()
    const told = new Map<string, Instant>()
    for (let now = plus(MONDAY, 4 * DAY_MS); now < plus(MONDAY, 16 * DAY_MS); now = plus(now, HOUR_MS / 2)) {
      for (const skew of [HOUR_MS, -HOUR_MS]) await fire(plus(now, skew))
      for (const each of await climbed(played)) if (!told.has(each)) told.set(each, now)
    }
    expect(await climbed(played)).toEqual(WHOLE)
    for (const [each, toldAt] of told) expect(toldAt).toBeGreaterThanOrEqual(plus(at(each.split(' ').slice(1).join(' ')), -HOUR_MS))
  })

  it('are not told early by a machine whose clock runs an hour ahead: the store’s clock has the last word', async () => {
    const played = await dispatched()
    await deadline.database.query(`UPDATE deadline_clock SET (due_at, fires_at, warn_at) = (SELECT soon, soon, NULL::timestamptz FROM date_trunc('milliseconds', now() + interval '30 minutes') AS soon) WHERE case_id = $1`, [played.id])
    class HourAhead extends SystemClock {
      override now(): Instant {
        return plus(super.now(), HOUR_MS)
      }
    }
    const overdues = async (): Promise<number> => (await deadline.told(played.id, ['clock.overdue.v1'])).length
    const ahead = new HourAhead()
    await deadline.fireClocks(ahead).fireDue()
    expect(await overdues()).toBe(0)
    await fire(ahead.now())
    expect(await overdues()).toBeGreaterThan(0)
  })

  it('that a worker slept through are told although the clock was extended meanwhile; those ahead move with the due moment', async () => {
    const played = await dispatched()
    await deadline.commit(played.extend(at('2026-11-22 10:00'), 7 * DAY_MS))
    await fire(at('2026-11-22 10:00'))
    expect(await climbed(played)).toEqual(WHOLE.slice(0, 2))
    await fire(at('2026-12-02 09:00'))
    expect(await climbed(played)).toEqual([...WHOLE.slice(0, 2), 'overdue 2026-11-30 09:00', 'routine 2026-12-01 09:00'])
  })

  it('stop when the duty is done, and those owed by then are told', async () => {
    const played = await dispatched()
    await deadline.commit(played.reply(played.lead, at('2026-11-22 09:00')))
    await fire(at('2027-01-01 09:00'))
    expect(await climbed(played)).toEqual(WHOLE.slice(0, 2))
  })

  it('whose moment passed while a reply lay with the reviewer do not come in one instant when it is sent back: it climbs on from where it stood', async () => {
    const played = await dispatched()
    await deadline.commit(played.reply(played.lead, at('2026-11-20 16:00')))
    await deadline.commit(played.sendBack(at('2026-11-24 10:00')))
    await fire(at('2026-11-24 10:00'))
    expect(await climbed(played)).toEqual(['overdue 2026-11-24 10:00'])
    await fire(at('2026-12-24 10:00'))
    expect(await climbed(played)).toEqual(['overdue 2026-11-24 10:00', 'routine 2026-11-25 10:00', 'listed 2026-11-27 10:00', 'interview 2026-12-01 10:00'])
  })

  it('of a case shelved when it was late already wait, and count only what is not shelved', async () => {
    const played = await dispatched()
    await fire(at('2026-11-23 10:00'))
    await deadline.commit(played.shelve(at('2026-11-23 11:00')))
    await fire(at('2026-12-01 09:00'))
    expect(await climbed(played)).toEqual(WHOLE.slice(0, 3))
    const change = played.unshelve(at('2026-12-07 11:00'))
    // The promise had run out: ending the shelving gives nothing back.
    const events = change.events.map((event) => (event.type === 'case.shelving_ended.v1' ? { ...event, data: { ...event.data, promiseDueAt: at('2026-11-23 09:00') } } : event))
    await deadline.commit({ ...change, events })
    expect((await promiseOf(played)).ladder).toBeNull()
    await fire(at('2026-12-31 09:00'))
    expect((await climbed(played)).slice(3)).toEqual(['routine 2026-12-08 09:00', 'listed 2026-12-10 09:00', 'interview 2026-12-14 09:00'])
  })

  it('of dispatch climb, too, though nobody owns the case', async () => {
    const played = new PlayedCase(deadline)
    await deadline.commit(played.file(MONDAY, false))
    await fire(plus(MONDAY, 3 * DAY_MS))
    expect((await climbed(played, 'dispatch', null)).map((each) => each.split(' ')[0])).toEqual(['dispatch_overdue', 'dispatch_unowned', 'dispatch_ignored'])
  })
})

describe('a clock that cannot be told', () => {
  it('holds up none of those behind it, is not lost, and is told once it can be', async () => {
    const [broken, behind] = [await dispatched(), await dispatched()]
    const { id } = await promiseOf(broken)
    // A rung its policy version has never had, sooner than everything else that is due.
    await deadline.database.query(
      `UPDATE deadline_clock SET ladder = jsonb_build_array(jsonb_build_object('code', 'nowhere', 'at', $2::bigint)) || ladder, rung_at = to_timestamp($2::bigint / 1000.0),
         fires_at = to_timestamp($2::bigint / 1000.0) WHERE id = $1`,
      [id, MONDAY + 1],
    )
    const workers = [1, 2].map(() => deadline.fireClocks(new FakeClock()))
    for (const now of ['2026-11-21 09:00', '2026-11-22 09:00', '2026-11-23 12:00']) await Promise.all(workers.map((worker) => worker.fire(at(now), 10_000)))
    expect(await climbed(behind)).toEqual(WHOLE.slice(0, 3))
    expect(await climbed(broken)).toEqual([])
    await deadline.database.query(`UPDATE deadline_clock SET ladder = ladder - 0, rung_at = to_timestamp((ladder->1->>'at')::bigint / 1000.0) WHERE id = $1`, [id])
    // Whoever left it aside comes back to it after a minute.
    await Promise.all(workers.map((worker) => worker.fire(at('2026-11-23 12:01'), 10_000)))
    expect(await climbed(broken)).toEqual(WHOLE.slice(0, 3))
  })
})

describe('a clock counted anew', () => {
  const recounted = (row: ClockRow, to: { dueAt: Instant; serviceClass: string; rungs: { code: string; at: Instant }[] }) => ({
    serviceClass: to.serviceClass, policyVersion: '1', calendarCode: 'tongliao', calendarVersion: 7,
    clocks: [{ clockId: row.id, kind: row.kind, assignmentId: row.assignment_id, limit: { amount: 24 * 60, unit: 'minute' }, dueAt: to.dueAt, warnAt: null, rungs: to.rungs }],
  })

  it('has another limit, class and calendar with its trace; what it reached stays reached, what is ahead moves, and what it owed is told', async () => {
    const played = await dispatched()
    const row = await promiseOf(played)
    const to = { dueAt: at('2026-11-21 12:00'), serviceClass: 'livelihood', rungs: [{ code: 'fast_warning', at: at('2026-11-21 11:30') }, { code: 'fast_overdue', at: at('2026-11-21 12:00') }] }
    await deadline.commit(played.recount(at('2026-11-21 10:00'), recounted(row, to)))
    expect(await promiseOf(played)).toMatchObject({
      service_class: 'livelihood', limit_amount: 1_440, limit_unit: 'minute', calendar_code: 'tongliao', calendar_version: 7, due_at: to.dueAt, warn_at: null,
      rung_at: at('2026-11-21 11:30'), fires_at: at('2026-11-21 10:00'),
      reschedules: [{ at: at('2026-11-21 10:00'), dueBefore: at('2026-11-23 09:00'), dueAfter: to.dueAt, reason: '工作日历调整' }],
    })
    await fire(at('2026-11-21 12:00'))
    expect(await climbed(played)).toEqual(['early_warning 2026-11-21 09:00', 'fast_warning 2026-11-21 11:30', 'fast_overdue 2026-11-21 12:00'])
  })

  it('is not moved any more once it has run out: no edit takes an overdue back', async () => {
    const played = await dispatched()
    const row = await promiseOf(played)
    const to = { dueAt: at('2026-11-29 12:00'), serviceClass: 'complex', rungs: [] }
    await deadline.commit(played.recount(at('2026-11-23 09:00'), recounted(row, to)))
    expect(await promiseOf(played)).toMatchObject({ due_at: at('2026-11-23 09:00'), service_class: 'help_suggestion', reschedules: [] })
    await fire(at('2026-12-01 09:00'))
    expect(await climbed(played)).toEqual(WHOLE)
  })

  it('that had run out keeps the ladder of its own class when its case, by then of another, is extended', async () => {
    const played = await dispatched()
    await fire(at('2026-11-23 09:00'))
    const row = await promiseOf(played)
    await deadline.commit(played.recount(at('2026-11-23 10:00'), { ...recounted(row, { dueAt: row.due_at as Instant, serviceClass: 'livelihood', rungs: [] }), clocks: [] }))
    await deadline.commit(played.extend(at('2026-11-23 11:00'), 2 * DAY_MS))
    await fire(at('2026-12-31 09:00'))
    expect((await climbed(played)).slice(3)).toEqual(['routine 2026-11-26 09:00', 'listed 2026-11-30 09:00', 'interview 2026-12-02 09:00'])
  })

  it('is nobody else’s: a clock of another case is not touched by its id', async () => {
    const [played, other] = [await dispatched(), await dispatched()]
    const row = await promiseOf(other)
    await deadline.commit(played.recount(at('2026-11-17 09:00'), recounted(row, { dueAt: at('2026-11-18 09:00'), serviceClass: 'livelihood', rungs: [] })))
    expect(await promiseOf(other)).toEqual(row)
  })
})

describe('many clocks', () => {
  const FILL = `INSERT INTO deadline_clock (city_code, id, case_id, unit_id, kind, service_class, cause, policy_version, calendar_code, calendar_version, limit_amount, limit_unit,
      started_at, due_at, fires_at, last_at)
    SELECT $1, uuidv7(), uuidv7(), 'unit-' || n % 300, 'promise', 'complex', 'dispatched', 1, 'office', 1, 15, 'calendar_day', now(), now() + n * interval '1 minute',
      now() + n * interval '1 minute', now() FROM generate_series(1, 20000) AS n`

  it.each([
    ['taking what is due', `SELECT id FROM deadline_clock WHERE city_code = $1 AND fires_at <= now() ORDER BY fires_at, id LIMIT 500 FOR UPDATE SKIP LOCKED`, 'deadline_clock_fires'],
    ['arming the coming hour', `SELECT id, fires_at FROM deadline_clock WHERE city_code = $1 AND (fires_at, id) > (now(), '00000000-0000-0000-0000-000000000000'::uuid) AND fires_at <= now() + interval '1 hour' ORDER BY fires_at, id LIMIT 1000`, 'deadline_clock_fires'],
    ['the clocks of a case', `SELECT id FROM deadline_clock WHERE city_code = $1 AND case_id = '0199a000-0000-7000-8000-000000000021'`, 'deadline_clock_subject'],
  ])('have an index for %s', async (_what, sql, index) => {
    const { cityCode } = deadline.config
    await deadline.database.query(`DELETE FROM deadline_clock`, [])
    await deadline.database.query(FILL, [cityCode])
    await deadline.database.query('ANALYZE deadline_clock', [])
    expect(await plansOf(deadline.database, { sql, values: [cityCode] })).toMatchObject({ indexes: [index], scanned: [] })
  })
})
