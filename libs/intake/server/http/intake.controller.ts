import { Controller, Inject } from '@nestjs/common'
import { may, type Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { CaseListViews, CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { DispatchPlanNames } from '@tongban/dispatch/contract'
import { Clock, idOf } from '@tongban/kernel/core'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { callerHistory, fileCase, readCaller, revealCaller, suggestFiling } from '../../contract/intake-endpoints.js'
import { CallerStore } from '../persistence/caller.store.js'
import { FileCase, type Filed } from '../use-cases/file-case.use-case.js'
import { PlanFiling } from '../use-cases/plan-filing.js'

@Controller()
export class FilingController {
  constructor(
    @Inject(FileCase) private readonly fileCase: FileCase,
    @Inject(PlanFiling) private readonly filing: PlanFiling,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(DispatchPlanNames) private readonly names: DispatchPlanNames,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(fileCase)
  async file(@Input() { body }: InputOf<typeof fileCase>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Promise<Filed> {
    requireDisposition(principal, body.disposition.kind)
    const filed = await this.fileCase.file(body, principal, idempotencyKey)
    if (!filed.ok) throw new Refused(filed.refusal)
    return filed.value
  }

  @HttpEndpoint(suggestFiling)
  suggest(@Input() { body }: InputOf<typeof suggestFiling>): z.output<(typeof suggestFiling)['response']> {
    const planned = this.filing.plan({ ...body, placeAsked: false, holdReasons: [] })
    if (!planned.ok) throw new Refused(planned.refusal)
    const { place, suggestions, urgency, plan } = planned.value
    return {
      place: {
        best: place.best === null ? null : { code: place.best.code, path: place.best.path, confidence: place.best.confidence },
        ambiguous: place.ambiguous,
        rivals: place.rivals.map(({ code, path, confidence }) => ({ code, path, confidence })),
        evidence: place.evidence.map(({ start, end, text, code }) => ({ start, end, text, code })),
      },
      categories: suggestions.map(({ code, confidence, words }) => ({ code, confidence, words, path: this.categories.pathOf(idOf(code)).map((node) => node.name) })),
      urgency: { value: urgency.value, words: [...urgency.words], source: urgency.source },
      dispatch: this.names.named(plan),
      due: this.filing.due(planned.value, body.caseType, this.clock.now()),
    }
  }
}

@Controller()
export class CallerController {
  constructor(
    @Inject(CallerStore) private readonly callers: CallerStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(callerHistory)
  async history(@Input() { body }: InputOf<typeof callerHistory>): Promise<z.output<(typeof callerHistory)['response']>> {
    const { caseIds, total } = await this.callers.history(body.phone)
    const byId = new Map((await this.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    const found = caseIds.map((id) => byId.get(id)).filter((snapshot) => snapshot !== undefined)
    return { total, items: found.map((snapshot) => ({ ...this.views.listItem(snapshot), finalAnswers: snapshot.finalCallback?.answers ?? null })) }
  }

  @HttpEndpoint(readCaller)
  async read(@Input() { params }: InputOf<typeof readCaller>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof readCaller)['response']>> {
    const snapshot = await this.visible(principal, params.caseId)
    const caller = (await this.callers.masked([snapshot.id])).get(snapshot.id)
    if (!caller) throw new Refused({ code: 'CALLER_UNKNOWN', params: {} })
    const hidden = sealedFrom(principal, caller.sealed)
    return {
      phoneMasked: hidden ? null : caller.phoneMasked, nameMasked: hidden ? null : caller.nameMasked, sealed: caller.sealed, wantsCallback: caller.wantsCallback,
      mayReveal: may(principal, 'caller.reveal') && !hidden,
    }
  }

  /** The audit entry is stored before the answer leaves: a look without a trace does not happen. */
  @HttpEndpoint(revealCaller)
  async reveal(@Input() { params, body }: InputOf<typeof revealCaller>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof revealCaller)['response']>> {
    const snapshot = await this.visible(principal, params.caseId)
    const caller = await this.callers.reveal(snapshot.id)
    if (!caller) throw new Refused({ code: 'CALLER_UNKNOWN', params: {} })
    const refused = sealedFrom(principal, caller.sealed)
    await this.audit.record({
      at: this.clock.now(), actorId: principal.userId, actorUnitId: principal.unitId, action: 'caller.reveal', subjectType: 'caller', subjectId: snapshot.id,
      outcome: refused ? 'refused' : 'done', detail: { reason: body.reason, number: snapshot.number },
    })
    if (refused) throw new Refused({ code: 'CALLER_SEALED', params: {} })
    return { phone: caller.phone, name: caller.name }
  }

  /** Within the person's reach; a callback agent reaches what waits for a callback. */
  private async visible(principal: Principal, caseId: string): Promise<CaseSnapshot> {
    const snapshot = may(principal, 'callback.work')
      ? (await this.cases.snapshots([caseId])).find((item) => item.status === 'awaiting_callback')
      : await this.cases.visibleTo(principal, caseId)
    if (!snapshot) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    return snapshot
  }
}

/** A sealed reporter is hidden from everyone who handles: units and counties. The hotline's own people reach the whole city. */
const sealedFrom = (principal: Principal, sealed: boolean): boolean => sealed && (principal.scope.kind === 'own_unit' || principal.scope.kind === 'county')

/** Answering and declining are permissions of their own, beside filing. */
function requireDisposition(principal: Principal, kind: string): void {
  const needed = kind === 'answer' ? 'case.answer' : kind === 'dispatch' ? null : 'case.decline'
  if (needed !== null && !may(principal, needed)) throw new Refused({ code: 'PERMISSION_MISSING', params: { permission: needed } })
}
