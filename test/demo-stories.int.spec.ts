import { describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { Database } from '@tongban/platform/server'
import { buildDemoSet } from '../apps/worker/demo-set.js'
import { provisionDemoAccounts } from '../apps/worker/reference-data.js'
import { startSystem } from './support/system.js'

type Told = { disputes: number; ruled: number; shelved: number; problems: number; urged: number; pending: number; merged: number; late_whistles: number }

const TOLD = `
  SELECT (SELECT count(*)::int FROM case_dispute) AS disputes, (SELECT count(*)::int FROM case_dispute WHERE ruled_at IS NOT NULL) AS ruled,
    (SELECT count(*)::int FROM case_shelving WHERE ended_at IS NULL) AS shelved,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'case.became_problem.v1') AS problems,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'case.urged.v1') AS urged,
    (SELECT count(*)::int FROM case_request WHERE status = 'pending') AS pending,
    (SELECT count(*)::int FROM case_case WHERE status = 'merged') AS merged,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'assignment.arrived.v1' AND (data->>'late')::boolean) AS late_whistles`

describe('the demo', () => {
  it.each([
    ['a Monday morning', '2026-11-23T08:10:00+08:00'],
    ['the afternoon of a working day', '2026-11-25T15:40:00+08:00'],
    ['the night of a Saturday', '2026-11-28T23:30:00+08:00'],
  ])('tells every story whatever it ends on: %s', async (_, until) => {
    const system = await startSystem({ autonomous: false })
    try {
      const accounts = await provisionDemoAccounts(system.worker, () => undefined)
      await buildDemoSet(system.config, accounts, 0, instantFromIso(until), () => undefined)
      const [told] = await system.worker.get(Database).query<Told>(TOLD)
      expect(told).toMatchObject({ disputes: 3, ruled: 2, shelved: 2, urged: 3, pending: 2, merged: 3, late_whistles: 1 })
      expect(told?.problems).toBeGreaterThanOrEqual(1)
    } finally {
      await system.stop()
    }
  }, 120_000)
})
