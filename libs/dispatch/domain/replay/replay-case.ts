import { caseTypeSchema, type CaseStatus, type CorpusCase } from '@tongban/case/contract'
import { plainDateOf, type Instant } from '@tongban/kernel/core'
import type { PlaceResolution } from '@tongban/place/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'
import { planBasisSchema, type DispatchPlanRequest, type PlanBasis } from '../../contract/dispatch-plan.schema.js'
import type { OrgLookups } from '../plan/org-lookups.js'

/** A past case as it is planned again: what was known when it was filed, and who handled it in the end. */
export type ReplayCase = {
  readonly id: string
  readonly filedAt: Instant
  readonly caseType: string
  readonly urgency: string
  readonly divisionCode: string | null
  readonly category: { readonly code: string; readonly name: string; readonly confidence: number } | null
  /** Understood of the text; null: somebody chose the division, or nothing is known. */
  readonly place: PlaceResolution | null
  readonly placeChosen: boolean
  readonly held: boolean
  readonly subjectUnitIds: readonly string[]
  readonly firstLead: { readonly unitId: string; readonly automatic: boolean } | null
  /** The unit that handled it in the end, when that is settled: a reply was accepted, or it was answered and never contested. One that is still open may be contested yet. */
  readonly truth: string | null
  /** Never returned, recalled or given to another unit. */
  readonly stayed: boolean
}

/** The unit has answered it. One that was withdrawn, ended or joined to another before that shows nothing. */
const ANSWERED: readonly CaseStatus[] = ['awaiting_review', 'awaiting_callback', 'closed', 'archived']
/** Why a person had to look first is kept with the case as it was; that somebody had to is all a replay needs. */
const HELD = '当时需要人先看'
/** As planning doubts a coordinator that stands in, and a row that is tied; a trail of before the basis was kept tells them by its reasons. */
const DOUBTED = 0.5

/** The case as it was understood when it was filed: division and category of the case, certainty of its trail. */
export function replayCaseOf(item: CorpusCase, org: OrgLookups): ReplayCase {
  const basis = basisOf(item)
  return {
    ...knownOf(item),
    divisionCode: item.divisionCode,
    category: item.categoryCode === null ? null : { code: item.categoryCode, name: item.categoryCode, confidence: basis.categoryConfidence },
    place: item.divisionCode === null || basis.placeChosen ? null : asUnderstood(item.divisionCode, basis, org),
    placeChosen: basis.placeChosen,
    held: basis.held,
  }
}

/** The case as it would be understood today: the text read anew. What a person chose is not in the text and stays. */
export function reresolvedCaseOf(
  item: CorpusCase,
  again: { readonly place: PlaceResolution; readonly category: ReplayCase['category'] },
  org: OrgLookups,
): ReplayCase {
  const before = replayCaseOf(item, org)
  const category = before.category !== null && before.category.confidence === 1 ? before.category : again.category
  return before.placeChosen ? { ...before, category } : { ...before, place: again.place, divisionCode: again.place.best?.code ?? null, category }
}

export function requestOf(item: ReplayCase): DispatchPlanRequest {
  return {
    place: item.place,
    divisionCode: item.placeChosen ? item.divisionCode : null,
    category: item.category === null ? null : { ...item.category },
    subjectUnitIds: [...item.subjectUnitIds],
    // Nobody can ask the caller of a past case: what is not sure goes to a dispatcher.
    placeAsked: true,
    holdReasons: item.held ? [HELD] : [],
    caseType: caseTypeSchema.safeParse(item.caseType).data ?? null,
    urgency: urgencySchema.safeParse(item.urgency).data ?? null,
    // Rows have seasons: a case of January is planned as in January.
    day: plainDateOf(item.filedAt),
  }
}

const knownOf = (item: CorpusCase): Pick<ReplayCase, 'id' | 'filedAt' | 'caseType' | 'urgency' | 'subjectUnitIds' | 'firstLead' | 'truth' | 'stayed'> => ({
  id: item.id,
  filedAt: item.filedAt,
  caseType: item.caseType,
  urgency: item.urgency,
  subjectUnitIds: item.subjectUnitIds,
  firstLead: item.firstLead === null ? null : { unitId: item.firstLead.unitId, automatic: item.firstLead.dispatchedBy === null },
  truth: item.firstLead !== null && (item.accepted || (!item.contested && ANSWERED.includes(item.status))) ? item.leadUnitId : null,
  stayed: item.firstLead !== null && !item.contested,
})

function basisOf({ dispatchTrail: trail, divisionCode }: Pick<CorpusCase, 'dispatchTrail' | 'divisionCode'>): PlanBasis {
  const known = planBasisSchema.safeParse(trail?.basis)
  if (known.success) return known.data
  const codes = new Set(reasonCodes(trail?.reasons))
  const doubts = (codes.has('unit_missing') || codes.has('place_too_coarse') ? DOUBTED : 1) * (codes.has('row_tied') ? DOUBTED : 1)
  const confidence = typeof trail?.confidence === 'number' ? Math.min(1, trail.confidence / doubts) : 1
  return {
    // A case without a trail was given by hand: its division is what somebody knew.
    placeChosen: divisionCode !== null && (trail === null || codes.has('place_chosen')),
    countyConfidence: confidence,
    townshipConfidence: confidence,
    categoryConfidence: 1,
    held: codes.has('held'),
  }
}

const reasonCodes = (reasons: unknown): string[] =>
  Array.isArray(reasons) ? reasons.flatMap((reason: unknown) => (hasCode(reason) ? [reason.code] : [])) : []
const hasCode = (reason: unknown): reason is { code: string } => typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'string'

/** The division of the case with the certainty it was understood with; what rivals it had is not kept. */
export function asUnderstood(code: string, { countyConfidence, townshipConfidence }: Pick<PlanBasis, 'countyConfidence' | 'townshipConfidence'>, org: OrgLookups): PlaceResolution | null {
  const path = org.pathOf(code)
  const last = path.at(-1)
  if (last === undefined) return null
  const steps = path.map(({ code: stepCode, level, name }) => ({
    code: stepCode as PlaceStepCode, level, name, confidence: level === 'city' ? 1 : level === 'county' ? countyConfidence : townshipConfidence,
  }))
  return {
    best: { code: last.code as PlaceStepCode, level: last.level, path: path.map(({ name }) => name), steps, confidence: steps.at(-1)?.confidence ?? 0 },
    level: last.level, evidence: [], rivals: [], ambiguous: false, rest: '',
  }
}
type PlaceStepCode = NonNullable<PlaceResolution['best']>['code']
