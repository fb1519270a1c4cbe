import { describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { Database } from '@tongban/platform/server'
import { buildDemoSet } from '../apps/worker/demo-set.js'
import { provisionDemoAccounts } from '../apps/worker/reference-data.js'
import { startSystem } from './support/system.js'

type Told = { disputes: number; ruled: number; shelved: number; problems: number; urged: number; pending: number; merged: number; late_whistles: number }
type Supervised = {
  kinds: string[]; states: string[]; overdue: number; published: number; incidents: string[]; posts: string[]; joined: number; told: number; read: number; unread: number; rosters: number
  policies: number; exceptions: number; urgencies: number
}

const TOLD = `
  SELECT (SELECT count(*)::int FROM case_dispute) AS disputes, (SELECT count(*)::int FROM case_dispute WHERE ruled_at IS NOT NULL) AS ruled,
    (SELECT count(*)::int FROM case_shelving WHERE ended_at IS NULL) AS shelved,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'case.became_problem.v1') AS problems,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'case.urged.v1' AND actor_id <> 'system') AS urged,
    (SELECT count(*)::int FROM case_request WHERE status = 'pending') AS pending,
    (SELECT count(*)::int FROM case_case WHERE status = 'merged') AS merged,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'assignment.arrived.v1' AND (data->>'late')::boolean) AS late_whistles`

const SUPERVISED = `
  SELECT (SELECT array_agg(DISTINCT kind ORDER BY kind) FROM supervision_order) AS kinds,
    (SELECT array_agg(DISTINCT state ORDER BY state) FROM supervision_order) AS states,
    (SELECT count(*)::int FROM supervision_order WHERE overdue_at IS NOT NULL) AS overdue,
    (SELECT count(*)::int FROM supervision_order WHERE published_at IS NOT NULL) AS published,
    (SELECT array_agg(status ORDER BY opened_at DESC) FROM incident_incident) AS incidents,
    (SELECT array_agg(DISTINCT state ORDER BY state) FROM incident_post) AS posts,
    (SELECT count(*)::int FROM incident_case) AS joined,
    (SELECT count(*)::int FROM outbox_event WHERE type = 'incident.caller_informed.v1') AS told,
    (SELECT count(*)::int FROM notification_message WHERE read_at IS NOT NULL) AS read,
    (SELECT count(*)::int FROM notification_message WHERE read_at IS NULL) AS unread,
    (SELECT count(*)::int FROM duty_roster) AS rosters,
    (SELECT count(*)::int FROM deadline_policy WHERE valid_from > $1::date) AS policies,
    (SELECT count(*)::int FROM worktime_day WHERE name = '集中办公') AS exceptions,
    (SELECT count(*)::int FROM case_timeline WHERE type = 'case.urgency_changed.v1') AS urgencies`

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
      expect(told).toMatchObject({ disputes: 4, ruled: 2, shelved: 2, urged: 3, pending: 2, merged: 3, late_whistles: 1 })
      expect(told?.problems).toBeGreaterThanOrEqual(1)
      const [supervised] = await system.worker.get(Database).query<Supervised>(SUPERVISED, [until.slice(0, 10)])
      expect(supervised).toMatchObject({
        kinds: ['instruction', 'interview', 'joint', 'listed', 'routine'], states: ['issued', 'released', 'replied', 'signed'], incidents: ['responding', 'closed'],
        posts: ['acknowledged', 'calling', 'exhausted', 'no_contact'], joined: 6, policies: 1, exceptions: 1, urgencies: 1, published: 1,
      })
      for (const count of [supervised?.overdue, supervised?.told, supervised?.read, supervised?.unread, supervised?.rosters]) expect(count).toBeGreaterThan(0)
    } finally {
      await system.stop()
    }
  }, 120_000)
})
