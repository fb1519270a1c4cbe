import { Inject, Injectable } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { CallerDirectory } from '@tongban/intake/contract'
import { Clock, idOf, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { PlatformConfig } from '@tongban/platform/server'
import type { CallbackTask } from '../../contract/callback-endpoints.js'
import type { Task } from '../persistence/callback-task.store.js'
import { standsInHierarchy } from '../stands-in-hierarchy.js'

/** What an agent sees of tasks: three queries for a whole page, names from memory. */
@Injectable()
export class CallbackTaskViews {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CallerDirectory) private readonly callers: CallerDirectory,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async of(tasks: readonly Task[], principal: Principal): Promise<CallbackTask[]> {
    const ids = tasks.map((task) => task.caseId)
    const snapshots = new Map((await this.cases.snapshots(ids)).map((snapshot) => [snapshot.id, snapshot]))
    const callers = await this.callers.masked(ids)
    const names = await this.users.namesOf(tasks.map((task) => task.claimedBy).filter((id) => id !== null))
    return tasks.flatMap((task) => {
      const snapshot = snapshots.get(task.caseId)
      // A case about the agent's own unit does not exist for the agent.
      return snapshot && !snapshot.subjectUnitIds.includes(principal.unitId) ? [this.view(task, snapshot, callers.get(task.caseId)?.phoneMasked ?? null, names, principal)] : []
    })
  }

  /** Why this agent may not take the case; null when nothing stands in the way. A claim opens a sealed caller: who may not call must not have one. */
  async claimRefusal(caseId: string, principal: Principal): Promise<'CASE_NOT_FOUND' | 'CALLBACK_INDEPENDENCE' | null> {
    const [snapshot] = await this.cases.snapshots([caseId])
    // A case about the agent's own unit does not exist for the agent.
    if (snapshot === undefined || snapshot.subjectUnitIds.includes(principal.unitId)) return 'CASE_NOT_FOUND'
    return standsInHierarchy(this.org, principal.unitId, snapshot) ? 'CALLBACK_INDEPENDENCE' : null
  }

  async agentName(agentId: string | null): Promise<string> {
    return (agentId === null ? undefined : (await this.users.namesOf([agentId])).get(agentId)) ?? '另一位回访员'
  }

  private view(task: Task, snapshot: CaseSnapshot, phoneMasked: string | null, names: ReadonlyMap<string, string>, principal: Principal): CallbackTask {
    const lead = snapshot.assignments.findLast((item) => item.role === 'lead' && item.status === 'accepted')
    const now = this.clock.now()
    const held = task.claimedBy !== null && task.claimedUntil !== null && task.claimedUntil > now
    return {
      caseId: task.caseId, number: snapshot.number, version: snapshot.version, round: snapshot.round, title: snapshot.title, description: snapshot.description,
      placeText: snapshot.placeText, caseType: snapshot.caseType, replyText: lead?.replyText ?? null,
      // Blind where the installation says so: who asks must not know whom the answer is about.
      unitName: lead && !this.config.callbackBlind ? (this.org.unit(idOf(lead.unitId))?.name ?? null) : null, phoneMasked, language: snapshot.language,
      invitedUntil: task.invitedUntil === null ? null : isoOf(task.invitedUntil), waitingSince: isoOf(task.waitingSince),
      attempts: task.attempts.map((item) => ({ at: isoOf(item.at), result: item.result, note: item.note })),
      nextAttemptAt: task.nextAttemptAt > now ? isoOf(task.nextAttemptAt) : null,
      claimedBy:
        held && task.claimedBy !== null && task.claimedUntil !== null
          ? { id: task.claimedBy, name: names.get(task.claimedBy) ?? '另一位回访员', until: isoOf(task.claimedUntil), me: task.claimedBy === principal.userId }
          : null,
    }
  }
}
