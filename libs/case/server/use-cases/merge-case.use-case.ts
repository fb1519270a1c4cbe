import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { refuse, type Result } from '@tongban/kernel/core'
import type { MergeCaseBody } from '../../contract/case-endpoints.js'
import { CaseTracking } from '../../contract/case-tracking.js'
import { mergeParentOf } from '../../contract/merge-parent.js'
import { CaseCommands, CaseLookup, type CommandOptions, type CommandOutcome } from '../../contract/ports.js'

/** Merging knows two cases: both must be within the person's reach, and the one that is followed goes to the decider as facts. */
@Injectable()
export class MergeCase {
  constructor(
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseTracking) private readonly tracking: CaseTracking,
  ) {}

  async execute(caseId: string, body: MergeCaseBody, actor: Principal, options: CommandOptions): Promise<Result<CommandOutcome>> {
    const parentId = body.parentId ?? (body.parentNumber === undefined ? undefined : (await this.tracking.byNumber(body.parentNumber))?.id)
    const visible = await this.cases.visibleAmong(actor, parentId === undefined ? [caseId] : [caseId, parentId])
    if (!visible.some(({ id }) => id === caseId)) return refuse('CASE_NOT_FOUND')
    const parent = visible.find(({ id }) => id === parentId)
    if (parent === undefined) return refuse('PARENT_UNKNOWN', { number: body.parentNumber ?? body.parentId ?? '' })
    return this.commands.execute(
      'merge',
      { caseId },
      {
        ...(body.version === undefined ? {} : { version: body.version }),
        parent: mergeParentOf(parent),
        reason: body.reason,
      },
      actor,
      options,
    )
  }
}
