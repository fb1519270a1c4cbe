import { Controller, Inject } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { instant, isoOf } from '@tongban/kernel/core'
import { Caller, Database, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { changeDispatchThreshold, readDispatchThreshold, type DispatchThresholdView } from '../../contract/dry-run-threshold.js'
import { DispatchThreshold, type ThresholdRead } from './dispatch-threshold.js'
import { ThresholdAudit } from './threshold-audit.js'
import { ThresholdInForce } from './threshold-in-force.js'

@Controller()
export class ThresholdController {
  constructor(
    @Inject(DispatchThreshold) private readonly threshold: DispatchThreshold,
    @Inject(ThresholdInForce) private readonly inForce: ThresholdInForce,
    @Inject(Database) private readonly database: Database,
    @Inject(ThresholdAudit) private readonly audit: ThresholdAudit,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  @HttpEndpoint(readDispatchThreshold)
  async read(): Promise<DispatchThresholdView> {
    const [now, earlier] = [await this.threshold.read(this.database), await this.threshold.history(this.database)]
    const names = await this.users.namesOf([...new Set([now, ...earlier].flatMap(({ changedBy }) => changedBy ?? []))])
    return { ...viewOf(now, names), history: earlier.map((one) => viewOf(one, names)) }
  }

  /** The row and its audit entry together; who was slower is told what it is by now. */
  @HttpEndpoint(changeDispatchThreshold)
  async change(@Input() { body }: InputOf<typeof changeDispatchThreshold>, @Caller() { principal }: RequestContext<Principal>): Promise<DispatchThresholdView> {
    await this.database.transaction(async (tx) => {
      const before = await this.threshold.read(tx)
      const { automatic, reason, revision } = body
      const changed = before.revision === revision && (await this.threshold.change(tx, { revision, automatic, reason, by: principal.userId, at: this.audit.now() }))
      if (!changed) throw new Refused({ code: 'THRESHOLD_STALE', params: { automatic: (await this.threshold.read(tx)).automatic } })
      const { statement, params } = this.audit.entry(principal, revision + 1, { before: before.automatic, after: automatic, reason })
      await tx.run(statement, params)
    })
    await this.inForce.lookAgain()
    return this.read()
  }
}

const viewOf = ({ changedBy, changedAt, ...read }: ThresholdRead, names: ReadonlyMap<string, string>): Omit<DispatchThresholdView, 'history'> => ({
  ...read, changedBy: changedBy === null ? null : { id: changedBy, name: names.get(changedBy) ?? changedBy }, changedAt: changedAt === null ? null : isoOf(instant(changedAt)),
})
