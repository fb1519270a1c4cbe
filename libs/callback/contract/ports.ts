import type { CallbackAnswers, CaseStatus } from '@tongban/case/contract'
import { defineRefusals } from '@tongban/kernel/contract'
import type { Result } from '@tongban/kernel/core'

export const RATING_REFUSALS = defineRefusals({
  RATING_NOT_OPEN: { status: 409, zh: '现在还不能评价：办结前我们会请您评价，或者您已经评价过', en: 'No rating is open: nobody has asked for one yet, or it has been given' },
})

/** The citizen's own answers, given in place of a call. Asked by the citizen's door, which has checked whose case it is. */
export abstract class CitizenRatings {
  /** True while the citizen may rate: they were invited, and nothing has been answered for this round. */
  abstract isOpen(caseId: string): Promise<boolean>
  /** Ends the callback with these answers, as a call would. Refuses RATING_NOT_OPEN. */
  abstract rate(caseId: string, rating: { readonly answers: CallbackAnswers; readonly note: string }): Promise<Result<{ readonly version: number; readonly status: CaseStatus }>>
}
