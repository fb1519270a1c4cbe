import { currentTraceId } from '../trace.js'
import { statement, type BatchWrite } from '../database/statement.js'
import type { Tx } from '../database/database.js'

/** A fact that happened, as it leaves its context. `data` follows the event's schema in the contract of the context that owns it. */
export type OutgoingEvent = {
  /** `case.dispatched.v1`: past tense, versioned. */
  readonly type: string
  /** What it is about: the case id, or the clock id. */
  readonly subjectId: string
  /** Epoch ms. */
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

const INSERT_EVENTS = statement(
  'platform.insert_outbox',
  `INSERT INTO outbox_event (city_code, type, subject_id, occurred_at, data, trace_id)
   SELECT $2, r.type, r.subject_id, r.occurred_at, r.data, r.trace_id
   FROM jsonb_to_recordset($1::jsonb) AS r(type text, subject_id text, occurred_at timestamptz, data jsonb, trace_id text)`,
)

const rowOf = (event: OutgoingEvent): Record<string, unknown> => ({
  type: event.type,
  subject_id: event.subjectId,
  occurred_at: new Date(event.at).toISOString(),
  data: event.data,
  trace_id: currentTraceId(),
})

/** The only way an event leaves: a row in the transaction that made it true. */
export const outboxWrite = (event: OutgoingEvent): BatchWrite => ({ statement: INSERT_EVENTS, row: rowOf(event) })

export async function writeOutbox(tx: Tx, cityCode: string, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length > 0) await tx.run(INSERT_EVENTS, [JSON.stringify(events.map(rowOf)), cityCode])
}
