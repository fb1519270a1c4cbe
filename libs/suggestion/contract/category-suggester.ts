import type { CategorySuggestion, UrgencySignal } from './suggestion.schema.js'

/** What a matter is about and how urgent its wording is. In memory: synchronous, no round trip, made to be asked on every keystroke. */
export abstract class CategorySuggester {
  /** At most `limit` (default 3), likeliest first; empty when no word speaks for anything, and when the city has switched suggestions off. */
  abstract suggest(text: string, limit?: number): readonly CategorySuggestion[]
  /** Null when the wording raises nothing. It only ever raises: the category's own urgency stands otherwise. */
  abstract detectUrgency(text: string): UrgencySignal | null
  /** Whether a text means the words that speak for a category: false where it denies one of them (没有漏气) or only asks about, fears or remembers them all. */
  saysSo(_text: string, _words: readonly string[]): boolean {
    return true
  }
  /** The trained model the suggestions come from; null while only the words of the category tree are known. */
  modelId(): string | null {
    return null
  }
}
