import type { Endpoint } from '@tongban/kernel/contract'
import { useHintedReads } from '@tongban/ui/web'

/** Re-reads when something happened to an early warning or a task. */
export function useTopicHints(endpoints: readonly Pick<Endpoint, 'name'>[]): void {
  useHintedReads<{ readonly type: string }>(endpoints, ({ type }) => type.startsWith('topic.'))
}
