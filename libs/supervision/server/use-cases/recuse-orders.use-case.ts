import { Inject, Injectable } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import { decideRecusal, isOpenOrder, type Order } from '../../domain/index.js'
import { OrderStore } from '../persistence/order.store.js'
import { IssueOrders } from './issue-orders.use-case.js'
import { applied, supervisedCase } from './order-builder.js'

/** Takes the orders of a case out of the sight of the units it is about; what one of them had to answer is addressed anew, one level up. */
@Injectable()
export class RecuseOrders {
  constructor(
    @Inject(IssueOrders) private readonly issueOrders: IssueOrders,
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async ofCase(tx: Tx, snapshot: CaseSnapshot): Promise<void> {
    const at = this.clock.now()
    const recusals = (await this.store.takeOf(tx, [snapshot.id])).flatMap((before) => {
      const decided = decideRecusal(before, snapshot.subjectUnitIds, at)
      return decided.length === 0 ? [] : [{ before, ...applied(before, decided, { at, by: 'system', byUnitId: null }), request: null, audit: null }]
    })
    if (!(await this.store.update(tx, recusals))) throw new Error(`Orders of case ${snapshot.id} that were locked have changed`)
    for (const { before, after } of recusals) if (isOpenOrder(before) && !isOpenOrder(after)) await this.addressAnew(tx, before)
  }

  /** The same demand, one level up; what was not answered yet is still owed by somebody. */
  private async addressAnew(tx: Tx, order: Order): Promise<void> {
    const cases = (await this.cases.snapshots(order.caseIds)).map(supervisedCase)
    const { kind, origin, title, requirement, replyWithin, unitId, clock } = order
    await this.issueOrders.bySystem(tx, { kind, origin, title, requirement, replyWithin, cases, dutyUnitId: unitId, issuerUnitId: null, clock }, `recused:${order.id}`)
  }
}
