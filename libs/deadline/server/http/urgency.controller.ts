import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, changeUrgencyOfCase, previewUrgency, type CaseSnapshot, type CommandResult } from '@tongban/case/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { Clock, idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, HttpEndpoint, idempotencyOf, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { CLOCK_KIND_WORDS } from '../../contract/index.js'
import { RecountClocks, type RecountOfCase } from '../recount-clocks.js'

/** Another urgency: the clocks are counted here, the case is changed through the door everybody uses. */
@Controller()
export class UrgencyController {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(RecountClocks) private readonly recounts: RecountClocks,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(changeUrgencyOfCase)
  async change(@Input() { params, body }: InputOf<typeof changeUrgencyOfCase>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Promise<CommandResult> {
    const snapshot = await this.snapshotFor(principal, params.caseId)
    const { recounted } = await this.recount(snapshot, body.urgency, body.reason)
    const idempotency = idempotencyOf(principal.userId, 'changeUrgencyOfCase', idempotencyKey, { caseId: params.caseId, body })
    const result = await this.commands.execute('change_urgency', { caseId: params.caseId }, { ...body, version: body.version ?? snapshot.version, recounted }, principal, idempotency === null ? {} : { idempotency })
    if (!result.ok) throw new Refused(result.refusal)
    const { caseId, number, version, status, round } = result.value
    return { caseId, number, version, status, round }
  }

  @HttpEndpoint(previewUrgency)
  async preview(@Input() { params, query }: InputOf<typeof previewUrgency>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof previewUrgency>> {
    const snapshot = await this.snapshotFor(principal, params.caseId)
    const { recounted, before, overdue } = await this.recount(snapshot, query.urgency, '预览')
    const now = this.clock.now()
    const items = before.flatMap(({ clock, unitId }, at) => {
      const after = recounted.clocks[at]
      if (after === undefined) return []
      return [{
        clockId: clock.id, kind: clock.kind, kindZh: CLOCK_KIND_WORDS[clock.kind], unitName: unitId === null ? null : (this.org.unit(idOf(unitId))?.name ?? unitId),
        dueBefore: isoOf(clock.dueAt), dueAfter: isoOf(instant(after.dueAt)), late: after.dueAt <= now, extension: after.extension ?? null,
      }]
    })
    return { urgency: query.urgency, items, overdue }
  }

  private async snapshotFor(principal: Principal, caseId: string): Promise<CaseSnapshot> {
    const snapshot = await this.cases.visibleTo(principal, caseId)
    if (snapshot === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    return snapshot
  }

  /** Counted by the case as it was seen: a case that changes meanwhile is refused as stale, and counted anew by whoever asks again. */
  private async recount(snapshot: CaseSnapshot, urgency: string, reason: string): Promise<RecountOfCase> {
    const counted = await this.recounts.ofCase(snapshot, { at: this.clock.now(), reason, urgency })
    if (!counted.ok) throw new Refused(counted.refusal)
    return counted.value
  }
}
