import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, plus } from '@tongban/kernel/core'
import { FixedPromiseQuotes, START, dueTimes } from '@tongban/testing/server'
import { PlanFiling, type FilingPlan } from './plan-filing.js'

/** A unit that keeps days of its own owes everything a day later than others. */
class OwnDays extends FixedPromiseQuotes {
  override quote({ startedAt, leadUnitId = null }: { startedAt: Parameters<FixedPromiseQuotes['quote']>[0]['startedAt']; leadUnitId?: string | null }): ReturnType<FixedPromiseQuotes['quote']> {
    return leadUnitId === 'keeps-own-days' ? dueTimes(plus(startedAt, 24 * HOUR_MS)) : super.quote({ startedAt })
  }
}

const nothing = {} as never
const filing = new PlanFiling(nothing, nothing, nothing, nothing, nothing, new OwnDays())
const planFor = (leadUnitId: string | null): FilingPlan => ({ urgency: { value: 'general' }, category: null, division: null, plan: { leadUnitId } }) as unknown as FilingPlan

describe('what is promised while a case is filed', () => {
  it('counts by the days of the unit that will have it', () => {
    const own = filing.due(planFor('keeps-own-days'), 'help', START)
    expect(own.promiseDueAt).toBe(new Date(dueTimes(plus(START, 24 * HOUR_MS)).promiseDueAt).toISOString())
    for (const other of ['keeps-the-days-of-the-place', null]) {
      expect(filing.due(planFor(other), 'help', START).promiseDueAt).toBe(new Date(dueTimes(START).promiseDueAt).toISOString())
    }
    // Whoever dispatches keeps the days of the place.
    expect(own.dispatchDueAt).toBe(filing.due(planFor(null), 'help', START).dispatchDueAt)
  })
})
