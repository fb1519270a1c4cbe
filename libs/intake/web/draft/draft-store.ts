import { localStore, newRequestId } from '@tongban/ui/web'
import { isBlank, newDraft, type FilingDraft } from './filing-draft.js'

/** Calls put aside; the oldest give way. */
export const MAX_SHELVED = 5

type Kept = { readonly current: FilingDraft; readonly shelf: readonly FilingDraft[] }

const keyOf = (userId: string): string => `tongban.intake.${userId}`

/** A draft of an older version of this page may lack fields: what is there is kept, the rest begins anew. */
const revive = (value: unknown): FilingDraft => ({
  ...newDraft(newRequestId()),
  ...(typeof value === 'object' && value !== null ? value : {}),
})

/** What this person had under the hand in this browser. */
export function readDrafts(userId: string): Kept {
  try {
    const kept = JSON.parse(localStore.read(keyOf(userId)) ?? 'null') as { current?: unknown; shelf?: unknown } | null
    return { current: revive(kept?.current), shelf: Array.isArray(kept?.shelf) ? kept.shelf.map(revive) : [] }
  } catch {
    return { current: revive(null), shelf: [] }
  }
}

export function keepDrafts(userId: string, { current, shelf }: Kept): void {
  if (isBlank(current) && shelf.length === 0) localStore.remove(keyOf(userId))
  else localStore.write(keyOf(userId), JSON.stringify({ current, shelf }))
}
