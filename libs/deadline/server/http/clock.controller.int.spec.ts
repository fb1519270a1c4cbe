import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { OrgDirectory } from '@tongban/org/contract'
import { FakeClock, person } from '@tongban/testing/server'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { clockExplanationSchema, explainClock } from '../../contract/index.js'
import { at, DeadlineUnderTest, OFFICE, PlayedCase } from '../deadline.spec-support.js'
import { ClockController } from './clock.controller.js'

let deadline: DeadlineUnderTest

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

class OneCalendar extends WorkCalendars {
  override calendarFor(): WorkCalendar {
    return OFFICE
  }
}

/** Whoever asks sees these cases. */
class Seen extends CaseLookup {
  constructor(private readonly cases: readonly CaseSnapshot[]) {
    super()
  }

  override visibleTo(_principal: unknown, caseId: string): Promise<CaseSnapshot | null> {
    return Promise.resolve(this.cases.find(({ id }) => id === caseId) ?? null)
  }

  override snapshots(): never {
    throw new Error('Not asked')
  }

  override visibleAmong(): never {
    throw new Error('Not asked')
  }

  override waiting(): never {
    throw new Error('Not asked')
  }
}

async function asking(isSeen = true): Promise<{ clockId: string; ask: (query: { at?: string }) => ReturnType<ClockController['explain']> }> {
  const played = new PlayedCase(deadline)
  await deadline.commit(played.file(at('2026-11-16 09:00'), true))
  const clock = new FakeClock()
  clock.set('2026-11-20T10:00:00+08:00')
  const seen = new Seen(isSeen && played.snapshot !== null ? [played.snapshot] : [])
  const controller = new ClockController(deadline.store, seen, deadline.policies, new OneCalendar(), {} as OrgDirectory, clock)
  const row = (await deadline.rows(played.id)).find(({ kind, assignment_id }) => kind === 'promise' && assignment_id === played.lead)
  if (row === undefined) throw new Error('No promise')
  const context = { principal: person('supervisor', 'u1') } as unknown as Parameters<ClockController['explain']>[1]
  return { clockId: row.id, ask: (query) => controller.explain({ params: { clockId: row.id }, query } as Parameters<ClockController['explain']>[0], context) }
}

describe('the explanation of a clock', () => {
  it('tells the remaining time now, and at any moment past or ahead', async () => {
    const { ask } = await asking()
    const remaining = async (query: { at?: string }): Promise<unknown[]> => {
      const { data } = clockExplanationSchema.parse(await ask(query))
      return [data.asOf?.at, data.asOf?.remainingMinutes, data.asOf?.remainingWallMinutes, data.asOf?.overdueSince]
    }
    // Due Monday 2026-11-23 09:00; a working day has six and a half hours.
    expect(await remaining({})).toEqual(['2026-11-20T02:00:00.000Z', 5 * 60 + 30, 71 * 60, null])
    expect(await remaining({ at: '2026-11-18T17:29:00+08:00' })).toEqual(['2026-11-18T09:29:00.000Z', 1 + 2 * 390 + 30, 111 * 60 + 31, null])
    expect(await remaining({ at: '2026-11-24T09:00:00+08:00' })).toEqual(['2026-11-24T01:00:00.000Z', 0, 0, '2026-11-23T01:00:00.000Z'])
  })

  it('lists the ladder with its moments and people', async () => {
    const { ask } = await asking()
    const { data, sentences } = await ask({})
    expect(data.ladder.map(({ code, isReached }) => [code, isReached])).toEqual(['early_warning', 'key_supervision', 'overdue', 'routine', 'listed', 'interview'].map((code) => [code, false]))
    expect(sentences.some((sentence) => sentence.startsWith('升级阶梯下一级：2026-11-21（周六）09:00 “48 小时预警”'))).toBe(true)
  })

  it('of a case somebody may not see is not there', async () => {
    const { ask } = await asking(false)
    await expect(ask({})).rejects.toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  })

  it('takes only a moment for a moment', () => {
    expect(explainClock.query?.safeParse({ at: 'gestern' }).success).toBe(false)
    expect(explainClock.query?.safeParse({}).success).toBe(true)
  })
})
