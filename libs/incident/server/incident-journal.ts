import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { outboxHintChannel, PlatformConfig, RequestRedis, statement, writeOutbox, type OutgoingEvent, type Tx } from '@tongban/platform/server'
import type { IncidentEventData, IncidentEventType } from '../contract/index.js'
import type { IncidentState, LogType } from '../domain/index.js'
import { inPieces, ROWS_AT_ONCE } from './in-pieces.js'

export type LogEntry = { readonly type: LogType; readonly data: Readonly<Record<string, unknown>> }
export type Actor = Pick<Principal, 'userId' | 'unitId'>

const APPEND = statement(
  'incident.append_log',
  `INSERT INTO incident_log (city_code, incident_id, at, actor_id, actor_unit_id, type, data)
   SELECT $2, r.incident_id, r.at, r.actor_id, r.actor_unit_id, r.type, r.data
   FROM jsonb_to_recordset($1::jsonb) AS r(incident_id uuid, at timestamptz, actor_id text, actor_unit_id text, type text, data jsonb)`,
)

type Common = 'incidentId' | 'title' | 'kind' | 'incidentLevel' | 'unitIds' | 'countyCode' | 'at'

/** An event of an incident with what every one of them says. */
export function incidentEvent<Type extends Exclude<IncidentEventType, 'incident.caller_informed.v1'>>(
  type: Type, state: IncidentState, at: Instant, own: Omit<IncidentEventData<Type>, Common>,
): OutgoingEvent {
  const [countyCode = null, ...others] = state.countyCodes
  const facts = {
    incidentId: state.id, title: state.title, kind: state.kind, incidentLevel: state.level, unitIds: state.unitIds, countyCode: others.length === 0 ? countyCode : null, at,
  }
  return { type, subjectId: state.id, at, data: { ...facts, ...own } }
}

/** Writes down what was done about an incident: the log people read, the events others hear, the audit entry; in the transaction that made it true. */
@Injectable()
export class IncidentJournal {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(RequestRedis) private readonly redis: RequestRedis,
  ) {}

  async log(tx: Tx, state: Pick<IncidentState, 'id'>, actor: Actor, at: Instant, entries: readonly LogEntry[]): Promise<void> {
    if (entries.length === 0) return
    const rows = entries.map(({ type, data }) => ({
      incident_id: state.id, at: isoOf(at), actor_id: actor.userId, actor_unit_id: actor.userId === 'system' ? null : actor.unitId, type, data,
    }))
    await tx.run(APPEND, [JSON.stringify(rows), this.config.cityCode])
  }

  async tell(tx: Tx, events: readonly OutgoingEvent[]): Promise<void> {
    for (const some of inPieces(events, ROWS_AT_ONCE)) await writeOutbox(tx, this.config.cityCode, some)
  }

  /** A deciding act. Ids and codes only. */
  async record(tx: Tx, state: Pick<IncidentState, 'id'>, actor: Actor, at: Instant, action: string, detail: Readonly<Record<string, string | number | boolean | null>> = {}): Promise<void> {
    const { statement: insert, row } = this.audit.write({
      at, actorId: actor.userId, actorUnitId: actor.unitId, action: `incident.${action}`, subjectType: 'incident', subjectId: state.id, outcome: 'done', detail,
    })
    await tx.run(insert, [JSON.stringify([row]), this.config.cityCode])
  }

  /** Wakes the relay after a commit, so that a call leaves in milliseconds; lost, it leaves a fifth of a second later. */
  hint(): void {
    void this.redis.client.publish(outboxHintChannel(this.config.redisPrefix), '1').catch(() => undefined)
  }
}
