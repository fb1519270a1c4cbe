import { Inject, Injectable } from '@nestjs/common'
import { AuditTrail, type AuditEntry } from '@tongban/audit/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, writeOutbox, type Tx } from '@tongban/platform/server'
import type { OrderEvent } from '../../contract/index.js'
import type { Order, RecordedOrderEvent } from '../../domain/index.js'
import { outgoingOf, rowOfOrder, type NewOrderEvent } from './order-row.mapper.js'

const COLUMNS = `id uuid, number text, version integer, kind text, origin text, state text, title text, requirement text, unit_id text, unit_ids text[], county_code text,
  recused_unit_ids text[], issued_at timestamptz, reply_due_at timestamptz, fires_at timestamptz, overdue_at timestamptz, late_rounds smallint, first_replied_at timestamptz,
  published_at timestamptz, body jsonb`

// Index supervision_order_issue_key: what came before is left as it is, and is not returned. A number that is taken is no repeat: it is an error, and the next try has the next.
const INSERT_ORDERS = statement<{ id: string }>(
  'supervision.insert_orders',
  `INSERT INTO supervision_order (city_code, id, number, version, kind, origin, state, title, requirement, unit_id, unit_ids, county_code, recused_unit_ids, issued_at, reply_due_at,
     fires_at, overdue_at, late_rounds, first_replied_at, published_at, body, issue_key, issue_hash)
   SELECT $2, r.id, r.number, r.version, r.kind, r.origin, r.state, r.title, r.requirement, r.unit_id, r.unit_ids, r.county_code, r.recused_unit_ids, r.issued_at, r.reply_due_at,
     r.fires_at, r.overdue_at, r.late_rounds, r.first_replied_at, r.published_at, r.body, r.issue_key, r.issue_hash
   FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}, issue_key text, issue_hash text)
   ON CONFLICT (city_code, issue_key) WHERE issue_key IS NOT NULL DO NOTHING RETURNING id`,
)
const INSERT_CASES = statement(
  'supervision.insert_order_cases',
  `INSERT INTO supervision_order_case (city_code, order_id, case_id, case_number)
   SELECT $2, r.order_id, r.case_id, r.case_number FROM jsonb_to_recordset($1::jsonb) AS r(order_id uuid, case_id uuid, case_number text)`,
)
// Primary key; the version is what the commit was decided on.
const UPDATE_ORDERS = statement<{ id: string }>(
  'supervision.update_orders',
  `UPDATE supervision_order AS o SET version = r.version, state = r.state, reply_due_at = r.reply_due_at, recused_unit_ids = r.recused_unit_ids, fires_at = r.fires_at,
     overdue_at = r.overdue_at, late_rounds = r.late_rounds, first_replied_at = r.first_replied_at, published_at = r.published_at, body = r.body
   FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}, seen integer)
   WHERE o.city_code = $2 AND o.id = r.id AND o.version = r.seen RETURNING o.id`,
)
const INSERT_EVENTS = statement(
  'supervision.insert_order_events',
  `INSERT INTO supervision_order_event (city_code, order_id, seq, at, type, data, actor_id, actor_unit_id, request_key, request_hash)
   SELECT $2, r.order_id, r.seq, r.at, r.type, r.data, r.actor_id, r.actor_unit_id, r.request_key, r.request_hash
   FROM jsonb_to_recordset($1::jsonb) AS r(order_id uuid, seq integer, at timestamptz, type text, data jsonb, actor_id text, actor_unit_id text, request_key text, request_hash text)`,
)
// Index supervision_order_fires. Citus wants the city in SKIP LOCKED statements.
const DUE = statement<{ id: string }>('supervision.due', 'SELECT id FROM supervision_order WHERE city_code = $1 AND fires_at <= $2 ORDER BY fires_at, id LIMIT $3')
// Primary key; asked again whether it is due, and left to whoever holds it.
const TAKE_DUE = statement<{ body: Order }>(
  'supervision.take_due',
  `SELECT body FROM supervision_order WHERE city_code = $1 AND id = ANY($2::uuid[]) AND fires_at <= $3 ORDER BY id FOR UPDATE SKIP LOCKED`,
)
// Index supervision_order_case_case.
const TAKE_OF_CASES = statement<{ body: Order }>(
  'supervision.take_of_cases',
  `SELECT o.body FROM supervision_order o
   WHERE o.city_code = $1 AND o.id IN (SELECT c.order_id FROM supervision_order_case c WHERE c.city_code = $1 AND c.case_id = ANY ($2::uuid[])) ORDER BY o.id FOR UPDATE`,
)
// Two rungs that ask for the first order on one case at one moment find no row to wait at; they take turns here, always in the order of the ids.
const IN_TURN = statement(
  'supervision.cases_in_turn',
  `SELECT pg_advisory_xact_lock(hashtextextended('supervision.case ' || $1 || ' ' || id, 0)) FROM (SELECT unnest($2::text[]) AS id ORDER BY 1) AS wanted`,
)
// Index supervision_order_case_case.
const MARK_ENDED = statement(
  'supervision.mark_cases_ended',
  `UPDATE supervision_order_case AS c SET ended = r.ended FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, ended boolean)
   WHERE c.city_code = $2 AND c.case_id = r.case_id AND c.ended <> r.ended`,
)
// Index supervision_order_issue_key: a request's orders have its key and a running number.
const BY_REQUEST = statement<{ body: Order; issue_hash: string | null }>(
  'supervision.orders_of_request',
  `SELECT body, issue_hash FROM supervision_order WHERE city_code = $1 AND issue_key = ANY ($2::text[]) ORDER BY issue_key`,
)
const EVENTS = statement<{ seq: number; at: number; type: string; data: object; actor_id: string; actor_unit_id: string | null }>(
  'supervision.events_of_order',
  `SELECT seq, at, type, data, actor_id, actor_unit_id FROM supervision_order_event WHERE city_code = $1 AND order_id = $2 ORDER BY seq`,
)
// Index supervision_order_event_request.
const REQUEST = statement<{ request_hash: string }>(
  'supervision.request_of_order',
  `SELECT request_hash FROM supervision_order_event WHERE city_code = $1 AND order_id = $2 AND request_key = $3`,
)

export type NewOrder = {
  readonly order: Order
  readonly events: readonly NewOrderEvent[]
  readonly cases: readonly { readonly id: string; readonly number: string }[]
  readonly issueKey: string | null
  readonly issueHash: string | null
}
export type OrderRequest = { readonly key: string; readonly hash: string }
export type OrderChange = { readonly before: Order; readonly after: Order; readonly events: readonly NewOrderEvent[]; readonly request: OrderRequest | null; readonly audit: AuditEntry | null }
export type StoredOrderEvent = RecordedOrderEvent & { readonly seq: number; readonly byUnitId: string | null }

/** Orders and their events, written together with outbox and audit in the caller's transaction. */
@Injectable()
export class OrderStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Writes those whose issue key is new; returns them. An order that was there already leaves no trace of the repeat. */
  async insert(tx: Tx, orders: readonly NewOrder[], audit: (order: Order) => AuditEntry): Promise<Order[]> {
    if (orders.length === 0) return []
    const rows = orders.map(({ order, issueKey, issueHash }) => ({ ...rowOfOrder(order), issue_key: issueKey, issue_hash: issueHash }))
    const inserted = new Set((await tx.run(INSERT_ORDERS, [JSON.stringify(rows), this.config.cityCode])).map((row) => row.id))
    const fresh = orders.filter(({ order }) => inserted.has(order.id))
    if (fresh.length === 0) return []
    const links = fresh.flatMap(({ order, cases }) => cases.map(({ id, number }) => ({ order_id: order.id, case_id: id, case_number: number })))
    await tx.run(INSERT_CASES, [JSON.stringify(links), this.config.cityCode])
    await this.writeEvents(tx, fresh.map((item) => ({ ...item, request: null })))
    await this.writeAudit(tx, fresh.map(({ order }) => audit(order)))
    return fresh.map(({ order }) => order)
  }

  /** All of them, or a lost race: then the caller must let the transaction go. */
  async update(tx: Tx, changes: readonly OrderChange[]): Promise<boolean> {
    if (changes.length === 0) return true
    const rows = changes.map(({ before, after }) => ({ ...rowOfOrder(after), seen: before.version }))
    const updated = await tx.run(UPDATE_ORDERS, [JSON.stringify(rows), this.config.cityCode])
    if (updated.length !== changes.length) return false
    await this.writeEvents(tx, changes.map(({ after, events, request }) => ({ order: after, events, request })))
    await this.writeAudit(tx, changes.flatMap(({ audit }) => (audit === null ? [] : [audit])))
    return true
  }

  /** Orders whose deadline has something to tell, what has waited longest first; not locked. */
  async due(now: Instant, limit: number): Promise<string[]> {
    return (await this.database.run(DUE, [this.config.cityCode, isoOf(now), limit])).map(({ id }) => id)
  }

  /** Of these what is still due and held by nobody else. */
  async takeDue(tx: Tx, ids: readonly string[], now: Instant): Promise<Order[]> {
    return (await tx.run(TAKE_DUE, [this.config.cityCode, [...ids], isoOf(now)])).map(({ body }) => body)
  }

  /** Until the end of the transaction nobody else decides what is issued on these cases by the ladder, or taken back. */
  async inTurn(tx: Tx, caseIds: readonly string[]): Promise<void> {
    if (caseIds.length > 0) await tx.run(IN_TURN, [this.config.cityCode, [...new Set(caseIds)]])
  }

  /** Every order on any of these cases, locked. */
  async takeOf(tx: Tx, caseIds: readonly string[]): Promise<Order[]> {
    return (await tx.run(TAKE_OF_CASES, [this.config.cityCode, [...caseIds]])).map(({ body }) => body)
  }

  async markEnded(tx: Tx, cases: readonly { readonly caseId: string; readonly ended: boolean }[]): Promise<void> {
    await tx.run(MARK_ENDED, [JSON.stringify(cases.map(({ caseId, ended }) => ({ case_id: caseId, ended }))), this.config.cityCode])
  }

  async ofIssueKeys(keys: readonly string[]): Promise<readonly { readonly order: Order; readonly hash: string | null }[]> {
    return (await this.database.run(BY_REQUEST, [this.config.cityCode, [...keys]])).map(({ body, issue_hash }) => ({ order: body, hash: issue_hash }))
  }

  async eventsOf(orderId: string): Promise<StoredOrderEvent[]> {
    const rows = await this.database.run(EVENTS, [this.config.cityCode, orderId])
    return rows.map(({ seq, at, type, data, actor_id, actor_unit_id }) => ({ seq, at: instant(at), event: { type, data } as OrderEvent, by: actor_id, byUnitId: actor_unit_id }))
  }

  /** The hash of the request under this key, when it has been carried out on this order. */
  async requestHash(orderId: string, key: string): Promise<string | null> {
    return (await this.database.run(REQUEST, [this.config.cityCode, orderId, key]))[0]?.request_hash ?? null
  }

  private async writeEvents(tx: Tx, commits: readonly { readonly order: Order; readonly events: readonly NewOrderEvent[]; readonly request: OrderRequest | null }[]): Promise<void> {
    const rows = commits.flatMap(({ order, events, request }) =>
      events.map(({ seq, event, at, by, byUnitId }, index) => ({
        order_id: order.id, seq, at: isoOf(at), type: event.type, data: event.data, actor_id: by, actor_unit_id: byUnitId,
        // One event of a request carries its key: the last, which is the command's own.
        request_key: index === events.length - 1 ? (request?.key ?? null) : null, request_hash: index === events.length - 1 ? (request?.hash ?? null) : null,
      })),
    )
    await tx.run(INSERT_EVENTS, [JSON.stringify(rows), this.config.cityCode])
    await writeOutbox(tx, this.config.cityCode, commits.flatMap(({ order, events }) => outgoingOf(order, events)))
  }

  private async writeAudit(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
    const [first] = entries.map((entry) => this.audit.write(entry))
    if (first !== undefined) await tx.run(first.statement, [JSON.stringify(entries.map((entry) => this.audit.write(entry).row)), this.config.cityCode])
  }
}
