import { Inject, Injectable } from '@nestjs/common'
import { CASE_STATUS_ZH, CaseLookup, type CaseSnapshot, type CaseStatus } from '@tongban/case/contract'
import { Clock } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import { decideGroundless, type Order } from '../../domain/index.js'
import { OrderStore } from '../persistence/order.store.js'
import { applied } from './order-builder.js'

/** How a case ends without anybody having had to act on it. One that was answered and closed owes what its orders ask all the same. */
const VOID: readonly CaseStatus[] = ['declined', 'redirected', 'handed_to_emergency', 'withdrawn', 'terminated']
export const isVoid = ({ status }: Pick<CaseSnapshot, 'status'>): boolean => VOID.includes(status)

const LEFT: readonly string[] = ['returned', 'recalled', 'superseded']

/** A duty that ended because it should never have been this unit's. */
export type WrongDuty = { readonly unitId: string; readonly assignmentId: string }

/** Takes back what the ladder issued when its ground falls away: the unit was the wrong one, or there is nothing to be done any more. The unit is told by the event. */
@Injectable()
export class GroundlessOrders {
  constructor(
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Who has the same duty in this case again, or still another one of its own, goes on answering. */
  async ofWrongDuty(tx: Tx, snapshot: CaseSnapshot, { unitId, assignmentId }: WrongDuty): Promise<void> {
    const ended = snapshot.assignments.find(({ id }) => id === assignmentId)
    const still = snapshot.assignments.filter((duty) => duty.unitId === unitId && duty.role !== 'cc' && !LEFT.includes(duty.status))
    if (still.some(({ role }) => ended?.role !== 'lead' || role === 'lead')) return
    await this.takeBack(tx, [snapshot.id], (order) => (order.unitId === unitId && order.caseIds.length === 1 ? `工单 ${snapshot.number} 已不由该单位承办（派单有误），督办单由系统撤回` : null))
  }

  /** All cases of the order have come to nothing. */
  async ofVoidCases(tx: Tx, snapshots: readonly CaseSnapshot[]): Promise<void> {
    const ended = new Map(snapshots.filter(isVoid).map((snapshot) => [snapshot.id, snapshot]))
    if (ended.size === 0) return
    await this.takeBack(tx, [...ended.keys()], async ({ caseIds }) => {
      const others = caseIds.filter((id) => !ended.has(id))
      if (others.length > 0 && !(await this.cases.snapshots(others)).every(isVoid)) return null
      const last = caseIds.flatMap((id) => ended.get(id) ?? []).at(-1)
      return `所涉工单${last === undefined ? '' : ` ${last.number} ${CASE_STATUS_ZH[last.status]}`}，不再需要反馈，督办单由系统撤回`
    })
  }

  private async takeBack(tx: Tx, caseIds: readonly string[], reasonOf: (order: Order) => string | null | Promise<string | null>): Promise<void> {
    const at = this.clock.now()
    const changes = []
    for (const before of await this.store.takeOf(tx, caseIds)) {
      const reason = decideGroundless(before, '', at).length === 0 ? null : await reasonOf(before)
      if (reason !== null) changes.push({ before, ...applied(before, decideGroundless(before, reason, at), { at, by: 'system', byUnitId: null }), request: null, audit: null })
    }
    if (!(await this.store.update(tx, changes))) throw new Error('Orders that were locked have changed')
  }
}
