import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { CASE_COMMANDS } from '../../commands/contracts.js'
import { readReviewSheet, type ReviewSheet } from '../../contract/review-sheet.js'
import { checklistOf, guard, reviewRemarks } from '../../domain/index.js'
import { CaseStore } from '../persistence/case.store.js'
import { ReviewFactsReadModel } from '../persistence/review-facts.read-model.js'
import { CommandFacts } from '../use-cases/command-facts.js'

@Controller()
export class ReviewSheetController {
  constructor(
    @Inject(CaseStore) private readonly store: CaseStore,
    @Inject(ReviewFactsReadModel) private readonly facts: ReviewFactsReadModel,
    @Inject(CommandFacts) private readonly world: CommandFacts,
  ) {}

  /** Two round trips. Who may not review the case is told why, as by the review itself. */
  @HttpEndpoint(readReviewSheet)
  async read(@Input() { params }: InputOf<typeof readReviewSheet>, @Caller() { principal }: RequestContext<Principal>): Promise<ReviewSheet> {
    const state = await this.store.load(params.caseId, principal.scope)
    if (state === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    const stands = guard(CASE_COMMANDS.review, state, null, principal, (id) => this.world.unit(id)?.name ?? id)
    if (stands !== null) throw new Refused(stands)
    return { version: state.version, checklist: [...checklistOf(state)], remarks: [...reviewRemarks(state, await this.facts.of(state))] }
  }
}
