import type { Principal } from '@tongban/access/contract'
import type { LikelyDuplicate } from './duplicate-endpoints.js'

/**
 * Who called, as something that can only be compared: equal for equal numbers. Implemented by intake; no number leaves it. Anonymous and
 * sealed callers have none: nothing ties a person to a sealed case.
 */
export abstract class CallerHashes {
  /** One query; cases without are left out. */
  abstract hashesOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** A place as the words were understood: from the top of the tree down, how sure each step is, and where else it may be. */
export type PlaceHeard = {
  readonly steps: readonly { readonly code: string; readonly confidence: number }[]
  readonly rivals: readonly { readonly code: string }[]
}

/** What is being written down while somebody speaks. Codes as far as they are understood by now. */
export type DuplicateQuestion = {
  readonly texts: readonly string[]
  /** As a person chose it, or as the words were understood: then `heard` says how. */
  readonly divisionCode: string | null
  /** Left out or null: `divisionCode` is certain. Else only what is sure of it may speak against a case. */
  readonly heard?: PlaceHeard | null
  readonly categoryCode: string | null
  readonly callerHash: string | null
}

export type DuplicateAnswer = {
  /** The likeliest first, at most five. */
  readonly items: readonly LikelyDuplicate[]
  /** The search was given up because it took too long: there may be others. Nobody is held up by it. */
  readonly gaveUp: boolean
}

/** Which cases are likely the same matter, within this person's reach. At most three round trips. */
export abstract class DuplicateFinder {
  abstract find(question: DuplicateQuestion, principal: Principal): Promise<DuplicateAnswer>
}

export type DuplicateChoiceMade = {
  /** The draft the cases were shown for. */
  readonly draftKey: string
  readonly choice: 'urge' | 'join' | 'new'
  readonly chosenCaseId: string | null
  readonly filedCaseId: string | null
  readonly shown: readonly { readonly caseId: string; readonly similarity: number | null }[]
}

/** Keeps what an operator chose for cases that were shown: labels to calibrate by. */
export abstract class DuplicateChoices {
  abstract record(choice: DuplicateChoiceMade, principal: Principal): Promise<void>
}
