import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CallerNames } from '@tongban/intake/contract'
import { Clock, ok, refuse, type Result } from '@tongban/kernel/core'
import { Database, idempotencyOf } from '@tongban/platform/server'
import type { OrderCommandBody, OrderCommandName } from '../../contract/index.js'
import { decideOrder, type Order } from '../../domain/index.js'
import { AddressedUnits } from '../addressed-units.js'
import { OrderListReadModel } from '../persistence/order-list.read-model.js'
import { OrderStore, type OrderRequest } from '../persistence/order.store.js'
import { applied } from './order-builder.js'

const ATTEMPTS = 3

class RaceLost extends Error {}

/** One command of a person on one order: found within their reach, decided, stored with its events, audit and outbox, or refused with nothing changed. */
@Injectable()
export class ActOnOrder {
  constructor(
    @Inject(OrderListReadModel) private readonly orders: OrderListReadModel,
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(AddressedUnits) private readonly units: AddressedUnits,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CallerNames) private readonly callers: CallerNames,
  ) {}

  async execute<N extends OrderCommandName>(name: N, orderId: string, body: OrderCommandBody<N>, actor: Principal, idempotencyKey: string | null): Promise<Result<Order>> {
    const asked = idempotencyOf(actor.userId, name, idempotencyKey, body)
    const request = asked === null ? null : { key: `${asked.scope}:${asked.key}`, hash: asked.bodyHash }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      // Each attempt decides anew on what is true then: a deadline told meanwhile is no reason to refuse, another reviewer is.
      const result = await this.attempt(name, orderId, body, actor, request)
      if (result !== 'lost') return result
    }
    return refuse('CONFLICT')
  }

  private async attempt<N extends OrderCommandName>(
    name: N, orderId: string, body: OrderCommandBody<N>, actor: Principal, request: OrderRequest | null,
  ): Promise<Result<Order> | 'lost'> {
    const found = await this.orders.one(actor, orderId)
    if (found === null) return refuse('ORDER_NOT_FOUND')
    const before = found.order
    const done = request === null ? null : await this.store.requestHash(orderId, request.key)
    if (done !== null) return done === request?.hash ? ok(before) : refuse('IDEMPOTENCY_KEY_REUSED')
    const at = this.clock.now()
    const decided = decideOrder(name, { order: before, body, actor, at, limit: (from, within) => this.units.limit(before.unitId, from, within), unitName: this.units.nameOf })
    if (!decided.ok) return decided
    if ('publicTitle' in body && (await this.callers.areIn(body.publicTitle, before.caseIds))) return refuse('ORDER_PUBLIC_NAMES_CALLER')
    const { after, events } = applied(before, decided.value, { at, by: actor.userId, byUnitId: actor.unitId })
    const audit = {
      at, actorId: actor.userId, actorUnitId: actor.unitId, action: `supervision.${name}`, subjectType: 'order', subjectId: orderId, outcome: 'done',
      detail: { number: before.number, from: before.state, to: after.state, round: after.round },
    } as const
    try {
      await this.database.transaction(async (tx) => {
        if (!(await this.store.update(tx, [{ before, after, events, request, audit }]))) throw new RaceLost()
      })
    } catch (error) {
      if (error instanceof RaceLost) return 'lost'
      throw error
    }
    return ok(after)
  }
}
