import { Inject, Injectable } from '@nestjs/common'
import { PlaceResolver } from '@tongban/place/contract'
import { CategoryTree, type Category } from '@tongban/taxonomy/contract'
import { CategorySuggester } from '../contract/category-suggester.js'
import type { CategorySuggestion, UrgencySignal } from '../contract/suggestion.schema.js'
import { buildCategoryLexicon, detectUrgency, suggestCategories, type CategoryLexicon } from '../domain/index.js'

/** The lexicon of the category tree, held in memory. Built again by the first question after the tree has changed; a question never sees half of a change. */
@Injectable()
export class InMemoryCategorySuggester extends CategorySuggester {
  private built: { readonly from: readonly Category[]; readonly lexicon: CategoryLexicon } | null = null

  constructor(
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
  ) {
    super()
  }

  override suggest(text: string, limit = 3): readonly CategorySuggestion[] {
    return suggestCategories(this.lexicon(), this.places.withoutPlaces(text), limit)
  }

  override detectUrgency(text: string): UrgencySignal | null {
    return detectUrgency(text)
  }

  private lexicon(): CategoryLexicon {
    const categories = this.categories.all()
    if (this.built?.from !== categories) this.built = { from: categories, lexicon: buildCategoryLexicon(categories) }
    return this.built.lexicon
  }
}
