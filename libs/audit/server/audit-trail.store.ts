import { AuditTrail, type AuditEntry } from '@tongban/audit/contract'
import { instant, isoOf, type BatchWrite } from '@tongban/kernel/core'
import { currentTraceId, statement, type Database } from '@tongban/platform/server'

const INSERT_ENTRIES = statement(
  'audit.insert_entries',
  `WITH entry AS (
     INSERT INTO audit_entry (city_code, at, actor_id, actor_unit_id, action, subject_type, subject_id, outcome, detail, trace_id)
     SELECT $2, r.at, r.actor_id, r.actor_unit_id, r.action, r.subject_type, r.subject_id, r.outcome, r.detail, r.trace_id
     FROM jsonb_to_recordset($1::jsonb) AS r(at timestamptz, actor_id text, actor_unit_id text, action text, subject_type text,
       subject_id text, outcome text, detail jsonb, trace_id text)
     RETURNING city_code, id)
   INSERT INTO audit_unsealed (city_code, entry_id) SELECT city_code, id FROM entry`,
)

/** Appends entries, each together with its place in the queue of the sealer. No lock, no chain head: commits do not wait for each other. */
export class AuditTrailStore extends AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly cityCode: string,
  ) {
    super()
  }

  override write(entry: AuditEntry): BatchWrite {
    return {
      statement: INSERT_ENTRIES,
      row: {
        at: isoOf(instant(entry.at)),
        actor_id: entry.actorId,
        actor_unit_id: entry.actorUnitId,
        action: entry.action,
        subject_type: entry.subjectType,
        subject_id: entry.subjectId,
        outcome: entry.outcome,
        detail: entry.detail,
        trace_id: currentTraceId(),
      },
    }
  }

  override async record(entry: AuditEntry): Promise<void> {
    const write = this.write(entry)
    await this.database.run(write.statement, [JSON.stringify([write.row]), this.cityCode])
  }
}
