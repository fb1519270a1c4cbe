import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CASE_STATUS_ZH, CaseCommands, CaseLookup, mergeParentOf, type CaseSnapshot } from '@tongban/case/contract'
import { DuplicateChoices } from '@tongban/duplicate/contract'
import type { BodyOf, ResponseOf } from '@tongban/kernel/contract'
import { ok, refuse, type Result } from '@tongban/kernel/core'
import type { joinCase } from '../../contract/intake-endpoints.js'
import { FileCase } from './file-case.use-case.js'
import { MayFollow } from './may-follow.js'

type Joined = ResponseOf<typeof joinCase>

/** As `merge` allows: what may still be answered may be followed. */
const MAY_BE_FOLLOWED = ['awaiting_dispatch', 'in_progress', 'awaiting_review']

/**
 * Rule 9: another caller on one matter. The call is filed for the pool, so that no unit is given what it would lose a moment later, and follows the
 * case there is. Two commits: a repeat goes on where the first try stopped, and a case that was left between them lies in the pool with the reason.
 */
@Injectable()
export class JoinCase {
  constructor(
    @Inject(FileCase) private readonly filing: FileCase,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(MayFollow) private readonly may: MayFollow,
    @Inject(DuplicateChoices) private readonly choices: DuplicateChoices,
  ) {}

  async execute({ call, parentId, reason, shown }: BodyOf<typeof joinCase>, actor: Principal, idempotencyKey: string | null): Promise<Result<Joined>> {
    if (call.disposition.kind !== 'dispatch') return refuse('JOIN_NEEDS_DISPATCH')
    const parent = await this.cases.visibleTo(actor, parentId)
    if (parent === null) return refuse('PARENT_UNKNOWN', { number: parentId })
    const { number, status } = parent
    if (status === 'merged') return refuse('PARENT_IS_MERGED', { number })
    if (!MAY_BE_FOLLOWED.includes(status)) return refuse('PARENT_ENDED', { number, status, statusZh: CASE_STATUS_ZH[status] })
    const refused = this.may.refusalOf(call, mergeParentOf(parent))
    if (refused !== null) return { ok: false, refusal: refused }
    const filed = await this.filing.file(call, actor, idempotencyKey, { joining: number })
    if (!filed.ok) return filed
    const answer = await this.follow(filed.value.caseId, parent, reason, actor)
    if (idempotencyKey !== null && shown.length > 0) {
      await this.choices.record({ draftKey: idempotencyKey, choice: 'join', chosenCaseId: parentId, filedCaseId: filed.value.caseId, shown }, actor)
    }
    return ok({ caseId: filed.value.caseId, number: filed.value.number, ...answer, parent: { id: parentId, number } })
  }

  /** Once in effect: a case that follows already says so. Refused in the meantime, it stays in the pool. */
  private async follow(caseId: string, parent: CaseSnapshot, reason: string, actor: Principal): Promise<Pick<Joined, 'version' | 'status' | 'joined'>> {
    await this.commands.execute(
      'join', { caseId }, { parent: mergeParentOf(parent), reason }, actor, { reachChecked: true },
    )
    const [now] = await this.cases.snapshots([caseId])
    if (now === undefined) throw new Error(`Case ${caseId} was filed and cannot be read`)
    return { version: now.version, status: now.status, joined: now.status === 'merged' && now.parentId === parent.id }
  }
}
