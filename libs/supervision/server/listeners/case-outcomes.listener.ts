import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseLookup, TERMINAL_STATUSES, type CaseSnapshot } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { lapsedDisputeOrder, problemCaseOrder } from '../../domain/index.js'
import { OrderStore } from '../persistence/order.store.js'
import { GroundlessOrders } from '../use-cases/groundless-orders.js'
import { IssueOrders } from '../use-cases/issue-orders.use-case.js'
import { supervisedCase } from '../use-cases/order-builder.js'
import { RecuseOrders } from '../use-cases/recuse-orders.use-case.js'

const ISSUES = ['case.became_problem.v1', 'case.dispute_lapsed.v1']
/** A duty ended that should never have been that unit's: judged so, or taken back by the dispatcher. */
const WRONG = ['case.dispatch_judged.v1', 'assignment.recalled.v1']
/** What may end a case or bring it back. */
const ENDS = ['case.closed.v1', 'case.terminated.v1', 'case.withdrawn.v1', 'case.answered_by_parent.v1', 'case.rework_started.v1', 'case.appealed.v1', 'case.unmerged.v1']

// What an event of a case says of itself stands under `facts`.
const lapsedSchema = z.object({ facts: z.object({ disputeId: z.string() }) })
const problemSchema = z.object({ facts: z.object({ supervisorUnitId: z.string().nullable() }) })
const wrongDutySchema = z.object({ facts: z.object({ unitId: z.string(), assignmentId: z.string() }) })

/**
 * What cases tell that orders follow from: a problem case and a lapsed adjudication bring one about; a case that ends is marked in its orders, which
 * outlive it, unless it came to nothing; a unit that was the wrong one owes nothing more to the ladder; a recusal takes an order out of the sight of whom it is about, and addresses it anew.
 */
@Injectable()
export class CaseOutcomesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'supervision.case_outcomes'
  override readonly eventTypes = [...ISSUES, ...ENDS, ...WRONG, 'case.recused.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(IssueOrders) private readonly issueOrders: IssueOrders,
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(RecuseOrders) private readonly recuseOrders: RecuseOrders,
    @Inject(GroundlessOrders) private readonly groundless: GroundlessOrders,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const snapshots = new Map((await this.cases.snapshots([...new Set(events.map(({ subjectId }) => subjectId))])).map((item) => [item.id, item]))
    for (const event of events) {
      const snapshot = snapshots.get(event.subjectId)
      if (snapshot === undefined) continue
      if (ISSUES.includes(event.type)) await this.issue(tx, event, snapshot)
      if (event.type === 'case.recused.v1') await this.recuseOrders.ofCase(tx, snapshot)
      if (WRONG.includes(event.type)) await this.groundless.ofWrongDuty(tx, snapshot, wrongDutySchema.parse(event.data).facts)
    }
    const moved = [...snapshots.values()].filter(({ id }) => events.some(({ type, subjectId }) => subjectId === id && ENDS.includes(type)))
    await this.groundless.ofVoidCases(tx, moved)
    if (moved.length > 0) await this.store.markEnded(tx, moved.map(({ id, status }) => ({ caseId: id, ended: status === 'closed' || TERMINAL_STATUSES.includes(status) })))
  }

  private async issue(tx: Tx, { type, data, subjectId }: DeliveredEvent, snapshot: CaseSnapshot): Promise<void> {
    const item = supervisedCase(snapshot)
    if (type === 'case.dispute_lapsed.v1') {
      await this.issueOrders.bySystem(tx, lapsedDisputeOrder(item), `lapse:${lapsedSchema.parse(data).facts.disputeId}`)
      return
    }
    const { supervisorUnitId } = problemSchema.parse(data).facts
    // A case becomes a problem once; who supervises it is what the case itself has found.
    await this.issueOrders.bySystem(tx, problemCaseOrder(item, supervisorUnitId), `problem:${subjectId}`)
  }
}
