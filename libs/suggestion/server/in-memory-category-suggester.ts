import { Inject, Injectable } from '@nestjs/common'
import { idOf } from '@tongban/kernel/core'
import { PlaceResolver } from '@tongban/place/contract'
import { CategoryTree, type Category } from '@tongban/taxonomy/contract'
import { segmentByJieba } from '@tongban/text/server'
import { CategorySuggester } from '../contract/category-suggester.js'
import type { CategorySuggestion, UrgencySignal } from '../contract/suggestion.schema.js'
import { buildCategoryLexicon, type CategoryLexicon } from '../domain/category-lexicon.js'
import { combineSuggestions } from '../domain/combine-suggestions.js'
import { detectUrgency, saysSo } from '../domain/detect-urgency.js'
import { SuggestionBook } from './suggestion-book.js'

/**
 * The words of the category tree and, where one was trained, the city's model; all in memory. The lexicon is built again by the first question after the
 * tree has changed, the model changes place with the next whole: a question never sees half of a change.
 */
@Injectable()
export class InMemoryCategorySuggester extends CategorySuggester {
  private built: { readonly from: readonly Category[]; readonly lexicon: CategoryLexicon } | null = null

  constructor(
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
    @Inject(SuggestionBook) private readonly book: SuggestionBook,
  ) {
    super()
  }

  override suggest(text: string, limit = 3): readonly CategorySuggestion[] {
    const { categoryOn, model } = this.book.knowledge
    if (!categoryOn) return []
    return combineSuggestions(this.lexicon(), model?.linear ?? null, this.places.withoutPlaces(text), {
      segment: segmentByJieba, limit, isCategory: (code) => this.categories.category(idOf(code)) !== null,
    })
  }

  override detectUrgency(text: string): UrgencySignal | null {
    const { urgencyOn, wordings } = this.book.knowledge
    return urgencyOn ? detectUrgency(text, wordings) : null
  }

  override saysSo(text: string, words: readonly string[]): boolean {
    return saysSo(text, words)
  }

  override modelId(): string | null {
    return this.book.knowledge.model?.id ?? null
  }

  private lexicon(): CategoryLexicon {
    const categories = this.categories.all()
    if (this.built?.from !== categories) this.built = { from: categories, lexicon: buildCategoryLexicon(categories) }
    return this.built.lexicon
  }
}
