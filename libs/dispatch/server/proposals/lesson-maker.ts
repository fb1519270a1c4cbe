import { Inject, Injectable } from '@nestjs/common'
import type { CaseSnapshot } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import type { Unit } from '@tongban/org/contract'
import { PlaceResolver } from '@tongban/place/contract'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { DispatchPlanner } from '../../contract/dispatch-planner.js'
import { placeNameIn, type Correction, type LeadByCatalogue } from '../../domain/index.js'
import type { Said } from './said-by.js'

const OTHER_MATTERS = 3

/** What a case that changed hands was about, in the words learning needs. In memory: no round trip. */
@Injectable()
export class LessonMaker {
  constructor(
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
    @Inject(CategorySuggester) private readonly suggester: CategorySuggester,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(DispatchPlanner) private readonly planner: DispatchPlanner,
  ) {}

  correctionOf(snapshot: CaseSnapshot, toUnit: Unit, { because, proposesRow }: Said): Correction {
    const { sealed, categoryCode, countyCode, townshipCode, divisionCode, description } = snapshot
    return {
      because, proposesRow, sealed, categoryCode, countyCode, townshipCode, divisionCode, toUnit,
      placeName: this.placeNameOf(snapshot),
      otherCategories: this.suggester.suggest(this.places.withoutPlaces(description), OTHER_MATTERS).map(({ code }) => code),
    }
  }

  placeNameOf({ placeText }: Pick<CaseSnapshot, 'placeText'>): string | null {
    return placeText === '' ? null : placeNameIn(this.places.resolve(placeText).rest)
  }

  /** As a person would ask it who chose both place and matter. */
  readonly leadByCatalogue: LeadByCatalogue = (categoryCode, divisionCode) =>
    this.planner.plan({
      place: null, divisionCode: divisionCode === null ? null : idOf(divisionCode), subjectUnitIds: [], placeAsked: true, holdReasons: [],
      category: { code: idOf(categoryCode), name: this.categories.category(idOf(categoryCode))?.name ?? categoryCode, confidence: 1 },
    }).leadUnitId
}
