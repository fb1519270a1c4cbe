import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { CallerDirectory } from '@tongban/intake/contract'
import { Clock, DAY_MS, ok, plus, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CallbackTaskStore } from '../persistence/callback-task.store.js'
import { standsInHierarchy } from '../stands-in-hierarchy.js'

/** How long a citizen who was asked by message is not called. */
export const INVITATION_MS = DAY_MS

/** A message with a link instead of a call. What is sent, and to whom, is the citizen context's: this only says that it is to be. */
@Injectable()
export class InviteCitizen {
  constructor(
    @Inject(CallbackTaskStore) private readonly tasks: CallbackTaskStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CallerDirectory) private readonly callers: CallerDirectory,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Until when nobody calls. Four round trips. */
  async invite(caseId: string, agent: Principal): Promise<Result<Instant>> {
    const now = this.clock.now()
    const task = await this.tasks.openTask(caseId)
    const [snapshot] = await this.cases.snapshots([caseId])
    if (task === null || snapshot === undefined || snapshot.subjectUnitIds.includes(agent.unitId)) return refuse('CASE_NOT_FOUND')
    if (standsInHierarchy(this.org, agent.unitId, snapshot)) return refuse('CALLBACK_INDEPENDENCE')
    if (task.invitedUntil !== null) return refuse('INVITATION_USED')
    if ((await this.callers.masked([caseId])).get(caseId)?.phoneMasked == null) return refuse('INVITATION_NEEDS_PHONE')
    if (task.claimedBy !== null && task.claimedBy !== agent.userId && task.claimedUntil !== null && task.claimedUntil > now) {
      return refuse('CALLBACK_CLAIMED', { agentName: '另一位回访员' })
    }
    const until = plus(now, INVITATION_MS)
    return (await this.tasks.invite(task, agent.userId, now, until)) ? ok(until) : refuse('CONFLICT')
  }
}
