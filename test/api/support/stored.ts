import { Database } from '@tongban/platform/server'
import type { System } from '../../support/system.js'

export type Stored = {
  cases: number
  timeline: number
  assignments: number
  outbox: number
  audit: number
  callers: number
  idempotency: number
  versions: number
}

/** What has been stored of cases. Two equal looks: nothing was changed in between. */
export async function storedCases(system: System): Promise<Stored> {
  const [row] = await system.worker.get(Database).query<Stored>(`
    SELECT (SELECT count(*) FROM case_case) AS cases, (SELECT count(*) FROM case_timeline) AS timeline, (SELECT count(*) FROM case_assignment) AS assignments,
      (SELECT count(*) FROM outbox_event) AS outbox, (SELECT count(*) FROM audit_entry WHERE action LIKE 'case.%') AS audit,
      (SELECT count(*) FROM intake_caller) AS callers, (SELECT count(*) FROM platform_idempotency) AS idempotency,
      (SELECT coalesce(sum(version), 0) FROM case_case) AS versions`)
  if (!row) throw new Error('No row')
  return row
}
