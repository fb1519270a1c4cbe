import type { DispatchAlternative, DispatchPlan, DispatchPlanRequest, DispatchReason } from '../contract/dispatch-plan.schema.js'
import { AUTOMATIC_THRESHOLD_SHIPPED } from '../contract/dry-run.schema.js'
import type { Catalogue } from './catalogue/catalogue.js'
import { findLead, unitOfRow, type LeadFound, type Matter, type PlaceCodes } from './plan/find-lead.js'
import { placeNameOf, type OrgLookups, type UnitFacts } from './plan/org-lookups.js'
import { percent, understandPlace, type KnownPlace } from './plan/understand-place.js'

/** Data, changed by the city: how sure is sure enough. */
export type DispatchThresholds = { readonly automatic: number }
export const DEFAULT_DISPATCH_THRESHOLDS: DispatchThresholds = { automatic: AUTOMATIC_THRESHOLD_SHIPPED }

export type DispatchWorld = { readonly catalogue: Catalogue; readonly org: OrgLookups; readonly thresholds: DispatchThresholds }

/** How likely the coordinator is right when it only stands in for a unit that could not be named. */
const STAND_IN_FACTOR = 0.5
const BROADER_ROW_FACTOR = 0.4
const MAX_ALTERNATIVES = 5

const round = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000

type Lead = { readonly unit: UnitFacts | null; readonly reasons: readonly DispatchReason[] }

/** One level up or across, nearest first: a county's department has the city's of its function above it, and the county coordinates beside it. */
function standInsFor(unit: UnitFacts, place: KnownPlace, org: OrgLookups): UnitFacts[] {
  const coordinator = place.countyCode === null ? null : org.coordinatorOf(place.countyCode)
  const above = unit.kind === 'county_department' && unit.functionCode !== null ? org.unitByFunction('city_department', unit.functionCode, null) : null
  // Whoever is above a department of the city, or above a coordinator, is for a dispatcher to say: a county does not look into the city's own.
  const beside = unit.kind === 'city_department' || unit.kind === 'county_coordinator' ? null : coordinator
  return [above, beside].filter((each) => each !== null)
}

/** A unit the report is about never receives it: it goes one level up or across, and when all of those are subjects too, a dispatcher decides. */
function recuse(unit: UnitFacts | null, place: KnownPlace, org: OrgLookups, subjects: ReadonlySet<string>): Lead {
  if (unit === null || !subjects.has(unit.id)) return { unit, reasons: [] }
  const standIn = standInsFor(unit, place, org).find(({ id }) => !subjects.has(id))
  if (standIn !== undefined) return { unit: standIn, reasons: [{ code: 'recused', text: `${unit.name}是被反映的单位，应当回避，改由${standIn.name}承办` }] }
  return { unit: null, reasons: [{ code: 'recused', text: `${unit.name}是被反映的单位，应当回避，由派单员指定承办单位` }] }
}

function unitsFor(functionCodes: readonly string[], place: KnownPlace, org: OrgLookups, excluded: ReadonlySet<string>): UnitFacts[] {
  const units = new Map<string, UnitFacts>()
  for (const functionCode of functionCodes) {
    const unit =
      (place.countyCode === null ? null : org.unitByFunction('county_department', functionCode, place.countyCode)) ??
      org.unitByFunction('enterprise', functionCode, place.countyCode) ??
      org.unitByFunction('city_department', functionCode, null)
    if (unit && !excluded.has(unit.id)) units.set(unit.id, unit)
  }
  return [...units.values()]
}

function alternativesOf(
  request: DispatchPlanRequest,
  world: DispatchWorld,
  place: KnownPlace,
  found: LeadFound | null,
  confidence: number,
  excluded: ReadonlySet<string>,
): DispatchAlternative[] {
  const { org, catalogue } = world
  const offered = new Map<string, DispatchAlternative>()
  // None is likelier than the one suggested, or it would be that. Where none is suggested there is nothing to measure by.
  const most = confidence > 0 ? confidence : 1
  const offer = (unit: UnitFacts | null, estimate: number, reason: string): void => {
    const likelihood = Math.min(estimate, most)
    if (unit === null || excluded.has(unit.id) || (found?.townshipForbidden && unit.kind === 'township')) return
    if ((offered.get(unit.id)?.confidence ?? -1) >= likelihood) return
    offered.set(unit.id, { unitId: unit.id, confidence: round(likelihood), reason })
  }
  const matter = matterOf(request)
  if (matter) {
    for (const rival of place.rivals) {
      const rivalPlace: PlaceCodes = {
        code: rival.code,
        countyCode: org.countyOf(rival.code)?.code ?? null,
        townshipCode: org.townshipOf(rival.code)?.code ?? null,
        path: org.pathOf(rival.code).map((division) => division.code),
      }
      const other = findLead(catalogue, matter, rivalPlace, org)
      offer(other.unit, rival.confidence * (request.category?.confidence ?? 0), `如果地点是${placeNameOf(org, rival.code)}`)
    }
    const broader = found?.broaderRows ?? []
    for (const [rank, row] of broader.entries()) {
      const likelihood = found?.tied && rank === 0 ? confidence : (1 - confidence) * BROADER_ROW_FACTOR ** (rank + 1)
      offer(unitOfRow(row, place, org), likelihood, `派单目录 ${row.id}`)
    }
  }
  if (place.countyCode !== null) offer(org.coordinatorOf(place.countyCode), (1 - confidence) * STAND_IN_FACTOR, '旗县统筹兜底')
  return [...offered.values()].sort((a, b) => b.confidence - a.confidence || (a.unitId < b.unitId ? -1 : 1)).slice(0, MAX_ALTERNATIVES)
}

const matterOf = ({ category, caseType, urgency, day }: DispatchPlanRequest): Matter | null =>
  category === null ? null : { categoryCode: category.code, caseType, urgency, day }

const categorySentence = (category: { readonly name: string; readonly confidence: number }): string =>
  `分类为 ${category.name}${category.confidence < 1 ? `（把握 ${percent(category.confidence)}）` : ''}`

function certaintySentence(isSure: boolean, confidence: number, threshold: number): DispatchReason {
  const sure = `把握 ${percent(confidence)}，`
  if (isSure) return { code: 'sure_enough', text: `${sure}达到自动派单的 ${percent(threshold)}` }
  return { code: 'not_sure_enough', text: sure + (confidence < threshold ? `不到自动派单的 ${percent(threshold)}` : '但需要人先看') }
}

/** What keeps a plan from going out by itself, in the order a person would mend it. */
function obstaclesOf(
  request: DispatchPlanRequest,
  place: KnownPlace,
  found: LeadFound | null,
  lead: UnitFacts | null,
  threshold: number,
): { place: string[]; other: string[] } {
  const byPlace: string[] = []
  const other: string[] = []
  // A row of the whole city needs no place, but a guessed area is no area: it would decide who sees the case.
  const isAreaKnown = place.code !== null && (request.divisionCode !== null || place.confidenceAt('county') >= threshold)
  if (!isAreaKnown || (found && place.confidenceAt(found.needs) < threshold)) byPlace.push(place.question)
  if (request.category === null) other.push('请选定诉求分类')
  else if (request.category.confidence < threshold) other.push(`请核对分类“${request.category.name}”是否正确`)
  if (found?.tied) other.push('派单目录有两条同样具体的规则，请目录管理员核定')
  if (found && lead === null && byPlace.length === 0) other.push('请派单员指定承办单位')
  other.push(...request.holdReasons)
  return { place: byPlace, other }
}

/**
 * Who should act, and why. Pure: the same request in the same world gives the same plan.
 * Automatic only with a known place, a category, one clear row, an existing unit, no reason to hold, and place × category confidence
 * at the threshold.
 * A place that is not known well enough is asked for first (`ask_place`); when it has been asked, a dispatcher decides (`pool`).
 */
export function planDispatch(request: DispatchPlanRequest, world: DispatchWorld): DispatchPlan {
  const { org, catalogue, thresholds } = world
  const place = understandPlace(request, org)
  const subjects = new Set<string>(request.subjectUnitIds)
  const coordinator = place.countyCode === null ? null : org.coordinatorOf(place.countyCode)
  const reasons: DispatchReason[] = [...place.reasons]

  const matter = matterOf(request)
  const found = matter === null ? null : findLead(catalogue, matter, place, org)
  if (request.category === null) reasons.push({ code: 'category_missing', text: '还没有选定分类' })
  else reasons.push({ code: 'category_given', text: categorySentence(request.category) })
  reasons.push(...(found?.reasons ?? []))

  const standsIn = found === null || found.standsIn
  const { unit: lead, reasons: recusal } = recuse(found ? found.unit : coordinator, place, org, subjects)
  reasons.push(...recusal)

  const placeConfidence = found === null || standsIn ? place.confidenceAt('county') : place.confidenceAt(found.needs)
  const doubts = (standsIn ? STAND_IN_FACTOR : 1) * (found?.tied ? STAND_IN_FACTOR : 1)
  const confidence = lead === null ? 0 : round(placeConfidence * (request.category?.confidence ?? STAND_IN_FACTOR) * doubts)

  const excluded = new Set([...subjects, ...(lead ? [lead.id] : [])])
  const assists = unitsFor(found?.row?.assistFunctions ?? [], place, org, excluded)
  if (assists.length > 0) reasons.push({ code: 'assist_added', text: `可请协办：${assists.map((unit) => unit.name).join('、')}` })
  const isCopied = lead !== null && (lead.kind === 'township' || found?.row?.copyCounty === true)
  const county = isCopied && coordinator && !excluded.has(coordinator.id) ? [coordinator] : []
  const told = unitsFor(found?.row?.copyFunctions ?? [], place, org, new Set([...excluded, ...assists.map(({ id }) => id), ...county.map(({ id }) => id)]))
  const copies = [...county, ...told]
  for (const unit of county) reasons.push({ code: 'county_copied', text: `抄送 ${unit.name}` })
  if (told.length > 0) reasons.push({ code: 'unit_copied', text: `按派单目录抄送 ${told.map(({ name }) => name).join('、')}` })

  const obstacles = obstaclesOf(request, place, found, lead, thresholds.automatic)
  for (const text of request.holdReasons) reasons.push({ code: 'held', text })
  const isSure = lead !== null && obstacles.place.length === 0 && obstacles.other.length === 0 && confidence >= thresholds.automatic
  reasons.push(certaintySentence(isSure, confidence, thresholds.automatic))
  const wouldNeed = [...obstacles.place, ...obstacles.other]
  if (!isSure && wouldNeed.length === 0) wouldNeed.push('请派单员核对地点和分类')
  return {
    outcome: isSure ? 'automatic' : obstacles.place.length > 0 && !request.placeAsked ? 'ask_place' : 'pool',
    leadUnitId: lead?.id ?? null,
    assistUnitIds: assists.map((unit) => unit.id).filter((id) => !copies.some((unit) => unit.id === id)),
    ccUnitIds: copies.map((unit) => unit.id),
    confidence,
    reasons,
    alternatives: alternativesOf(request, world, place, found, confidence, excluded),
    catalogueRowId: found?.row?.id ?? null,
    catalogueVersion: catalogue.version,
    divisionCode: place.code,
    requiredFacts: [...(found?.row?.requiredFacts ?? [])],
    evidenceRequired: found?.row?.evidenceRequired ?? null,
    wouldNeed,
    basis: {
      placeChosen: request.divisionCode !== null && place.code !== null,
      countyConfidence: place.confidenceAt('county'),
      townshipConfidence: place.confidenceAt('township'),
      categoryConfidence: request.category?.confidence ?? 0,
      held: request.holdReasons.length > 0,
    },
  }
}

