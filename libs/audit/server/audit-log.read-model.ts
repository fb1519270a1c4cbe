import { AuditLog, type AuditedAct, type AuditQuestion } from '@tongban/audit/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { statement, type Database } from '@tongban/platform/server'

type ActRow = {
  id: string; at: number; actor_id: string; actor_unit_id: string | null; action: string; outcome: AuditedAct['outcome']; detail: AuditedAct['detail']
}

// Index audit_entry_caller_views for looks at a caller; the actions stand in the text as literals, so that the planner knows its predicate holds.
const CALLER_LOOKS = `('caller.reveal', 'caller.history')`
const LOOKS = statement<ActRow>(
  'audit.caller_looks',
  `SELECT id, at, actor_id, actor_unit_id, action, outcome, detail FROM audit_entry
   WHERE city_code = $1 AND subject_id = $2 AND action IN ${CALLER_LOOKS} AND ($3::bigint IS NULL OR id < $3)
   ORDER BY id DESC LIMIT $4`,
)

/** Reads the log for the screens of those who may: one question so far, who looked at a caller. */
export class AuditLogReadModel extends AuditLog {
  constructor(
    private readonly database: Database,
    private readonly cityCode: string,
  ) {
    super()
  }

  override async looksAtCaller({ caseId, before, limit }: AuditQuestion): Promise<readonly AuditedAct[]> {
    const rows = await this.database.run(LOOKS, [this.cityCode, caseId, before, limit])
    return rows.map((row) => ({
      id: String(row.id), at: isoOf(instant(row.at)), actorId: row.actor_id, actorUnitId: row.actor_unit_id, action: row.action, outcome: row.outcome, detail: row.detail,
    }))
  }
}
