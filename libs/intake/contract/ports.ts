import type { Instant } from '@tongban/kernel/core'

/**
 * Who called, masked, for lists of other contexts: one query for a whole page. A case without a caller is left out. Of a sealed caller the
 * mask says only that there is a number.
 */
export abstract class CallerDirectory {
  abstract masked(caseIds: readonly string[]): Promise<ReadonlyMap<string, { phoneMasked: string | null; nameMasked: string | null; sealed: boolean }>>
}

/** Whose a callback is; callback knows it, intake asks before it shows a sealed caller. */
export abstract class CallbackClaims {
  /** The person holds the claim on this case's callback at this moment (epoch ms). */
  abstract isHeldBy(userId: string, caseId: string, at: Instant): Promise<boolean>
}

/**
 * For who must reach or recognise the caller of one case without a person looking: the citizen's own door and what is sent to them.
 * Nothing in clear goes further than that, least of all to a screen: a person who looks goes through `revealCaller`, and is recorded.
 */
export abstract class CaseCallers {
  /** True when this is the number the case was filed with. Compares keyed hashes; false for a case without a number. */
  abstract isCallerOf(caseId: string, phone: string): Promise<boolean>
  /** The number in clear, for sending a message to; null when there is none. */
  abstract phoneOf(caseId: string): Promise<string | null>
}

/** For who puts words where everybody reads them. The names stay here: the answer is yes or no. */
export abstract class CallerNames {
  /** The text has the name of a caller of one of these cases (at most 100), or the family name with 先生, 女士, 大爷 … One query. */
  abstract areIn(text: string, caseIds: readonly string[]): Promise<boolean>
}
