import type { Instant } from '@tongban/kernel/core'
import type { AssignmentStatus, CaseStatus } from './states.js'

/** A case as something to learn from: what was said, and how its dispatch went. Never the caller. */
export type CorpusCase = {
  readonly id: string
  readonly number: string
  readonly filedAt: Instant
  readonly status: CaseStatus
  readonly caseType: string
  readonly urgency: string
  readonly title: string
  readonly description: string
  readonly placeText: string
  readonly categoryCode: string | null
  readonly divisionCode: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  readonly sealed: boolean
  readonly parentId: string | null
  readonly subjectUnitIds: readonly string[]
  /** How the system understood place and owner when the case was filed; null for those that were never planned. */
  readonly dispatchTrail: Readonly<Record<string, unknown>> | null
  /** The unit it went to first, by whom (null: by the system), and what became of that assignment. Null: never dispatched. */
  readonly firstLead: { readonly unitId: string; readonly dispatchedBy: string | null; readonly dispatchedAt: Instant; readonly status: AssignmentStatus } | null
  /** The unit that has it now, or had it last. */
  readonly leadUnitId: string | null
  /** The lead was returned, recalled or reassigned to another unit, or units disputed it: the first dispatch is no example to learn from. */
  readonly contested: boolean
  /** A reply of a lead has passed the review: who handled it is settled. */
  readonly accepted: boolean
}

export type CorpusPosition = { readonly filedAt: Instant; readonly id: string }

/** Past cases in bulk, for what learns from them and what replays them. Not scoped: what is made of it must not show single cases beyond a reader's reach. */
export abstract class CaseCorpus {
  /** Newest first, from just before `before`; `filedSince` and `filedBefore` are half open; `limit` at most 5,000. One query. */
  abstract page(query: {
    readonly before: CorpusPosition | null
    readonly filedSince?: Instant
    readonly filedBefore?: Instant
    readonly limit: number
  }): Promise<readonly CorpusCase[]>
  /** At most 5,000; unknown ids are left out. One query. */
  abstract of(caseIds: readonly string[]): Promise<readonly CorpusCase[]>
}
