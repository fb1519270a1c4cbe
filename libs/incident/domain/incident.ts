import { assertNever, type Instant } from '@tongban/kernel/core'
import type { CallDepth, IncidentKind, IncidentLevel, IncidentStatus, ProgressKind } from '../contract/index.js'

export type IncidentState = {
  readonly id: string
  readonly version: number
  readonly status: IncidentStatus
  readonly kind: IncidentKind
  readonly level: IncidentLevel
  readonly title: string
  readonly cause: string
  readonly placeCode: string
  readonly placeText: string
  readonly area: readonly string[]
  readonly depth: CallDepth
  readonly categoryCodes: readonly string[]
  readonly countyCodes: readonly string[]
  /** Units that are called or whose place it touches. */
  readonly unitIds: readonly string[]
  readonly openedAt: Instant
  readonly openedBy: string
  readonly openedUnitId: string | null
  readonly respondingAt: Instant | null
  readonly containedAt: Instant | null
  readonly endedAt: Instant | null
  readonly summary: string | null
  readonly cancelReason: string | null
  readonly affectedPeople: number | null
}

type Opening = Pick<IncidentState, 'kind' | 'level' | 'title' | 'cause' | 'placeCode' | 'placeText' | 'area' | 'depth' | 'categoryCodes' | 'countyCodes' | 'unitIds' | 'openedBy' | 'openedUnitId'>

/** What changes an incident. Facts about calls and cases stand in the log beside these, and change nothing of it. */
export type IncidentEvent =
  | { readonly type: 'opened'; readonly data: Opening }
  | { readonly type: 'responded'; readonly data: { readonly by: 'acknowledgement' | 'progress' } }
  | { readonly type: 'progress'; readonly data: { readonly kind: ProgressKind; readonly text: string; readonly public: boolean; readonly affectedPeople: number | null } }
  | { readonly type: 'level_changed'; readonly data: { readonly from: IncidentLevel; readonly to: IncidentLevel; readonly reason: string } }
  | { readonly type: 'contained'; readonly data: { readonly text: string } }
  | { readonly type: 'closed'; readonly data: { readonly summary: string } }
  | { readonly type: 'cancelled'; readonly data: { readonly reason: string } }

/** The incident an opening makes. */
export const openedIncident = (id: string, data: Opening, at: Instant): IncidentState => ({
  ...data, id, version: 1, status: 'open', openedAt: at, respondingAt: null, containedAt: null, endedAt: null, summary: null, cancelReason: null, affectedPeople: null,
})

export function evolve(state: IncidentState, event: Exclude<IncidentEvent, { type: 'opened' }>, at: Instant): IncidentState {
  const next = { ...state, version: state.version + 1 }
  switch (event.type) {
    case 'responded':
      return { ...next, status: 'responding', respondingAt: at }
    case 'progress':
      return { ...next, affectedPeople: event.data.affectedPeople ?? state.affectedPeople }
    case 'level_changed':
      return { ...next, level: event.data.to }
    case 'contained':
      return { ...next, status: 'contained', respondingAt: state.respondingAt ?? at, containedAt: at }
    case 'closed':
      return { ...next, status: 'closed', endedAt: at, summary: event.data.summary }
    case 'cancelled':
      return { ...next, status: 'cancelled', endedAt: at, cancelReason: event.data.reason }
    default:
      return assertNever(event)
  }
}

export const isOpen = ({ status }: Pick<IncidentState, 'status'>): boolean => status !== 'closed' && status !== 'cancelled'
