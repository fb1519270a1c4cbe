import type { Endpoint } from '@tongban/kernel/contract'
import { useHintedReads } from '@tongban/ui/web'
import { INBOX_CHANGED_TYPE } from '../contract/index.js'

type InboxHint = { readonly type: string; readonly subjectId?: string }

/** Re-reads these when a push says that this person's inbox has changed, and when the line was down. */
export function useInboxHints(endpoints: readonly Pick<Endpoint, 'name'>[], userId: string): void {
  useHintedReads<InboxHint>(endpoints, (hint) => hint.type === INBOX_CHANGED_TYPE && hint.subjectId === userId)
}
