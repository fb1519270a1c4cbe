import { Inject, Injectable } from '@nestjs/common'
import type { CaseSnapshot } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import { PlaceResolver } from '@tongban/place/contract'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { NamedPlan } from '../../contract/dispatch-endpoints.js'
import { DispatchPlanNames } from '../../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../../contract/dispatch-planner.js'

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

  of(item: Pick<CaseSnapshot, 'placeText' | 'description' | 'divisionCode' | 'categoryCode' | 'subjectUnitIds'>): NamedPlan {
    const place = this.places.resolve(item.placeText === '' ? item.description : item.placeText)
    const [likeliest] = item.categoryCode === null ? this.suggester.suggest(item.description, 1) : []
    const code = item.categoryCode ?? likeliest?.code ?? null
    const confidence = item.categoryCode === null ? (likeliest?.confidence ?? 0) : 1
    const plan = this.planner.plan({
      place,
      divisionCode: item.divisionCode,
      category: code === null ? null : { code, name: this.categories.category(idOf(code))?.name ?? code, confidence },
      subjectUnitIds: [...item.subjectUnitIds],
      placeAsked: true,
      holdReasons: ['由派单员确认'],
    })
    return this.names.named(plan)
  }
}
