import { useCallback, useState } from 'react'
import { recordDuplicateChoice, type LikelyDuplicate } from '@tongban/duplicate/contract'
import { phoneField } from '@tongban/kernel/contract'
import { useCan, useCommand, useDebounced, useRead } from '@tongban/ui/web'
import { findDuplicates } from '../../contract/intake-endpoints.js'
import type { FilingDraft } from '../draft/filing-draft.js'

/** Asked when the hand rests: a moment after the suggestions, which are cheaper. */
const TYPING_PAUSE_MS = 400
const MIN_CHARACTERS = 6
const NONE: readonly LikelyDuplicate[] = []

type Chosen = { readonly choice: 'urge' | 'join' | 'new'; readonly caseId: string | null }

export type Duplicates = {
  readonly items: readonly LikelyDuplicate[]
  readonly gaveUp: boolean
  readonly shown: readonly { readonly caseId: string; readonly similarity: number | null }[]
  /** The operator has said that it is another matter. */
  readonly isDismissed: boolean
  readonly dismiss: (dismissed: boolean) => void
  /** What to tell the caller once the case there is was urged or joined: the call is over, and its form is filed no more. */
  readonly said: string | null
  readonly say: (sentence: string) => void
  /** Kept as a label for how the likeness is weighed; nobody waits for it, and nothing depends on it. */
  readonly record: (chosen: Chosen, filedCaseId?: string) => void
}

/** What may be the same matter as the call so far. A question that is outdated is taken back. */
export function useDuplicates(draft: FilingDraft): Duplicates {
  const can = useCan()
  const [dismissed, setDismissed] = useState(false)
  const [said, say] = useState<string | null>(null)
  const { run } = useCommand(recordDuplicateChoice)
  const phone = phoneField.safeParse(draft.phone)
  const body = useDebounced(
    {
      phone: phone.success ? phone.data : null, description: draft.description.trim(), placeText: draft.placeText.trim(), divisionCode: draft.division?.code ?? null,
      categoryCode: draft.category?.code ?? null,
    },
    TYPING_PAUSE_MS,
  )
  const enough = can('duplicate.find') && [...body.description].length >= MIN_CHARACTERS
  const read = useRead(findDuplicates, { body }, { enabled: enough, keepPrevious: true, staleTimeMs: 30_000 })
  const items = enough ? (read.data?.items ?? NONE) : NONE
  const shown = items.map((item) => ({ caseId: item.case.id, similarity: item.similarity }))
  const record = useCallback(
    ({ choice, caseId }: Chosen, filedCaseId?: string): void => {
      if (shown.length > 0) void run({ body: { draftKey: draft.key, choice, chosenCaseId: caseId, filedCaseId: filedCaseId ?? null, shown } })
    },
    [run, draft.key, shown],
  )
  return { items, gaveUp: enough && read.data?.gaveUp === true, shown, isDismissed: dismissed, dismiss: setDismissed, said, say, record }
}
