import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { AuditEntry } from '@tongban/audit/contract'
import { CaseLookup } from '@tongban/case/contract'
import { Clock, ok, refuse, type Result } from '@tongban/kernel/core'
import { Database, idempotencyOf, type Tx } from '@tongban/platform/server'
import { decideReachedAgain, isOpenOrder, knowsRung, type Order, type OrderDraft } from '../../domain/index.js'
import { OrderStore, type NewOrder } from '../persistence/order.store.js'
import { applied, OrderBuilder, supervisedCase } from './order-builder.js'
import { UnissuedOrders } from './unissued-orders.js'

/** Some of a request's keys were taken meanwhile: nothing of it is stored. */
class KeysTaken extends Error {}

export type PersonDraft = Omit<OrderDraft, 'cases' | 'origin' | 'issuerUnitId' | 'clock' | 'dutyUnitId' | 'aboveLead'> & { readonly caseIds: readonly string[]; readonly origin: 'person' | 'instruction' }

/** Issues orders: for people, once for each request; for the system, once for each key, in the transaction of what brought them about. */
@Injectable()
export class IssueOrders {
  constructor(
    @Inject(OrderBuilder) private readonly builder: OrderBuilder,
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(Database) private readonly database: Database,
    @Inject(UnissuedOrders) private readonly unissued: UnissuedOrders,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every case must be within the person's reach. A repeat under the same key is answered with what the first made. */
  async byPerson({ caseIds, ...draft }: PersonDraft, actor: Principal, endpoint: string, idempotencyKey: string | null): Promise<Result<Order[]>> {
    const request = idempotencyOf(actor.userId, endpoint, idempotencyKey, { caseIds, ...draft })
    const keys = request === null ? null : keysOf(request)
    const before = keys === null ? null : await this.repeated(keys, request?.bodyHash ?? '')
    if (before !== null) return before
    const wanted = [...new Set(caseIds)]
    const visible = await this.cases.visibleAmong(actor, wanted)
    if (visible.length < wanted.length) return refuse('ORDER_CASES_UNKNOWN', { count: wanted.length - visible.length })
    const inOrder = wanted.flatMap((id) => visible.filter((item) => item.id === id))
    let next = 0
    const built = await this.builder.build(
      { ...draft, cases: inOrder.map(supervisedCase), issuerUnitId: actor.unitId, clock: null },
      { by: actor.userId, byUnitId: actor.unitId, keyOf: () => keys?.[next++] ?? null, hash: request?.bodyHash ?? null },
    )
    if (!built.ok) return built
    try {
      return ok(await this.database.transaction(async (tx) => {
        const issued = await this.store.insert(tx, built.value, (order) => auditOf(order, actor.userId, actor.unitId))
        if (issued.length < built.value.length) throw new KeysTaken()
        return issued
      }))
    } catch (error) {
      if (!(error instanceof KeysTaken) || keys === null) throw error
      // The same request at the same moment: the other one was first.
      return (await this.repeated(keys, request?.bodyHash ?? '')) ?? refuse('CONFLICT')
    }
  }

  /**
   * Issues for the system; the orders that are new. `key` says what brought it about: whoever asks again, in whatever process, issues nothing more.
   * When nobody may be given it at all, its cases say so: an escalation is neither dropped in silence nor does it hold up what comes with it.
   */
  bySystem(tx: Tx, draft: OrderDraft, key: string): Promise<Order[]> {
    return this.issue(tx, draft, key, null)
  }

  /** For a rung of the ladder, in turn with every other on its case (`inTurn`): one open order of a kind on a case is enough for a unit. */
  byRung(tx: Tx, draft: OrderDraft & { readonly clock: NonNullable<Order['clock']> }, key: string): Promise<Order[]> {
    return this.issue(tx, draft, key, draft.clock)
  }

  private async issue(tx: Tx, draft: OrderDraft, key: string, rung: Order['clock']): Promise<Order[]> {
    const built = await this.builder.build(draft, { by: 'system', byUnitId: null, keyOf: (unitId) => (draft.cases.length === 1 ? key : `${key}:${unitId}`), hash: null })
    if (!built.ok) {
      await this.unissued.tell(draft, key, built.refusal.code)
      return []
    }
    return this.store.insert(tx, rung === null ? built.value : await this.notStanding(tx, built.value, rung), (order) => auditOf(order, 'system', null))
  }

  /**
   * Of the ladder's orders those that do not stand yet. Where the unit has an open one of that kind on that case by the system, the rung is noted in it:
   * two demands for the same are one demand. An order by a person is no reason: nobody keeps the ladder quiet by issuing one with a long limit.
   */
  private async notStanding(tx: Tx, orders: readonly NewOrder[], clock: NonNullable<Order['clock']>): Promise<NewOrder[]> {
    const caseIds = orders.flatMap(({ order }) => order.caseIds)
    const standing = (await this.store.takeOf(tx, caseIds)).filter(({ issuerUnitId }) => issuerUnitId === null)
    const at = this.clock.now()
    const wanted: NewOrder[] = []
    const noted = new Map<string, Order>()
    for (const item of orders) {
      const alike = standing.filter(({ kind, unitId, caseIds: of }) => kind === item.order.kind && unitId === item.order.unitId && of.some((id) => item.order.caseIds.includes(id)))
      const open = alike.find(isOpenOrder)
      // The rung has had its order, or has been noted; one that was taken back since is no reason to begin again.
      if (alike.some((order) => knowsRung(order, clock))) continue
      if (open === undefined) wanted.push(item)
      else noted.set(open.id, open)
    }
    const changes = [...noted.values()].map((before) => ({ before, ...applied(before, decideReachedAgain(before, clock, at), { at, by: 'system', byUnitId: null }), request: null, audit: null }))
    if (!(await this.store.update(tx, changes))) throw new Error('Orders that were locked have changed')
    return wanted
  }

  /** All cases of the transaction, before the first order: who takes turns case by case would wait for each other. */
  inTurn(tx: Tx, caseIds: readonly string[]): Promise<void> {
    return this.store.inTurn(tx, caseIds)
  }

  private async repeated(keys: readonly string[], hash: string): Promise<Result<Order[]> | null> {
    const before = await this.store.ofIssueKeys(keys)
    if (before.length === 0) return null
    if (before.some((item) => item.hash !== hash)) return refuse('IDEMPOTENCY_KEY_REUSED')
    return ok(before.map(({ order }) => order))
  }
}

/** One for each order of a request; a set never spans more units than cases. */
const keysOf = ({ scope, key }: { scope: string; key: string }): string[] => Array.from({ length: 100 }, (_, index) => `request:${scope}:${key}:${String(index).padStart(3, '0')}`)

const auditOf = (order: Order, actorId: string, actorUnitId: string | null): AuditEntry => ({
  at: order.issuedAt, actorId, actorUnitId, action: 'supervision.issue', subjectType: 'order', subjectId: order.id, outcome: 'done',
  detail: { number: order.number, kind: order.kind, origin: order.origin, unitId: order.unitId, cases: order.caseIds.length },
})
