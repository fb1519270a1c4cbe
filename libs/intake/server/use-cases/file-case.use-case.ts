import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup } from '@tongban/case/contract'
import { DispatchPlanNames, type NamedPlan } from '@tongban/dispatch/contract'
import { Clock, IdGen, idOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import type { PlaceContext } from '@tongban/place/contract'
import { idempotencyOf } from '@tongban/platform/server'
import { URGENCY_LABELS_ZH } from '@tongban/taxonomy/contract'
import type { z } from 'zod'
import type { fileCase, fileCaseBody } from '../../contract/intake-endpoints.js'
import { caseTitle, urgencyGrounds, type UrgencyChoice } from '../../domain/index.js'
import { CallerStore } from '../persistence/caller.store.js'
import { countyHeardBy, PlanFiling, type FilingPlan, type FilingQuestion } from './plan-filing.js'

export type FileCaseInput = z.output<typeof fileCaseBody>
export type Filed = z.output<(typeof fileCase)['response']>
/** Where a filing comes from when no operator filed it: part of a case of several matters. */
export type FilingOrigin = {
  /** The id it was given before it was filed: filing it twice is a conflict. */
  readonly caseId?: string
  readonly splitFrom?: { readonly caseId: string; readonly number: string }
  /** It is to follow this case: nobody is given it, and a dispatcher sees why should it not come to that. */
  readonly joining?: string
}
type Kept = { readonly dispatch: NamedPlan | null; readonly due: Filed['due'] }

@Injectable()
export class FilingEdge {
  constructor(
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
    @Inject(CaseLookup) readonly cases: CaseLookup,
  ) {}
}

/** A call becomes a case: understood, planned, dispatched when sure, promised, and stored with its caller — one commit. */
@Injectable()
export class FileCase {
  constructor(
    @Inject(PlanFiling) private readonly filing: PlanFiling,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CallerStore) private readonly callers: CallerStore,
    @Inject(DispatchPlanNames) private readonly names: DispatchPlanNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(FilingEdge) private readonly edge: FilingEdge,
  ) {}

  async file(input: FileCaseInput, actor: Principal, idempotencyKey: string | null, { caseId = this.edge.ids.next(), splitFrom, joining }: FilingOrigin = {}): Promise<Result<Filed>> {
    const at = this.edge.clock.now()
    const { chosenUnitId, subjectUnitIds } = input
    if (chosenUnitId !== null && subjectUnitIds.includes(chosenUnitId)) return refuse('UNIT_RECUSED', { unitName: this.org.unit(idOf(chosenUnitId))?.name ?? chosenUnitId })
    const context = { countyCode: countyHeardBy(actor), hints: [] as string[], point: input.point }
    const holdReasons = joining === undefined ? [] : [`与工单 ${joining} 是同一件事，登记后并入`]
    const planned = await this.planned({ ...input, holdReasons, placeContext: context }, input.caller.phone)
    if (!planned.ok) return planned
    const { placeContext } = planned
    const final = this.respectChoice(input, planned.value.plan.leadUnitId) ? planned : this.filing.plan({ ...input, holdReasons: ['操作员选择了与建议不同的承办单位'], placeContext }, false)
    if (!final.ok) return final
    const { plan, category, division, urgency } = final.value

    const dispatching = input.disposition.kind === 'dispatch'
    const named = this.names.named(plan)
    const kept: Kept = { dispatch: dispatching ? named : null, due: dispatching ? this.filing.due(final.value, input.caseType, at) : null }
    // What the screen happened to show is no part of what was asked: the same call sent twice is one filing.
    const { shown: _shown, ...asked } = input
    const idempotency = idempotencyOf(actor.userId, joining === undefined ? 'fileCase' : 'joinCase', idempotencyKey, joining === undefined ? asked : { input: asked, joining })
    const result = await this.commands.file(
      caseId,
      {
        number: await this.commands.nextNumber(at),
        title: input.title ?? caseTitle(input.description),
        description: withFacts(input),
        caseType: input.caseType,
        categoryCode: category?.node.code ?? null,
        urgency: urgency.value,
        channel: input.channel,
        originLine: input.originLine,
        placeText: input.placeText,
        divisionCode: division?.code ?? null,
        countyCode: division === null ? null : (this.org.countyOf(division.code)?.code ?? null),
        townshipCode: division === null ? null : (this.org.townshipOf(division.code)?.code ?? null),
        sealed: input.caller.sealed,
        wantsCallback: input.caller.wantsCallback && input.caller.phone !== null,
        // The catalogue's row knows place and circumstances; where it does not say, the category does.
        evidenceRequired: plan.evidenceRequired ?? category?.node.evidenceRequired ?? false,
        attachmentIds: input.attachmentIds,
        dispatchTrail: dispatching
          ? { ...named, reasons: [...named.reasons, ...urgencyReason(urgency)], chosenUnitId: input.chosenUnitId, guessed: guessesOf(input, final.value), ...urgencyTrail(urgency), ...shownTrail(input, final.value) }
          : null,
        dispatchDueAt: this.filing.dispatchDueAt(final.value, input.caseType, at),
        // Left out of most, as of every case filed before these were asked.
        ...(subjectUnitIds.length === 0 ? {} : { subjectUnitIds: [...new Set(subjectUnitIds)] }),
        ...(input.language === 'mn' ? { language: input.language } : {}),
        ...(splitFrom === undefined ? {} : { splitFrom }),
        disposition: input.disposition,
        // The catalogue's assists are whom the lead may call on; only in an emergency do they start at once. Most cases need one unit.
        target:
          dispatching && plan.outcome === 'automatic' && plan.leadUnitId !== null
            ? { leadUnitId: plan.leadUnitId, assistUnitIds: urgency.value === 'emergency' ? [...plan.assistUnitIds] : [], ccUnitIds: [...plan.ccUnitIds] }
            : null,
        dispatchReason: plan.reasons.flatMap(({ code, text }) => (code === 'recused' ? [text] : [])).join('；'),
      },
      actor,
      {
        companions: [this.callers.write(caseId, input.caller, at)],
        ...(idempotency === null ? {} : { idempotency: { ...idempotency, extra: kept } }),
      },
    )
    if (!result.ok) return result
    const { number, version, status } = result.value
    const { dispatch, due } = result.value.repeated ? (result.value.extra as Kept) : kept
    return ok({ caseId: result.value.caseId, number, version, status, dispatch, due })
  }

  /** As the operator saw it: of several places of one name, where the caller has had cases before. Asked of the store only when the words do not decide. */
  private async planned(question: FilingQuestion & { placeContext: PlaceContext }, phone: string | null): Promise<(Result<FilingPlan> & { ok: false }) | { ok: true; value: FilingPlan; placeContext: PlaceContext }> {
    const { placeContext } = question
    const first = this.filing.plan(question, false)
    if (!first.ok) return first
    if (question.divisionCode !== null || phone === null || !first.value.place.ambiguous) return { ...first, placeContext }
    const hints = await this.earlierDivisions(phone)
    if (hints.length === 0) return { ...first, placeContext }
    const informed = { ...placeContext, hints }
    const again = this.filing.plan({ ...question, placeContext: informed }, false)
    return again.ok ? { ...again, placeContext: informed } : again
  }

  /** Of the last twenty cases of a number, the newest first. A sealed one tells nothing, not even where it was. Two queries. */
  private async earlierDivisions(phone: string): Promise<string[]> {
    const { caseIds } = await this.callers.history(phone)
    const byId = new Map((await this.edge.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    return caseIds.flatMap((id) => {
      const earlier = byId.get(id)
      return earlier === undefined || earlier.sealed || earlier.divisionCode === null ? [] : [earlier.divisionCode]
    })
  }

  /** The first suggestion, or no choice at all, is respected as it is; another choice is for a dispatcher to confirm. */
  private respectChoice(input: FileCaseInput, leadUnitId: string | null): boolean {
    return input.chosenUnitId === null || input.chosenUnitId === leadUnitId || this.org.unit(idOf(input.chosenUnitId)) === null
  }
}

/** Answers to the catalogue's questions belong to what the unit reads. */
function withFacts(input: FileCaseInput): string {
  const facts = Object.entries(input.requiredFacts).filter(([, answer]) => answer !== '')
  return facts.length === 0 ? input.description : `${input.description}\n\n${facts.map(([question, answer]) => `${question}：${answer}`).join('\n')}`
}

/** What nobody said and the system took for granted: whoever looks at the case later is shown a guess as a guess. */
const guessesOf = (input: FileCaseInput, { division, category }: FilingPlan): { divisionCode: string | null; categoryCode: string | null } => ({
  divisionCode: input.divisionCode === null ? (division?.code ?? null) : null, categoryCode: input.categoryCode === null ? (category?.node.code ?? null) : null,
})

const urgencyTrail = ({ words, source, category }: UrgencyChoice): object => ({ urgencyWords: words, urgencySource: source, urgencyCategory: category })

/** Whoever opens the case reads why its clocks run as they do; what a person chose against it is said too. */
function urgencyReason(urgency: UrgencyChoice): { code: string; text: string }[] {
  const grounds = urgencyGrounds(urgency)
  if (grounds === null) return []
  const proposal = urgency.value === urgency.proposed ? '' : `，建议${URGENCY_LABELS_ZH[urgency.proposed]}`
  return [{ code: 'urgency_raised', text: `紧急程度为${URGENCY_LABELS_ZH[urgency.value]}${urgency.source === 'chosen' ? '（受理时选定）' : ''}：${grounds}${proposal}` }]
}

/** What the person had before them, kept with the case in the same write; what became of it is counted from there, apart from the filing. */
function shownTrail({ shown, categoryCode }: FileCaseInput, { urgency }: FilingPlan): object {
  return shown === null ? {} : { shown: { ...shown, categoryChosen: categoryCode !== null, urgencyProposed: urgency.proposed } }
}
