import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { Page } from '@tongban/kernel/contract'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { cursorOf, Database, PlatformConfig, readCursor, statement } from '@tongban/platform/server'
import type { OrderCounts, OrderFilters, OrderKind, OrderState } from '../../contract/index.js'
import type { Order } from '../../domain/index.js'
import { orderScope } from './order-scope.js'

/** An order with how many of its cases have not ended. */
export type ListedOrder = { readonly order: Order; readonly openCases: number }

type Row = { body: Order; open_cases: number }
type CountRow = {
  state: OrderState; kind: OrderKind; orders: number; overdue_now: number; feedback_due: number; feedback_on_time: number; released_on_time: number
}

const OPEN_CASES = `(SELECT count(*)::int FROM supervision_order_case c WHERE c.city_code = $1 AND c.order_id = o.id AND NOT c.ended)`
const SELECT = `SELECT o.body, ${OPEN_CASES} AS open_cases FROM supervision_order o`
const ORDER_BY = 'ORDER BY o.issued_at DESC, o.id DESC'
const OF_CASE_MAX = 50
const PUBLIC_MAX = 100

// Index supervision_order_published. A sealed order is never published; said once more where everybody reads.
const PUBLISHED = statement<{ body: Order }>(
  'supervision.published',
  `SELECT o.body FROM supervision_order o WHERE o.city_code = $1 AND o.published_at IS NOT NULL AND NOT (o.body ->> 'sealed')::boolean
   ORDER BY o.published_at DESC, o.id DESC LIMIT ${PUBLIC_MAX}`,
)

/** Orders as people see them: one query each, all by the same scope and the same filters. */
@Injectable()
export class OrderListReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Newest first. Indexes: supervision_order_issued, of a unit supervision_order_unit, of a county supervision_order_county, of open ones supervision_order_open. */
  async list(principal: Principal, filters: OrderFilters, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<Page<ListedOrder>> {
    const rows = await this.page(principal, filters, readCursor(cursor), limit + 1)
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.order.issuedAt, last.order.id) : null }
  }

  /** As the list, a page at a time, at most `most` in all. */
  async *pages(principal: Principal, filters: OrderFilters, most: number, size = 500): AsyncGenerator<readonly ListedOrder[]> {
    let after: { at: Instant; id: string } | null = null
    for (let left = most; left > 0; ) {
      const rows: ListedOrder[] = await this.page(principal, filters, after, Math.min(size, left))
      if (rows.length > 0) yield rows
      const last = rows.at(-1)
      if (last === undefined || rows.length < Math.min(size, left)) return
      after = { at: last.order.issuedAt, id: last.order.id }
      left -= rows.length
    }
  }

  /** One query over everything the filters leave. */
  async counts(principal: Principal, filters: OrderFilters): Promise<OrderCounts> {
    const where = this.conditions(principal, filters)
    const rows = await this.database.query<CountRow>(
      `SELECT o.state, o.kind, count(*)::int AS orders,
         (count(*) FILTER (WHERE o.overdue_at IS NOT NULL AND o.state IN ('issued', 'signed')))::int AS overdue_now,
         (count(*) FILTER (WHERE o.state <> 'withdrawn' AND (o.first_replied_at IS NOT NULL OR o.late_rounds > 0)))::int AS feedback_due,
         (count(*) FILTER (WHERE o.state <> 'withdrawn' AND o.first_replied_at IS NOT NULL AND o.late_rounds = 0))::int AS feedback_on_time,
         (count(*) FILTER (WHERE o.state = 'released' AND o.late_rounds = 0))::int AS released_on_time
       FROM supervision_order o WHERE ${where.sql} GROUP BY o.state, o.kind`,
      where.params,
    )
    return countsOf(rows)
  }

  async one(principal: Principal, orderId: string): Promise<ListedOrder | null> {
    const where = this.conditions(principal, {})
    where.add('o.id = ?::uuid', orderId)
    const [row] = await this.database.query<Row>(`${SELECT} WHERE ${where.sql}`, where.params)
    return row === undefined ? null : listed(row)
  }

  /** Index supervision_order_case_case. */
  async ofCase(principal: Principal, caseId: string): Promise<ListedOrder[]> {
    const where = this.conditions(principal, {})
    where.add('o.id IN (SELECT c.order_id FROM supervision_order_case c WHERE c.city_code = $1 AND c.case_id = ?::uuid)', caseId)
    return (await this.database.query<Row>(`${SELECT} WHERE ${where.sql} ${ORDER_BY} LIMIT ${OF_CASE_MAX}`, where.params)).map(listed)
  }

  /** For everybody: no scope. */
  async published(): Promise<Order[]> {
    return (await this.database.run(PUBLISHED, [this.config.cityCode])).map(({ body }) => body)
  }

  private async page(principal: Principal, filters: OrderFilters, after: { at: Instant; id: string } | null, limit: number): Promise<ListedOrder[]> {
    const where = this.conditions(principal, filters)
    if (after !== null) where.add('(o.issued_at, o.id) < (?, ?::uuid)', isoOf(instant(after.at)), after.id)
    return (await this.database.query<Row>(`${SELECT} WHERE ${where.sql} ${ORDER_BY} LIMIT ${limit}`, where.params)).map(listed)
  }

  private conditions(principal: Principal, filters: OrderFilters): Conditions {
    const where = new Conditions(this.config.cityCode)
    const scope = orderScope(principal, where.params.length + 1)
    where.addScope(scope.sql, scope.params)
    if (filters.kind) where.add('o.kind = ANY (?::text[])', filters.kind)
    if (filters.state) where.add('o.state = ANY (?::text[])', filters.state)
    if (filters.origin) where.add('o.origin = ANY (?::text[])', filters.origin)
    if (filters.unitId) where.add('o.unit_id = ?', filters.unitId)
    if (filters.countyCode) where.add('o.county_code = ?', filters.countyCode)
    if (filters.overdue === 'now') where.add(`o.overdue_at IS NOT NULL AND o.state IN ('issued', 'signed')`)
    if (filters.overdue === 'ever') where.add('o.late_rounds > 0')
    if (filters.issuedFrom) where.add('o.issued_at >= ?', filters.issuedFrom)
    if (filters.issuedTo) where.add('o.issued_at < ?', filters.issuedTo)
    if (filters.q) where.add(`(o.number || ' ' || o.title || ' ' || o.requirement) ILIKE '%' || ? || '%'`, filters.q.replace(/[\\%_]/g, '\\$&'))
    // Index supervision_order_case_number.
    if (filters.caseNumber) where.add('o.id IN (SELECT c.order_id FROM supervision_order_case c WHERE c.city_code = $1 AND c.case_number = ?)', filters.caseNumber)
    return where
  }
}

/** Conditions with numbered parameters; the city comes first in every statement. */
class Conditions {
  readonly params: unknown[]
  private readonly parts = ['o.city_code = $1']

  constructor(cityCode: string) {
    this.params = [cityCode]
  }

  /** Each `?` of the condition takes the next value. */
  add(condition: string, ...values: readonly unknown[]): void {
    const names = values.map((value) => `$${this.params.push(value)}`)
    let next = 0
    this.parts.push(condition.replace(/\?/g, () => names[next++] ?? ''))
  }

  addScope(sql: string, params: readonly unknown[]): void {
    this.params.push(...params)
    this.parts.push(sql)
  }

  get sql(): string {
    return this.parts.join(' AND ')
  }
}

const listed = ({ body, open_cases }: Row): ListedOrder => ({ order: body, openCases: open_cases })

function countsOf(rows: readonly CountRow[]): OrderCounts {
  const sum = (of: (row: CountRow) => number, which: (row: CountRow) => boolean = () => true): number => rows.filter(which).reduce((total, row) => total + of(row), 0)
  const orders = ({ orders: count }: CountRow): number => count
  const byState = (state: OrderState): number => sum(orders, (row) => row.state === state)
  const byKind = (kind: OrderKind): number => sum(orders, (row) => row.kind === kind)
  return {
    total: sum(orders),
    byState: { issued: byState('issued'), signed: byState('signed'), replied: byState('replied'), released: byState('released'), withdrawn: byState('withdrawn') },
    byKind: { urge: byKind('urge'), routine: byKind('routine'), listed: byKind('listed'), interview: byKind('interview'), joint: byKind('joint'), instruction: byKind('instruction') },
    overdueNow: sum((row) => row.overdue_now),
    feedback: { due: sum((row) => row.feedback_due), onTime: sum((row) => row.feedback_on_time) },
    completion: { total: sum(orders, (row) => row.state !== 'withdrawn'), released: byState('released'), releasedOnTime: sum((row) => row.released_on_time) },
  }
}
