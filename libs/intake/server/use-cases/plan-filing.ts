import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { caseTypeSchema, PromiseQuotes } from '@tongban/case/contract'
import { DispatchPlanner, type DispatchPlan } from '@tongban/dispatch/contract'
import { idOf, isoOf, refuse, ok, type Instant, type Result } from '@tongban/kernel/core'
import { OrgDirectory, type Division } from '@tongban/org/contract'
import { PlaceResolver, type PlaceContext, type PlaceResolution } from '@tongban/place/contract'
import { CategorySuggester, type CategorySuggestion } from '@tongban/suggestion/contract'
import { CategoryTree, type Category } from '@tongban/taxonomy/contract'
import type { z } from 'zod'
import type { dueViewSchema } from '../../contract/intake-endpoints.js'
import { raiseUrgency, SURE_ENOUGH_TO_RAISE, type CategoryUrgency, type Urgency, type UrgencyChoice } from '../../domain/index.js'

export type FilingQuestion = {
  readonly description: string
  readonly placeText: string
  readonly divisionCode: string | null
  readonly categoryCode: string | null
  readonly caseType: string
  readonly urgency: Urgency | null
  readonly subjectUnitIds: readonly string[]
  readonly placeAsked: boolean
  readonly holdReasons: readonly string[]
  /** What is known of the place besides the words: the operator's county, the caller's earlier cases, a phone's position. */
  readonly placeContext?: PlaceContext
}

export type FilingPlan = {
  readonly place: PlaceResolution
  readonly category: { readonly node: Category; readonly confidence: number } | null
  readonly suggestions: readonly CategorySuggestion[]
  readonly urgency: UrgencyChoice
  readonly division: Division | null
  readonly plan: DispatchPlan
}

/** What the system makes of a call: place, category, urgency, who should act. Everything is in memory: no round trip, a few milliseconds. */
@Injectable()
export class PlanFiling {
  constructor(
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
    @Inject(CategorySuggester) private readonly suggester: CategorySuggester,
    @Inject(DispatchPlanner) private readonly planner: DispatchPlanner,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(PromiseQuotes) private readonly quotes: PromiseQuotes,
  ) {}

  /** With `suggest` false a given category is not put beside others: a filing has no use for them. */
  plan(question: FilingQuestion, suggest = true): Result<FilingPlan> {
    const chosen = question.divisionCode === null ? null : this.org.division(idOf(question.divisionCode))
    if (question.divisionCode !== null && chosen === null) return refuse('DIVISION_UNKNOWN', { divisionCode: question.divisionCode })
    const given = question.categoryCode === null ? null : this.categories.category(idOf(question.categoryCode))
    if (question.categoryCode !== null && given === null) return refuse('CATEGORY_UNKNOWN', { categoryCode: question.categoryCode })
    const stranger = question.subjectUnitIds.find((id) => this.org.unit(idOf(id)) === null)
    if (stranger !== undefined) return refuse('UNIT_UNKNOWN', { unitId: stranger })

    const place = this.places.resolve(question.placeText === '' ? question.description : question.placeText, question.placeContext)
    const suggestions = question.description === '' || (given !== null && !suggest) ? [] : this.suggester.suggest(question.description)
    const category = given === null ? this.likeliest(suggestions) : { node: given, confidence: 1 }
    const urgency = raiseUrgency(question.urgency, this.urgencyOf(category, suggestions[0], question), this.suggester.detectUrgency(question.description))
    const plan = this.planner.plan({
      place,
      divisionCode: question.divisionCode,
      category: category === null ? null : { code: category.node.code, name: category.node.name, confidence: category.confidence },
      subjectUnitIds: [...question.subjectUnitIds],
      placeAsked: question.placeAsked,
      holdReasons: [...question.holdReasons],
      caseType: caseTypeSchema.safeParse(question.caseType).data ?? null,
      urgency: urgency.value,
    })
    const understood = plan.divisionCode ?? question.divisionCode
    return ok({ place, category, suggestions, urgency, division: understood === null ? null : this.org.division(idOf(understood)), plan })
  }

  /** The trained model the suggestions come from, if any. */
  modelId(): string | null {
    return this.suggester.modelId()
  }

  due(plan: FilingPlan, caseType: string, startedAt: Instant): z.output<typeof dueViewSchema> {
    const input = { urgency: plan.urgency.value, caseType, categoryCode: plan.category?.node.code ?? null, divisionCode: plan.division?.code ?? null, startedAt }
    // What the unit will owe counts by its own days; when to dispatch does not.
    const quote = this.quotes.quote({ ...input, leadUnitId: plan.plan.leadUnitId })
    return {
      serviceClass: quote.serviceClass, dispatchDueAt: isoOf(this.quotes.dispatchDueAt(input)), signDueAt: new Date(quote.signDueAt).toISOString(),
      contactDueAt: new Date(quote.contactDueAt).toISOString(), promiseDueAt: new Date(quote.promiseDueAt).toISOString(),
    }
  }

  dispatchDueAt(plan: FilingPlan, caseType: string, startedAt: Instant): Instant {
    return this.quotes.dispatchDueAt({
      urgency: plan.urgency.value, caseType, categoryCode: plan.category?.node.code ?? null, divisionCode: plan.division?.code ?? null, startedAt,
    })
  }

  /** A category somebody chose speaks for its urgency; a guess does when it is sure enough and rests on words that are meant so: 没有漏气 is no leak. */
  private urgencyOf(category: FilingPlan['category'], guess: CategorySuggestion | undefined, { categoryCode, description }: FilingQuestion): CategoryUrgency | null {
    if (category === null) return null
    const { node: { defaultUrgency: urgency, name }, confidence } = category
    const speaks = categoryCode !== null || (confidence >= SURE_ENOUGH_TO_RAISE && this.suggester.saysSo(description, guess?.words ?? []))
    return speaks ? { urgency, name } : null
  }

  private likeliest(suggestions: FilingPlan['suggestions']): FilingPlan['category'] {
    const first = suggestions[0]
    const node = first === undefined ? null : this.categories.category(idOf(first.code))
    return first === undefined || node === null ? null : { node, confidence: first.confidence }
  }
}

/** An operator of one county hears mostly of that county; those of the city hear of all. */
export const countyHeardBy = ({ scope }: Principal): string | null => (scope.kind === 'county' ? scope.countyCode : null)
