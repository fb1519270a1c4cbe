import type { DispatchPlan, DispatchPlanRequest } from './dispatch-plan.schema.js'
import type { PlaceContext, PlaceResolution } from './place.schema.js'
import type { CategorySuggestion, UrgencySignal } from './suggestion.schema.js'

/**
 * Finds who should act. Everything it needs is in memory, so every answer is synchronous and costs milliseconds:
 * the operator's page may ask on every keystroke.
 */
export abstract class DispatchPlanner {
  abstract resolvePlace(text: string, context?: PlaceContext): PlaceResolution
  /** At most `limit` (default 3), likeliest first; empty when no word speaks for anything. */
  abstract suggestCategories(text: string, limit?: number): readonly CategorySuggestion[]
  /** Null when the wording raises nothing. It only ever raises: the category's own urgency stands otherwise. */
  abstract detectUrgency(text: string): UrgencySignal | null
  abstract plan(request: DispatchPlanRequest): DispatchPlan
}
