import { phoneField, type ResponseOf } from '@tongban/kernel/contract'
import { useDebounced, useRead, type ApiProblem } from '@tongban/ui/web'
import { callerHistory, suggestFiling } from '../contract/intake-endpoints.js'
import { subjectIdsOf, type FilingDraft } from './draft/filing-draft.js'
import { positionOf } from './position/draft-position.js'

/** Long enough that a syllable does not ask, short enough to be there before the caller draws breath. */
const TYPING_PAUSE_MS = 250
const MIN_CHARACTERS = 2
const MOST_EARLIER = 20

export type Suggestions = ResponseOf<typeof suggestFiling>

/** What stands on the screen when a case is filed, for the count of what people make of it; null while nothing is suggested. */
export const shownOf = (suggestions: Suggestions | null): { modelId: string | null; categories: { code: string; confidence: number }[] } | null =>
  suggestions === null ? null : { modelId: suggestions.modelId, categories: suggestions.categories.slice(0, 3).map(({ code, confidence }) => ({ code, confidence })) }

/** What the system makes of the words so far. The answer before stays until the next is there. */
export function useSuggestions(draft: FilingDraft): {
  readonly suggestions: Suggestions | null
  readonly problem: ApiProblem | null
  readonly isThinking: boolean
} {
  const earlierDivisionCodes = useEarlierDivisions(draft.phone)
  const body = useDebounced(
    {
      description: draft.description.trim(),
      placeText: draft.placeText.trim(),
      divisionCode: draft.division?.code ?? null,
      categoryCode: draft.category?.code ?? null,
      caseType: draft.caseType,
      urgency: draft.urgency,
      subjectUnitIds: subjectIdsOf(draft),
      point: positionOf(draft.position).point,
      earlierDivisionCodes,
    },
    TYPING_PAUSE_MS,
  )
  const enough = [...body.description].length >= MIN_CHARACTERS || [...body.placeText].length >= MIN_CHARACTERS || body.point !== null
  const read = useRead(suggestFiling, { body }, { enabled: enough, keepPrevious: true, staleTimeMs: 60_000 })
  return { suggestions: enough ? (read.data ?? null) : null, problem: enough ? read.error : null, isThinking: enough && read.isFetching }
}

/** Where this number's earlier cases lie: read once with the history beside the form, and what a name that repeats is understood by. */
function useEarlierDivisions(typed: string): string[] {
  const phone = phoneField.safeParse(useDebounced(typed, TYPING_PAUSE_MS))
  const read = useRead(callerHistory, { body: { phone: phone.success ? phone.data : '' } }, { enabled: phone.success })
  const items = phone.success ? (read.data?.items ?? []) : []
  return [...new Set(items.flatMap(({ division }) => division?.id ?? []))].slice(0, MOST_EARLIER)
}
