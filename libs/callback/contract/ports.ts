import type { CallbackAnswers, CaseStatus } from '@tongban/case/contract'
import type { Result } from '@tongban/kernel/core'

/** The citizen's own answers, given in place of a call. Asked by the citizen's door, which has checked whose case it is. */
export abstract class CitizenRatings {
  /** True while the citizen may rate: they were invited, and nothing has been answered for this round. */
  abstract isOpen(caseId: string): Promise<boolean>
  /** Ends the callback with these answers, as a call would. Refuses RATING_NOT_OPEN. */
  abstract rate(caseId: string, rating: { readonly answers: CallbackAnswers; readonly note: string }): Promise<Result<{ readonly version: number; readonly status: CaseStatus }>>
}
