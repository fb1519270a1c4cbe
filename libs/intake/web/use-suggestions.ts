import type { ResponseOf } from '@tongban/kernel/contract'
import { useDebounced, useRead, type ApiProblem } from '@tongban/ui/web'
import { suggestFiling } from '../contract/intake-endpoints.js'
import { subjectIdsOf, type FilingDraft } from './draft/filing-draft.js'

/** Long enough that a syllable does not ask, short enough to be there before the caller draws breath. */
const TYPING_PAUSE_MS = 250
const MIN_CHARACTERS = 2

export type Suggestions = ResponseOf<typeof suggestFiling>

/** What the system makes of the words so far. The answer before stays until the next is there. */
export function useSuggestions(draft: FilingDraft): {
  readonly suggestions: Suggestions | null
  readonly problem: ApiProblem | null
  readonly isThinking: boolean
} {
  const body = useDebounced(
    {
      description: draft.description.trim(),
      placeText: draft.placeText.trim(),
      divisionCode: draft.division?.code ?? null,
      categoryCode: draft.category?.code ?? null,
      caseType: draft.caseType,
      urgency: draft.urgency,
      subjectUnitIds: subjectIdsOf(draft),
    },
    TYPING_PAUSE_MS,
  )
  const enough = [...body.description].length >= MIN_CHARACTERS || [...body.placeText].length >= MIN_CHARACTERS
  const read = useRead(suggestFiling, { body }, { enabled: enough, keepPrevious: true, staleTimeMs: 60_000 })
  return { suggestions: enough ? (read.data ?? null) : null, problem: enough ? read.error : null, isThinking: enough && read.isFetching }
}
