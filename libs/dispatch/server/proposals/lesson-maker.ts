import { Inject, Injectable } from '@nestjs/common'
import { caseTypeSchema, type CaseSnapshot } from '@tongban/case/contract'
import { idOf, plainDateOf } from '@tongban/kernel/core'
import type { Unit } from '@tongban/org/contract'
import { PlaceResolver } from '@tongban/place/contract'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { CategoryTree, urgencySchema } from '@tongban/taxonomy/contract'
import type { DispatchPlan } from '../../contract/dispatch-plan.schema.js'
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
      answeredBy: categoryCode === null ? null : this.planOf(snapshot, categoryCode, divisionCode).catalogueRowId,
    }
  }

  placeNameOf({ placeText }: Pick<CaseSnapshot, 'placeText'>): string | null {
    return placeText === '' ? null : placeNameIn(this.places.resolve(placeText).rest)
  }

  /** For cases of this kind, on its day: rows have conditions and seasons. */
  leadByCatalogue(snapshot: CaseSnapshot): LeadByCatalogue {
    return (categoryCode, divisionCode) => this.planOf(snapshot, categoryCode, divisionCode).leadUnitId
  }

  /** As a person would ask it who chose both place and matter. */
  private planOf({ caseType, urgency, filedAt }: CaseSnapshot, categoryCode: string, divisionCode: string | null): DispatchPlan {
    return this.planner.plan({
      place: null, divisionCode: divisionCode === null ? null : idOf(divisionCode), subjectUnitIds: [], placeAsked: true, holdReasons: [],
      category: { code: idOf(categoryCode), name: this.categories.category(idOf(categoryCode))?.name ?? categoryCode, confidence: 1 },
      caseType: caseTypeSchema.safeParse(caseType).data ?? null, urgency: urgencySchema.safeParse(urgency).data ?? null, day: plainDateOf(filedAt),
    })
  }
}
