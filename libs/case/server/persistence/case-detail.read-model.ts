import { Inject, Injectable } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import type { CaseEvent } from '../../contract/events.js'
import { inScope } from './case.store.js'
import type { AttachmentRow } from './attachment.store.js'
import { caseStateOf, type AssignmentJson, type CaseRow } from './case-row.mapper.js'
import type { CaseState } from '../../domain/index.js'

type TimelineJson = { seq: number; at: string; actor_id: string; actor_unit_id: string | null; type: CaseEvent['type']; data: unknown }
type DetailRow = CaseRow & { assignments: AssignmentJson[]; timeline: TimelineJson[]; attachments: AttachmentRow[] }

const MAX_TIMELINE = 300

// Primary keys of case_case, case_timeline; case_assignment_case; case_attachment_case.
const DETAIL = statement<DetailRow>(
  'case.detail',
  `SELECT c.*,
     coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.round, a.dispatched_at, a.id) FROM case_assignment a WHERE a.city_code = c.city_code AND a.case_id = c.id), '[]') AS assignments,
     coalesce((SELECT jsonb_agg(jsonb_build_object('seq', t.seq, 'at', t.at, 'actor_id', t.actor_id, 'actor_unit_id', t.actor_unit_id, 'type', t.type, 'data', t.data - 'dispatchTrail' - 'description') ORDER BY t.seq)
       FROM (SELECT * FROM case_timeline t WHERE t.city_code = c.city_code AND t.case_id = c.id ORDER BY t.seq DESC LIMIT ${MAX_TIMELINE}) t), '[]') AS timeline,
     coalesce((SELECT jsonb_agg(to_jsonb(f) ORDER BY f.uploaded_at) FROM case_attachment f WHERE f.city_code = c.city_code AND f.case_id = c.id), '[]') AS attachments
   FROM case_case c WHERE c.city_code = $1 AND c.id = $2`,
)

export type CaseDetail = {
  readonly state: CaseState
  readonly timeline: readonly { seq: number; at: string; actorId: string; actorUnitId: string | null; event: CaseEvent }[]
  readonly attachments: readonly AttachmentRow[]
  readonly userNames: ReadonlyMap<string, string>
}

/** The case page: one query, and one for the names of people when they are not in memory. */
@Injectable()
export class CaseDetailReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  /** Null: no such case, or out of reach. */
  async read(principal: Principal, caseId: string): Promise<CaseDetail | null> {
    const [row] = await this.database.run(DETAIL, [this.config.cityCode, caseId])
    if (!row || !inScope(principal.scope, row)) return null
    const timeline = row.timeline.map((item) => ({
      seq: item.seq, at: item.at, actorId: item.actor_id, actorUnitId: item.actor_unit_id, event: { type: item.type, data: item.data } as CaseEvent,
    }))
    const userNames = await this.users.namesOf([...new Set(timeline.map((item) => item.actorId))])
    return { state: caseStateOf(row, row.assignments), timeline, attachments: row.attachments, userNames }
  }
}
