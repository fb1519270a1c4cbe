import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, type CommandOptions, type CommandOutcome } from '@tongban/case/contract'
import { ok, refuse, type Result } from '@tongban/kernel/core'
import { ConsumerRunner, createLogger, EventConsumers, Metrics, type DeliveredEvent } from '@tongban/platform/server'
import { FakeClock, person } from '@tongban/testing/server'
import type { ClockKind } from '../contract/index.js'
import { CaseNotesListener } from './case-notes.listener.js'
import { at, DeadlineUnderTest, PlayedCase } from './deadline.spec-support.js'

let deadline: DeadlineUnderTest
const logger = createLogger('test', 'silent')

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

class TheSystem extends SystemPrincipal {
  override principal() {
    return person('system', 'system')
  }
}

/** Stands for case's door: keeps what was asked, and answers as it is told to. */
class Door extends CaseCommands {
  readonly asked: { name: string; target: unknown; body: unknown; options: CommandOptions }[] = []
  /** Codes by command; the others are answered by `answer`. */
  refuses: Readonly<Partial<Record<string, string>>> = {}
  answer: () => Result<CommandOutcome> = () => ok({ caseId: '', number: '', version: 2, status: 'in_progress', round: 1, repeated: false, extra: null })

  override execute(name: string, target: unknown, body: unknown, _actor: unknown, options: CommandOptions = {}): Promise<Result<CommandOutcome>> {
    this.asked.push({ name, target, body, options })
    const code = this.refuses[name]
    return Promise.resolve(code === undefined ? this.answer() : refuse(code))
  }

  override file(): never {
    throw new Error('Nobody files here')
  }

  override nextNumber(): never {
    throw new Error('Nobody files here')
  }
}

/** The warning of a real sign clock, as the outbox delivers it. */
async function warning(): Promise<{ caseId: string; events: DeliveredEvent[] }> {
  const played = new PlayedCase(deadline)
  await deadline.commit(played.file(at('2026-11-16 09:00'), true))
  await deadline.fireClocks(new FakeClock()).fire(at('2026-11-16 10:30'), 100)
  const rows = await deadline.database.query<{ id: number; type: string; subject_id: string; occurred_at: number; data: Record<string, unknown> }>(
    `SELECT id, type, subject_id, occurred_at, data FROM outbox_event WHERE data->>'caseId' = $1 ORDER BY id`,
    [played.id],
  )
  return { caseId: played.id, events: rows.map((row) => ({ id: row.id, type: row.type, subjectId: row.subject_id, at: row.occurred_at, data: row.data, traceId: 't' })) }
}

function listening(): { door: Door; run: (events: readonly DeliveredEvent[]) => Promise<void> } {
  const door = new Door()
  const listener = new CaseNotesListener(new EventConsumers(), door, new TheSystem(), deadline.store, logger)
  const runner = new ConsumerRunner(deadline.database, new Metrics(), logger, deadline.config.cityCode)
  return { door, run: (events) => runner.run(listener, events) }
}

describe('what a clock tells', () => {
  it('is noted on its case by the system, once however often it is delivered', async () => {
    const { door, run } = listening()
    const { caseId, events } = await warning()
    await run(events)
    await run(events)
    expect(door.asked).toHaveLength(2)
    expect(door.asked[0]).toMatchObject({
      name: 'note_clock', target: { caseId }, body: { clockId: events[0]?.subjectId, kind: 'sign', what: 'warned', dueAt: at('2026-11-16 11:00') },
      options: { idempotency: { scope: 'deadline.note', key: `${events[0]?.subjectId}-warned` } },
    })
  })

  it('comes again when the case was being changed at that moment', async () => {
    const { door, run } = listening()
    const { events } = await warning()
    door.answer = () => refuse('CONFLICT')
    await expect(run(events.slice(0, 1))).rejects.toThrow('changed while')
    const answered = new Door().answer
    door.answer = answered
    await run(events.slice(0, 1))
    expect(door.asked).toHaveLength(2)
  })

  it('is let go when the case has ended meanwhile', async () => {
    const { door, run } = listening()
    const { events } = await warning()
    door.answer = () => refuse('CASE_STATE_FORBIDS')
    await run(events)
    await run(events)
    expect(door.asked).toHaveLength(events.length)
  })
})

describe('what the ladder of a clock tells', () => {
  /** Everything a promise that nobody keeps tells in a month, as the outbox delivers it. */
  async function months(): Promise<readonly DeliveredEvent[]> {
    const played = new PlayedCase(deadline)
    await deadline.commit(played.file(at('2026-11-16 09:00'), true))
    await deadline.fireClocks(new FakeClock()).fire(at('2026-12-16 09:00'), 1_000)
    const rows = await deadline.database.query<{ id: number; type: string; subject_id: string; occurred_at: number; data: Record<string, unknown> }>(
      `SELECT id, type, subject_id, occurred_at, data FROM outbox_event WHERE data->>'caseId' = $1 AND data->>'kind' = 'promise' AND data->>'assignmentId' = $2 ORDER BY id`,
      [played.id, played.lead],
    )
    return rows.map((row) => ({ id: row.id, type: row.type, subjectId: row.subject_id, at: row.occurred_at, data: row.data, traceId: 't' }))
  }

  it('is one line a rung, however often it is delivered, and none where the warning or the overdue of that moment says it already', async () => {
    const { door, run } = listening()
    const events = await months()
    await run(events)
    await run(events)
    expect(door.asked.map(({ body }) => body).map((body) => [(body as { what: string }).what, (body as { rung?: string }).rung])).toEqual([
      ['warned', undefined], ['rung', '24 小时重点督办'], ['overdue', undefined], ['rung', '日常督办'], ['rung', '挂牌督办'], ['rung', '约谈与联合督办'],
    ])
    expect(new Set(door.asked.map(({ options }) => options.idempotency?.key)).size).toBe(door.asked.length)
  })

  it('comes again when the case was being changed at that moment', async () => {
    const { door, run } = listening()
    const events = (await months()).filter(({ data }) => (data.rung as { code?: string } | undefined)?.code === 'routine')
    door.answer = () => refuse('CONFLICT')
    await expect(run(events)).rejects.toThrow('changed while')
    door.answer = new Door().answer
    await run(events)
    expect(door.asked).toHaveLength(2)
  })
})

describe('whoever had to rule and was late', () => {
  const REQUEST = '0199a000-0000-7000-8000-000000000021'
  const CLOCK = '0199a000-0000-7000-8000-0000000000e1'
  let serial = 0

  /** A rung of a clock as it leaves, each delivered as an event of its own. */
  const rung = (kind: ClockKind, type: 'clock.warned.v1' | 'clock.overdue.v1', subjectId: string | null = REQUEST): DeliveredEvent => ({
    id: 900_000 + (serial += 1), type, subjectId: CLOCK, at: at('2026-11-16 15:30'), traceId: 't',
    data: { clockId: CLOCK, caseId: REQUEST, assignmentId: null, unitId: null, subjectId, kind, dueAt: at('2026-11-16 15:30'), at: at('2026-11-16 15:30') },
  })
  const lapses = (door: Door) => door.asked.filter(({ name }) => name === 'lapse')

  it.each(['ruling', 'adjudication'] as const)('is told to the case when the %s clock runs out, once however often that is delivered', async (kind) => {
    const { door, run } = listening()
    const overdue = rung(kind, 'clock.overdue.v1')
    await run([overdue])
    await run([overdue])
    expect(door.asked.map(({ name }) => name)).toEqual(['note_clock', 'lapse'])
    expect(lapses(door)[0]).toMatchObject({
      target: { caseId: REQUEST }, body: { subjectId: REQUEST, what: kind }, options: { idempotency: { scope: 'deadline.lapse', key: CLOCK } },
    })
    // The door's own key makes the same of a second delivery that this consumer did not recognise.
    await run([rung(kind, 'clock.overdue.v1')])
    expect(new Set(lapses(door).map(({ options }) => options.idempotency?.key))).toEqual(new Set([CLOCK]))
  })

  it('is not late when the clock only warns, and no unit’s own clock lapses anything', async () => {
    const { door, run } = listening()
    await run([rung('ruling', 'clock.warned.v1'), rung('promise', 'clock.overdue.v1', null), rung('review', 'clock.overdue.v1'), rung('arrive', 'clock.overdue.v1', null)])
    expect(door.asked.map(({ name }) => name)).toEqual(['note_clock', 'note_clock', 'note_clock', 'note_clock'])
  })

  it.each(['CONFLICT', 'LAPSE_TOO_EARLY'])('is told again when the case answers %s', async (code) => {
    const { door, run } = listening()
    door.refuses = { lapse: code }
    const overdue = rung('ruling', 'clock.overdue.v1')
    await expect(run([overdue])).rejects.toThrow(code)
    door.refuses = {}
    await run([overdue])
    expect(lapses(door)).toHaveLength(2)
  })

  it('has ruled after all: then nothing lapses, and nobody is troubled', async () => {
    const { door, run } = listening()
    door.refuses = { lapse: 'REQUEST_STATE_FORBIDS' }
    const overdue = rung('ruling', 'clock.overdue.v1')
    await run([overdue])
    await run([overdue])
    expect(lapses(door)).toHaveLength(1)
  })

  it('of a version that told no subject lapses nothing', async () => {
    const { door, run } = listening()
    const { subjectId: _none, ...data } = rung('ruling', 'clock.overdue.v1').data
    await run([{ ...rung('ruling', 'clock.overdue.v1'), data }])
    expect(lapses(door)).toEqual([])
  })
})
