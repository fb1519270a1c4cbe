import { Inject, Injectable } from '@nestjs/common'
import { caseTypeSchema, type CaseSnapshot } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { PlaceResolver, type PlaceResolution } from '@tongban/place/contract'
import { CategorySuggester, type CategorySuggestion } from '@tongban/suggestion/contract'
import { CategoryTree, urgencySchema } from '@tongban/taxonomy/contract'
import { DispatchPlanNames } from '../../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../../contract/dispatch-planner.js'
import type { NamedPlan } from '../../contract/named-plan.schema.js'
import { asUnderstood, guessesOf, type Guesses, type OrgLookups } from '../../domain/index.js'

type Said = Pick<CaseSnapshot, 'placeText' | 'description'>
type Waiting = Said & Pick<CaseSnapshot, 'divisionCode' | 'categoryCode' | 'subjectUnitIds' | 'caseType' | 'urgency' | 'dispatchTrail'>
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
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  /** `said`: a person has just said this place or category, so it is no guess, even where the system had guessed the same. */
  of(item: Waiting, said: { readonly place: boolean; readonly category: boolean } = { place: false, category: false }): NamedPlan {
    const [likeliest] = item.categoryCode === null ? this.suggester.suggest(item.description, 1) : []
    const code = item.categoryCode ?? likeliest?.code ?? null
    const guessed = guessesOf(item)
    const guesses: Guesses = { place: said.place ? null : guessed.place, category: said.category ? null : guessed.category }
    const confidence = item.categoryCode === null ? (likeliest?.confidence ?? 0) : (guesses.category ?? 1)
    const plan = this.planner.plan({
      place: guesses.place === null || item.divisionCode === null ? this.placeOf(item) : this.asGuessed(item, item.divisionCode, guesses.place),
      divisionCode: guesses.place === null ? item.divisionCode : null,
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

  /** The words read again, with all that rivals it; where they now say another place than the case has, the case's own stands with its certainty. */
  private asGuessed(item: Said, divisionCode: string, certainty: NonNullable<Guesses['place']>): PlaceResolution {
    const again = this.placeOf(item)
    if (again.best?.code === divisionCode) return again
    const kept = asUnderstood(divisionCode, certainty, this.org as unknown as OrgLookups)
    if (kept === null) return again
    const others = [...(again.best === null ? [] : [again.best]), ...again.rivals].filter(({ code }) => code !== divisionCode)
    return { ...kept, rivals: others, ambiguous: again.ambiguous || others.length > 0 }
  }

  private placeOf({ placeText, description }: Said): PlaceResolution {
    return this.places.resolve(placeText === '' ? description : placeText)
  }
}
