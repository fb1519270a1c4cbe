import { appendFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { MonthPlan } from './month.js'
import { simulateMonth } from './simulate-month.js'

/** Set by `npm run simulate`, which wants a month of another size and its figures: the plan, and where to write result and progress. */
const ORDERED = process.env.TONGBAN_SIMULATE
const ordered = ORDERED === undefined ? null : (JSON.parse(ORDERED) as { readonly plan: MonthPlan; readonly result: string; readonly progress: string })

const PLANS: readonly (readonly [name: string, plan: MonthPlan])[] = [
  ['across Spring Festival with its make-up days', { from: '2026-01-26', until: '2026-03-06', cases: 60, seed: 1, holiday: ['2026-02-15', '2026-02-24'], dayOff: { at: '2026-02-09T10:00:00+08:00', date: '2026-02-12' } }],
  ['across National Day with its make-up days', { from: '2025-09-20', until: '2025-10-24', cases: 40, seed: 2, holiday: ['2025-10-01', '2025-10-09'], dayOff: { at: '2025-10-10T10:00:00+08:00', date: '2025-10-14' } }],
]
/** As long as a command may take that was asked for many cases; a test of the suite has a minute. */
const HOURS = 6 * 3_600_000

describe('a simulated month', () => {
  it.each(ordered === null ? PLANS : [['as ordered', ordered.plan] as const])(
    'tells every warning, overdue and rung of every case once, at the minute an independent counting of its timeline comes to: %s',
    async (_, plan) => {
      const { checked, done, caught } = await simulateMonth(plan, (day, actions) => {
        if (ordered !== null) appendFileSync(ordered.progress, `${JSON.stringify({ day, actions })}\n`)
      })
      if (ordered !== null) writeFileSync(ordered.result, JSON.stringify({ ...checked, faults: checked.faults.length, examples: checked.faults.slice(0, 10), caught, ...done }))
      expect(checked.faults.map(({ what, story }) => `${what}\n${story}`)).toEqual([])
      expect(checked.cases).toBe(plan.cases)
      // The check can fail: every fault that was planted in what was told is found.
      expect(caught.filter(({ planted, found }) => planted > 0 && found === 0)).toEqual([])
      expect(caught.filter(({ planted }) => planted > 0).length).toBeGreaterThanOrEqual(3)
      // A month in which nothing was late, nothing climbed and the alarms never slept would prove nothing.
      expect(Math.min(checked.warnings, checked.overdues, checked.rungs, checked.toTheTop, done.sleptHours)).toBeGreaterThan(0)
    },
    ordered === null ? 120_000 : HOURS,
  )
})
