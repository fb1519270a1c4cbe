import { Inject, Injectable } from '@nestjs/common'
import type { Principal, Scope } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import type { BatchWrite, Instant } from '@tongban/kernel/core'
import { Database, GroupCommit, outboxHintChannel, outboxWrite, PlatformConfig, RequestRedis, statement, type CommitOutcome } from '@tongban/platform/server'
import type { CaseEvent, CaseEventType } from '../../contract/events.js'
import type { CaseCommitParticipant } from '../../contract/ports.js'
import { brokenInvariants, chain, type CaseState, type TimelineEntry, snapshotOf } from '../../domain/index.js'
import { assignmentJsonOf, caseJsonOf, caseStateOf, type AssignmentJson, type CaseRow } from './case-row.mapper.js'
import { leanEvent } from './lean-event.mapper.js'
import { procedureWrites } from './procedure-writes.js'

export const CASE_WITH_ASSIGNMENTS = `
  SELECT c.*, coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.round, a.dispatched_at, a.id)
                        FROM case_assignment a WHERE a.city_code = c.city_code AND a.case_id = c.id), '[]') AS assignments
  FROM case_case c`

type LoadedRow = CaseRow & { assignments: AssignmentJson[] }

const LOAD = statement<LoadedRow>('case.load', `${CASE_WITH_ASSIGNMENTS} WHERE c.city_code = $1 AND c.id = $2`)
const LOAD_BY_ASSIGNMENT = statement<LoadedRow>(
  'case.load_by_assignment',
  `${CASE_WITH_ASSIGNMENTS} WHERE c.city_code = $1 AND c.id = (SELECT case_id FROM case_assignment WHERE city_code = $1 AND id = $2)`,
)

const INSERT_CASE = statement<{ key: string }>(
  'case.insert',
  `INSERT INTO case_case SELECT r.* FROM jsonb_populate_recordset(null::case_case, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT DO NOTHING RETURNING id::text AS key`,
)

const MUTABLE = [
  'version', 'status', 'status_since', 'round', 'urgency', 'category_code', 'evidence_required', 'division_code', 'county_code', 'township_code', 'dispatch_due_at', 'dispatched_at', 'service_class', 'policy_version', 'promise_due_at', 'replied_at', 'closed_at',
  'ended_reason', 'answer_text', 'first_callback', 'final_callback', 'lead_unit_id', 'unit_ids', 'timeline_length', 'timeline_hash',
  'subject_unit_ids', 'procedures', 'problem_at', 'parent_id', 'urges', 'last_urged_at', 'shelved_until', 'disputed_at',
]
/** Only the version that was read may be replaced: whoever comes second finds no row and writes nothing. */
const UPDATE_CASE = statement<{ key: string }>(
  'case.update',
  `UPDATE case_case AS c SET ${MUTABLE.map((column) => `${column} = r.${column}`).join(', ')}
   FROM jsonb_populate_recordset(null::case_case, $1::jsonb) AS r
   WHERE c.city_code = $2 AND c.id = r.id AND c.version = r.version - 1 RETURNING c.id::text AS key`,
)

const ASSIGNMENT_MUTABLE = [
  'round', 'status', 'sign_due_at', 'contact_due_at', 'promise_due_at', 'arrive_due_at', 'signed_at', 'contacted_at', 'contact_reached', 'replied_at', 'reply_text', 'accepted_at', 'next_due_at', 'no_return', 'arrived_at',
]
const PUT_ASSIGNMENTS = statement(
  'case.put_assignments',
  `INSERT INTO case_assignment SELECT r.* FROM jsonb_populate_recordset(null::case_assignment, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET ${ASSIGNMENT_MUTABLE.map((column) => `${column} = excluded.${column}`).join(', ')}`,
)
/** They stand in the timeline, and no page is out of date for them. */
const NOTES: readonly CaseEventType[] = ['case.clock_noted.v1', 'case.noted.v1']
// Primary key of case_timeline: a case's own rows.
const ONLY_NOTED = statement<{ only_noted: boolean | null }>(
  'case.only_noted_since',
  `SELECT bool_and(type = ANY($4::text[]) OR (type = 'case.urged.v1' AND actor_id = 'system')) AS only_noted FROM case_timeline WHERE city_code = $1 AND case_id = $2 AND version > $3`,
)
const INSERT_TIMELINE = statement(
  'case.insert_timeline',
  `INSERT INTO case_timeline SELECT r.* FROM jsonb_populate_recordset(null::case_timeline, $1::jsonb) AS r WHERE r.city_code = $2`,
)
const READ_IDEMPOTENCY = statement<{ body_hash: string; result: unknown }>(
  'case.read_idempotency',
  `SELECT body_hash, result FROM platform_idempotency WHERE city_code = $1 AND scope = $2 AND key = $3`,
)

export type CaseCommit = {
  readonly before: CaseState
  /** After all events, version and timeline not yet advanced. */
  readonly after: CaseState
  readonly events: readonly CaseEvent[]
  readonly actor: Principal
  readonly at: Instant
  readonly action: string
  readonly companions: readonly BatchWrite[]
  readonly idempotency: { scope: string; key: string; bodyHash: string; result: (stored: CaseState) => unknown } | null
}

/** The only writer of case tables, and the only place a case's status is stored. */
@Injectable()
export class CaseStore {
  private readonly participants: CaseCommitParticipant[] = []
  private waking = false

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(GroupCommit) private readonly groupCommit: GroupCommit,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(RequestRedis) private readonly redis: RequestRedis,
  ) {}

  register(participant: CaseCommitParticipant): void {
    this.participants.push(participant)
  }

  /** One round trip. Null: no such case, or not within this scope. */
  async load(caseId: string, scope: Scope): Promise<CaseState | null> {
    const [row] = await this.database.run(LOAD, [this.config.cityCode, caseId])
    return row && inScope(scope, row) ? caseStateOf(row, row.assignments) : null
  }

  async loadByAssignment(assignmentId: string, scope: Scope): Promise<CaseState | null> {
    const [row] = await this.database.run(LOAD_BY_ASSIGNMENT, [this.config.cityCode, assignmentId])
    return row && inScope(scope, row) ? caseStateOf(row, row.assignments) : null
  }

  /** Since that version nothing happened but what changes nothing anybody decides by: notes and urges of the system. Asked only when a version is no longer the newest. */
  async onlyNotedSince(caseId: string, version: number): Promise<boolean> {
    const [row] = await this.database.run(ONLY_NOTED, [this.config.cityCode, caseId, version, NOTES])
    return row?.only_noted === true
  }

  async storedResult(scope: string, key: string): Promise<{ bodyHash: string; result: unknown } | null> {
    const [row] = await this.database.run(READ_IDEMPOTENCY, [this.config.cityCode, scope, key])
    return row ? { bodyHash: row.body_hash, result: row.result } : null
  }

  /**
   * Case row (conditional on its version), assignments, timeline, audit, outbox, and what other contexts keep beside the case:
   * one transaction, or nothing. Resolves with the stored state after the commit.
   */
  async commit(commit: CaseCommit): Promise<{ outcome: CommitOutcome; stored: CaseState }> {
    const { entries, stored } = this.link(commit)
    const broken = brokenInvariants(stored)
    if (broken.length > 0) throw new Error(`Case ${stored.id} would break its own rules after ${commit.action}: ${broken.join('; ')}`)
    const { cityCode } = this.config
    const outcome = await this.groupCommit.submit({
      key: stored.id,
      idempotency: commit.idempotency === null ? null : { ...commit.idempotency, result: commit.idempotency.result(stored) },
      guard: { statement: commit.before.version === 0 ? INSERT_CASE : UPDATE_CASE, row: caseJsonOf(stored, cityCode) },
      writes: [
        ...changedAssignments(commit.before, stored).map((item) => ({ statement: PUT_ASSIGNMENTS, row: assignmentJsonOf(item, stored, cityCode), order: 10 })),
        ...entries.map((entry) => ({ statement: INSERT_TIMELINE, row: timelineRowOf(entry, stored.version, cityCode), order: 20 })),
        ...procedureWrites(commit.before, stored, cityCode).map((write) => ({ ...write, order: 15 })),
        { ...this.audit.write(this.auditEntry(commit, stored)), order: 30 },
        ...entries.map((entry) => ({ ...outboxWrite({ type: entry.event.type, subjectId: stored.id, at: entry.at, data: leanEvent(entry.event, stored, entry.actorId) }), order: 40 })),
        ...this.participantWrites(commit, stored).map((write) => ({ ...write, order: 50 + (write.order ?? 0) })),
        ...commit.companions.map((write) => ({ ...write, order: 60 })),
      ],
    })
    if (outcome === 'committed') this.wakeRelay()
    return { outcome, stored }
  }

  private link(commit: CaseCommit): { entries: TimelineEntry[]; stored: CaseState } {
    let head = { length: commit.before.timelineLength, hash: commit.before.timelineHash }
    const entries = commit.events.map((event) => {
      const entry = chain(head, { caseId: commit.after.id, at: commit.at, actorId: commit.actor.userId, actorUnitId: commit.actor.unitId, event })
      head = { length: entry.seq, hash: entry.hash }
      return entry
    })
    return { entries, stored: { ...commit.after, version: commit.before.version + 1, timelineLength: head.length, timelineHash: head.hash } }
  }

  private auditEntry({ actor, at, action }: CaseCommit, stored: CaseState) {
    return {
      at, actorId: actor.userId, actorUnitId: actor.unitId, action: `case.${action}`, subjectType: 'case' as const, subjectId: stored.id, outcome: 'done' as const,
      detail: { version: stored.version, status: stored.status },
    }
  }

  private participantWrites({ before, events, at }: CaseCommit, stored: CaseState): BatchWrite[] {
    if (this.participants.length === 0) return []
    const change = { before: before.version === 0 ? null : snapshotOf(before), after: snapshotOf(stored), events, at }
    return this.participants.flatMap((participant) => participant.writesFor(change))
  }

  /** A hint only: the relay looks by itself a few times a second. */
  private wakeRelay(): void {
    // The cases of one transaction are answered in one turn: one hint tells of all.
    if (this.waking) return
    this.waking = true
    setImmediate(() => {
      this.waking = false
      void this.redis.client.publish(outboxHintChannel(this.config.redisPrefix), '1').catch(() => undefined)
    })
  }
}

/** The same rule as `scopePredicate`, over a row that is already here; a unit test holds the two together. */
export function inScope(scope: Scope, row: { county_code: string | null; unit_ids: readonly string[]; subject_unit_ids: readonly string[] | null }): boolean {
  // Recusal goes before any reach: nobody sees what is about their own unit.
  if (scope.kind !== 'none' && scope.unitId !== null && row.subject_unit_ids?.includes(scope.unitId) === true) return false
  switch (scope.kind) {
    case 'city':
      return true
    case 'county':
      return row.county_code === scope.countyCode || row.unit_ids.includes(scope.unitId)
    case 'own_unit':
      return row.unit_ids.includes(scope.unitId)
    case 'none':
      return false
  }
}

const changedAssignments = (before: CaseState, after: CaseState): CaseState['assignments'] =>
  // The next due step also depends on the case's status: when that changes, open assignments are written again.
  after.assignments.filter((item) => before.status !== after.status || !before.assignments.includes(item))

const timelineRowOf = (entry: TimelineEntry, version: number, cityCode: string): Record<string, unknown> => ({
  city_code: cityCode, case_id: entry.caseId, seq: entry.seq, version, at: new Date(entry.at).toISOString(), actor_id: entry.actorId, actor_unit_id: entry.actorUnitId,
  type: entry.event.type, data: entry.event.data, previous_hash: entry.previousHash, hash: entry.hash,
})
