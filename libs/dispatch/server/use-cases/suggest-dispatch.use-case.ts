import { Inject, Injectable } from '@nestjs/common'
import { caseTypeSchema, type CaseSnapshot } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import { PlaceResolver, type PlaceResolution } from '@tongban/place/contract'
import { CategorySuggester, type CategorySuggestion } from '@tongban/suggestion/contract'
import { CategoryTree, urgencySchema } from '@tongban/taxonomy/contract'
import { DispatchPlanNames } from '../../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../../contract/dispatch-planner.js'
import type { NamedPlan } from '../../contract/named-plan.schema.js'

type Said = Pick<CaseSnapshot, 'placeText' | 'description'>
type Waiting = Said & Pick<CaseSnapshot, 'divisionCode' | 'categoryCode' | 'subjectUnitIds' | 'caseType' | 'urgency'>
export type PlaceChoice = { readonly code: string; readonly path: readonly string[]; readonly confidence: number }

/** Who should act on a case that waits, made anew from what it says, so that it follows the catalogue as it is now. No round trip. */
@Injectable()
export class SuggestDispatch {
  constructor(
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
    @Inject(CategorySuggester) private readonly suggester: CategorySuggester,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(DispatchPlanner) private readonly planner: DispatchPlanner,
    @Inject(DispatchPlanNames) private readonly names: DispatchPlanNames,
  ) {}

  of(item: Waiting): NamedPlan {
    const [likeliest] = item.categoryCode === null ? this.suggester.suggest(item.description, 1) : []
    const code = item.categoryCode ?? likeliest?.code ?? null
    const confidence = item.categoryCode === null ? (likeliest?.confidence ?? 0) : 1
    const plan = this.planner.plan({
      place: this.placeOf(item),
      divisionCode: item.divisionCode,
      category: code === null ? null : { code, name: this.categories.category(idOf(code))?.name ?? code, confidence },
      subjectUnitIds: [...item.subjectUnitIds],
      placeAsked: true,
      holdReasons: [],
      caseType: caseTypeSchema.safeParse(item.caseType).data ?? null,
      urgency: urgencySchema.safeParse(item.urgency).data ?? null,
    })
    return this.names.named(plan)
  }

  /** Where it might be: what was understood and what rivals it, likeliest first. */
  placesOf(item: Said): readonly PlaceChoice[] {
    const { best, rivals } = this.placeOf(item)
    const found = [...(best === null ? [] : [best]), ...rivals]
    const likeliestFirst = [...found].sort((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
    return likeliestFirst.filter(({ code }, index) => likeliestFirst.findIndex((other) => other.code === code) === index)
  }

  /** What it might be about, by its words. */
  categoriesOf({ description }: Said, limit: number): readonly CategorySuggestion[] {
    return this.suggester.suggest(description, limit)
  }

  private placeOf({ placeText, description }: Said): PlaceResolution {
    return this.places.resolve(placeText === '' ? description : placeText)
  }
}
