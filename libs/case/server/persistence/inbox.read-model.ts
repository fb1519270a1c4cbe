import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, HOUR_MS, addDays, instant, isoOf, plainDateOf, startOfDay, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, cursorOf, readCursor, statement } from '@tongban/platform/server'
import type { CaseState } from '../../domain/index.js'
import { caseStateOf, type AssignmentJson, type CaseRow } from './case-row.mapper.js'

type InboxRow = CaseRow & { assignment_id: string; sort_at: number; assignments: AssignmentJson[] }
type Tab = 'todo' | 'replied' | 'copies'

/**
 * A desk is read by its unit, not by a scope: what is about the unit itself is not on it, even where it once was. The few ids come from
 * index case_case_subjects and are looked for once a statement.
 */
const NOT_RECUSED = `a.case_id NOT IN (SELECT s.id FROM case_case s WHERE s.city_code = $1 AND s.subject_unit_ids @> ARRAY[$2]::text[])`

const select = (where: string, sort: string, direction: 'ASC' | 'DESC'): string => `
  SELECT c.*, mine.id AS assignment_id, mine.sort_at,
    (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.round, a.dispatched_at, a.id) FROM case_assignment a WHERE a.city_code = $1 AND a.case_id = c.id) AS assignments
  FROM (SELECT a.id, a.case_id, ${sort} AS sort_at FROM case_assignment a
        WHERE a.city_code = $1 AND a.unit_id = $2 AND ${where} AND ${NOT_RECUSED}
          AND ($3::timestamptz IS NULL OR (${sort}, a.id) ${direction === 'ASC' ? '>' : '<'} ($3, $4::uuid))
        ORDER BY ${sort} ${direction}, a.id ${direction} LIMIT $5) mine
  JOIN case_case c ON c.city_code = $1 AND c.id = mine.case_id
  ORDER BY mine.sort_at ${direction}, mine.id ${direction}`

const TABS: Record<Tab, ReturnType<typeof statement<InboxRow>>> = {
  // Index case_assignment_todo: what is due first comes first.
  todo: statement<InboxRow>('case.inbox_todo', select('a.next_due_at IS NOT NULL', 'a.next_due_at', 'ASC')),
  // Index case_assignment_unit.
  replied: statement<InboxRow>('case.inbox_replied', select(`a.role <> 'cc' AND a.status IN ('replied', 'accepted')`, 'a.dispatched_at', 'DESC')),
  copies: statement<InboxRow>('case.inbox_copies', select(`a.role = 'cc'`, 'a.dispatched_at', 'DESC')),
}

const COUNTS = statement<{ overdue: number; within: number; today: number; later: number }>(
  'case.inbox_counts',
  `SELECT count(*) FILTER (WHERE next_due_at <= $3) AS overdue,
          count(*) FILTER (WHERE next_due_at > $3 AND next_due_at < $4) AS within,
          count(*) FILTER (WHERE next_due_at >= $4 AND next_due_at < $5) AS today,
          count(*) FILTER (WHERE next_due_at >= $4 AND next_due_at >= $5) AS later
   FROM case_assignment a WHERE a.city_code = $1 AND a.unit_id = $2 AND a.next_due_at IS NOT NULL AND ${NOT_RECUSED}`,
)

export type Inbox = {
  readonly items: readonly { state: CaseState; assignmentId: string }[]
  readonly nextCursor: string | null
  readonly counts: { overdue: number; withinTwoHours: number; today: number; later: number }
}

/** A unit's desk. Two queries: the page and the counts over it. */
@Injectable()
export class InboxReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async read(principal: Principal, query: { tab: Tab; limit: number; cursor?: string | undefined }): Promise<Inbox> {
    const after = readCursor(query.cursor)
    const rows = await this.database.run(TABS[query.tab], [
      this.config.cityCode, principal.unitId, after ? isoOf(after.at) : null, after?.id ?? null, query.limit + 1,
    ])
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => ({ state: caseStateOf(row, row.assignments), assignmentId: row.assignment_id })),
      nextCursor: rows.length > query.limit && last ? cursorOf(instant(last.sort_at), last.assignment_id) : null,
      counts: await this.counts(principal, this.clock.now()),
    }
  }

  private async counts(principal: Principal, now: Instant): Promise<Inbox['counts']> {
    const inTwoHours = now + 2 * HOUR_MS
    const endOfDay = startOfDay(addDays(plainDateOf(now), 1))
    const [row] = await this.database.run(COUNTS, [
      this.config.cityCode, principal.unitId, isoOf(now), isoOf(instant(inTwoHours)), isoOf(endOfDay),
    ])
    return { overdue: row?.overdue ?? 0, withinTwoHours: row?.within ?? 0, today: row?.today ?? 0, later: row?.later ?? 0 }
  }
}
