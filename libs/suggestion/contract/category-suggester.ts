import type { CategorySuggestion, UrgencySignal } from './suggestion.schema.js'

/** What a matter is about and how urgent its wording is. In memory: synchronous, no round trip, made to be asked on every keystroke. */
export abstract class CategorySuggester {
  /** At most `limit` (default 3), likeliest first; empty when no word speaks for anything, and when the city has switched suggestions off. */
  abstract suggest(text: string, limit?: number): readonly CategorySuggestion[]
  /** Null when the wording raises nothing. It only ever raises: the category's own urgency stands otherwise. */
  abstract detectUrgency(text: string): UrgencySignal | null
  /** The trained model the suggestions come from; null while only the words of the category tree are known. */
  modelId(): string | null {
    return null
  }
}
