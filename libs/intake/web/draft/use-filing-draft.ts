import { useCallback, useEffect, useState } from 'react'
import { newRequestId, useClock, useSession } from '@tongban/ui/web'
import { keepDrafts, MAX_SHELVED, readDrafts } from './draft-store.js'
import { isBlank, newDraft, type FilingDraft } from './filing-draft.js'

export type FilingDrafts = {
  readonly draft: FilingDraft
  readonly shelved: number
  readonly change: (change: Partial<FilingDraft>) => void
  /** A fresh form for the next call. */
  readonly begin: () => void
  /** F4: puts a begun form aside, or takes the latest one back into a blank form. Says which; null: nothing to do. */
  readonly shelve: () => 'shelved' | 'taken' | null
}

/** The form's state, saved as it is written. */
export function useFilingDraft(): FilingDrafts {
  const { userId } = useSession()
  const now = useClock()
  const [drafts, setDrafts] = useState(() => readDrafts(userId))
  useEffect(() => keepDrafts(userId, drafts), [userId, drafts])

  const change = useCallback(
    (part: Partial<FilingDraft>) =>
      setDrafts(({ current, shelf }) => {
        const next = { ...current, ...part }
        return { current: next.begunAt === null && !isBlank(next) ? { ...next, begunAt: now() } : next, shelf }
      }),
    [now],
  )
  const begin = useCallback(() => setDrafts(({ shelf }) => ({ current: newDraft(newRequestId()), shelf })), [])
  const shelve = useCallback((): 'shelved' | 'taken' | null => {
    const { current, shelf } = drafts
    const [latest, ...rest] = shelf
    if (!isBlank(current)) {
      setDrafts({ current: newDraft(newRequestId()), shelf: [current, ...shelf].slice(0, MAX_SHELVED) })
      return 'shelved'
    }
    if (latest === undefined) return null
    setDrafts({ current: latest, shelf: rest })
    return 'taken'
  }, [drafts])
  return { draft: drafts.current, shelved: drafts.shelf.length, change, begin, shelve }
}
