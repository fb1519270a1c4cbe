import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { CaseListViews, CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock } from '@tongban/kernel/core'
import type { z } from 'zod'
import type { callerHistory } from '../../contract/intake-endpoints.js'
import { CallerStore } from '../persistence/caller.store.js'

type Answer = z.output<(typeof callerHistory)['response']>
type Item = Answer['items'][number]

/** What stands for the matter of a sealed case. */
const SEALED_TITLE = '保密件'

/** The earlier cases of a number, for the operator who takes its call. */
@Injectable()
export class CallerHistory {
  constructor(
    @Inject(CallerStore) private readonly callers: CallerStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Without those about the operator's own unit. That a number has a sealed case ties a person to it: this too is a look, and recorded. */
  async of(phone: string, principal: Principal): Promise<Answer> {
    const { caseIds, total } = await this.callers.history(phone)
    const byId = new Map((await this.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    const found = caseIds.flatMap((id) => byId.get(id) ?? [])
    const shown = found.filter((snapshot) => !snapshot.subjectUnitIds.includes(principal.unitId))
    for (const snapshot of shown) if (snapshot.sealed) await this.record(snapshot, principal)
    return { total: total - (found.length - shown.length), items: shown.map((snapshot) => this.item(snapshot)) }
  }

  private item(snapshot: CaseSnapshot): Item {
    const item = this.views.listItem(snapshot)
    const finalAnswers = snapshot.finalCallback?.answers ?? null
    if (!snapshot.sealed) return { ...item, finalAnswers }
    return {
      ...item, title: SEALED_TITLE, caseType: null, urgency: null, category: null, placeText: '', division: null, county: null, leadUnit: null, finalAnswers: null,
    }
  }

  private record(snapshot: CaseSnapshot, { userId, unitId }: Principal): Promise<void> {
    return this.audit.record({
      at: this.clock.now(), actorId: userId, actorUnitId: unitId, action: 'caller.history', subjectType: 'caller', subjectId: snapshot.id, outcome: 'done',
      detail: { number: snapshot.number },
    })
  }
}
