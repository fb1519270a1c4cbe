import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import type { BodyOf } from '@tongban/kernel/contract'
import { Clock, ok, refuse, type Instant, type Refusal, type Result } from '@tongban/kernel/core'
import { PlatformConfig, writeOutbox, type Tx } from '@tongban/platform/server'
import {
  PROPOSAL_ACCEPTED, PROPOSAL_KIND_ZH, PROPOSAL_STATUS_ZH, type ProposalKind, type acceptProposal,
} from '../../contract/catalogue-proposal.schema.js'
import { isProperName } from '../../domain/index.js'
import { LessonStore } from './lesson.store.js'
import { ProposalChanges } from './proposal-changes.js'
import { ProposalStore, type ProposalRow } from './proposal.store.js'

type Changes = BodyOf<typeof acceptProposal>

/** Nothing of what was begun is kept. */
class NotDone extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}

/** An editor's word on a proposal: what follows from it, the voices that are settled by it, and the audit entry are one commit. */
@Injectable()
export class DecideProposal {
  constructor(
    @Inject(ProposalStore) private readonly proposals: ProposalStore,
    @Inject(LessonStore) private readonly lessons: LessonStore,
    @Inject(ProposalChanges) private readonly changes: ProposalChanges,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  accept(id: string, changes: Changes, actor: Principal): Promise<Result<string>> {
    return this.decided(id, async (tx, proposal, at) => {
      const other = otherKind(proposal.kind, changes)
      if (other !== null) throw new NotDone({ code: 'PROPOSAL_KIND_OTHER', params: { kind: proposal.kind, kindZh: PROPOSAL_KIND_ZH[proposal.kind] } })
      const unfit = unfitAs(proposal, changes)
      if (unfit !== null) throw new NotDone(unfit)
      const changedTo = changes.catalogueRow ?? changes.gazetteerEntry ?? (changes.categoryCode === undefined ? null : { categoryCode: changes.categoryCode })
      const caseIds = await this.proposals.voicesOf(tx, proposal)
      await this.settle(tx, proposal, { status: 'accepted', at, actor, reason: changes.reason, changedTo, cases: caseIds.length })
      if (proposal.kind === 'catalogue_row') await this.intoDraft(tx, proposal, changes, actor)
      await writeOutbox(tx, this.config.cityCode, [
        { type: PROPOSAL_ACCEPTED, subjectId: proposal.id, at, data: { proposalId: proposal.id, kind: proposal.kind, content: { ...proposal.content, ...changedTo }, caseIds, by: actor.userId, byUnitId: actor.unitId } },
      ])
    })
  }

  reject(id: string, reason: string, actor: Principal): Promise<Result<string>> {
    return this.decided(id, async (tx, proposal, at) => {
      const caseIds = await this.proposals.voicesOf(tx, proposal)
      await this.settle(tx, proposal, { status: 'rejected', at, actor, reason, changedTo: null, cases: caseIds.length })
    })
  }

  private async decided(id: string, act: (tx: Tx, proposal: ProposalRow, at: Instant) => Promise<void>): Promise<Result<string>> {
    try {
      return await this.proposals.transaction(async (tx) => {
        const asked = await this.proposals.byId(tx, id)
        if (asked === null) return refuse('PROPOSAL_NOT_FOUND')
        await this.lessons.lock(tx, [asked])
        // Read again under the lock: cases may have spoken, and others decided, while this one waited.
        const proposal = await this.proposals.byId(tx, id)
        if (proposal === null) return refuse('PROPOSAL_NOT_FOUND')
        if (proposal.status !== 'proposed') return refuse('PROPOSAL_DECIDED', { status: proposal.status, statusZh: PROPOSAL_STATUS_ZH[proposal.status] })
        await act(tx, proposal, this.clock.now())
        return ok(id)
      })
    } catch (error) {
      if (error instanceof NotDone) return { ok: false, refusal: error.refusal }
      throw error
    }
  }

  private async settle(
    tx: Tx, proposal: ProposalRow,
    { status, at, actor, reason, changedTo, cases }: { status: 'accepted' | 'rejected'; at: Instant; actor: Principal; reason: string; changedTo: object | null; cases: number },
  ): Promise<void> {
    const { id, kind, subject, claim } = proposal
    if (!(await this.proposals.decide(tx, id, { status, at, by: actor.userId, reason, changedTo }))) throw new Error(`Proposal ${id} was decided under the lock of its question`)
    await this.lessons.settle(tx, { kind, subject }, claim, id)
    const entry = this.audit.write({
      at, actorId: actor.userId, actorUnitId: actor.unitId, action: status === 'accepted' ? 'dispatch.accept_proposal' : 'dispatch.reject_proposal', subjectType: 'configuration',
      subjectId: `dispatch_proposal:${id}`, outcome: 'done', detail: { kind, subject, claim, cases, edited: changedTo !== null },
    })
    await tx.run(entry.statement, [JSON.stringify([entry.row]), this.config.cityCode])
  }

  private async intoDraft(tx: Tx, proposal: Extract<ProposalRow, { kind: 'catalogue_row' }>, changes: Changes, actor: Principal): Promise<void> {
    const row = changes.catalogueRow ?? this.changes.of(proposal, await this.changes.rows(tx)).row
    const drafted = await this.changes.intoDraft(tx, row, changes.reason === '' ? `采纳 ${proposal.times} 件工单的建议` : changes.reason, actor)
    if (!drafted.ok) throw new NotDone(drafted.refusal)
  }
}

const CHANGE_OF: Readonly<Record<ProposalKind, 'catalogueRow' | 'gazetteerEntry' | 'categoryCode'>> = {
  catalogue_row: 'catalogueRow', gazetteer_entry: 'gazetteerEntry', training_label: 'categoryCode',
}
const otherKind = (kind: ProposalKind, changes: Changes): string | null =>
  Object.values(CHANGE_OF).find((name) => changes[name] !== undefined && name !== CHANGE_OF[kind]) ?? null

/** What nobody should take in as it was proposed: a row that no case says the place of, and a name that is said everywhere. */
function unfitAs(proposal: ProposalRow, { catalogueRow, gazetteerEntry }: Changes): Refusal | null {
  if (proposal.kind === 'catalogue_row') return proposal.content.placeCode === null && catalogueRow === undefined ? { code: 'PROPOSAL_NEEDS_SCOPE', params: {} } : null
  if (proposal.kind !== 'gazetteer_entry') return null
  const { name } = gazetteerEntry ?? proposal.content
  return isProperName(name) ? null : { code: 'PROPOSAL_NAME_ANYWHERE', params: { name } }
}
