import type { Instant } from '@tongban/kernel/core'
import type { CaseEvent, CaseEventType } from './events.js'
import type { CaseSnapshot } from './ports.js'

export type CaseHappening = { readonly at: Instant; readonly event: CaseEvent }

/**
 * One case, as it is looked for by the number people know, and what has happened to it. Not scoped: whoever asks has checked that it may be told.
 */
export abstract class CaseTracking {
  /** One query. */
  abstract byNumber(number: string): Promise<CaseSnapshot | null>
  /** The latest 100 events of these types, oldest first, whole as they stand in the timeline. One query. */
  abstract happenings(caseId: string, types: readonly CaseEventType[]): Promise<CaseHappening[]>
  /** Cases merged into this one that still wait for its answer; up to 500. One query. */
  abstract waitingChildren(parentId: string): Promise<readonly { readonly caseId: string; readonly number: string }[]>
}
