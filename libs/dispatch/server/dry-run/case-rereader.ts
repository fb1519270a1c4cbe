import { Inject, Injectable } from '@nestjs/common'
import type { CorpusCase } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import { PlaceResolver } from '@tongban/place/contract'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { reresolvedCaseOf, type OrgLookups, type ReplayCase } from '../../domain/index.js'

/** Reads what was said once more, as a filing of today would. In memory, no round trip. */
@Injectable()
export class CaseRereader {
  constructor(
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
    @Inject(CategorySuggester) private readonly suggester: CategorySuggester,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
  ) {}

  reread(item: CorpusCase, org: OrgLookups): ReplayCase {
    const place = this.places.resolve(item.placeText === '' ? item.description : item.placeText)
    const [likeliest] = this.suggester.suggest(this.places.withoutPlaces(item.description), 1)
    const category = likeliest === undefined ? null : { code: likeliest.code, name: this.categories.category(idOf(likeliest.code))?.name ?? likeliest.code, confidence: likeliest.confidence }
    return reresolvedCaseOf(item, { place, category }, org)
  }
}
