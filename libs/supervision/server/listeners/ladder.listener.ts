import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, giveOnce } from '@tongban/case/contract'
import { CLOCK_LADDER_TYPE, clockLadderSchema, type ClockLadderEvent } from '@tongban/deadline/contract'
import { EventConsumer, EventConsumers, LOGGER, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { rungOrder, type SupervisedCase } from '../../domain/index.js'
import { isVoid } from '../use-cases/groundless-orders.js'
import { IssueOrders } from '../use-cases/issue-orders.use-case.js'
import { supervisedCase } from '../use-cases/order-builder.js'

/**
 * Does what a rung of the ladder asks for: orders, and urges of the case. An order is keyed by (clock, rung, kind) and an urge by (clock, rung), so
 * neither comes twice, whoever delivers the event how often. Telling people is notification's.
 */
@Injectable()
export class LadderListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'supervision.ladder'
  override readonly eventTypes = [CLOCK_LADDER_TYPE]

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(IssueOrders) private readonly issueOrders: IssueOrders,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const rungs = events.map(({ data }) => clockLadderSchema.parse(data)).filter(({ rung }) => rung.actions.some((action) => action.do !== 'notify'))
    const snapshots = await this.cases.snapshots([...new Set(rungs.map(({ caseId }) => caseId))])
    const byId = new Map(snapshots.map((snapshot) => [snapshot.id, supervisedCase(snapshot)]))
    await this.issueOrders.inTurn(tx, [...byId.keys()])
    // One after another: two urges of one case would race for its version.
    const toNothing = new Set(snapshots.filter(isVoid).map(({ id }) => id))
    for (const event of rungs) {
      const item = byId.get(event.caseId)
      if (item === undefined) throw new Error(`Clock ${event.clockId} is of a case that is not there`)
      // The rung was reached before and is heard after: nobody has to answer for it any more.
      if (toNothing.has(event.caseId)) continue
      await this.climb(tx, event, item)
    }
  }

  private async climb(tx: Tx, event: ClockLadderEvent, item: SupervisedCase): Promise<void> {
    for (const action of event.rung.actions) {
      if (action.do === 'order') await this.issueOrders.byRung(tx, rungOrder(event, action, item), `clock:${event.clockId}:${event.rung.code}:${action.kind}`)
      if (action.do === 'urge') await this.urge(event)
    }
  }

  private async urge({ clockId, caseId, rung }: ClockLadderEvent): Promise<void> {
    const key = `${clockId}-${rung.code}`
    const refusal = await giveOnce(this.commands, 'urge', caseId, { note: rung.name }, this.system.principal(), { scope: 'supervision.urge', key })
    if (refusal !== null) this.logger.info({ caseId, clockId, rung: rung.code, refusal: refusal.code }, 'not urged: the case takes no urge any more')
  }
}
