import type { Endpoint } from '@tongban/kernel/contract'
import { useHintedReads } from '@tongban/ui/web'

type AboutSomething = { readonly type: string; readonly subjectId?: string }

/** Re-reads when something happened to this incident, or to any when none is named. */
export function useIncidentHints(endpoints: readonly Pick<Endpoint, 'name'>[], incidentId: string | null): void {
  useHintedReads<AboutSomething>(endpoints, ({ type, subjectId }) => type.startsWith('incident.') && (incidentId === null || subjectId === incidentId))
}
