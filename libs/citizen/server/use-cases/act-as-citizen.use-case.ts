import { Inject, Injectable, Optional } from '@nestjs/common'
import { CitizenRatings } from '@tongban/callback/contract'
import { CaseCommands, type CallbackAnswers, type CaseCommandBody, type CommandOptions } from '@tongban/case/contract'
import { refuse, type Result } from '@tongban/kernel/core'
import { CITIZEN } from '../citizen-principal.js'

export type CitizenCommand = 'withdraw' | 'urge' | 'add_facts' | 'appeal'

/** What a citizen does goes through the door everybody uses, with the few permissions a citizen has; the session has checked whose case it is. */
@Injectable()
export class ActAsCitizen {
  constructor(
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Optional() @Inject(CitizenRatings) private readonly ratings: CitizenRatings | undefined,
  ) {}

  async give<Name extends CitizenCommand>(name: Name, caseId: string, body: CaseCommandBody<Name>, options: Pick<CommandOptions, 'idempotency' | 'remoteAddress'>): Promise<Result<unknown>> {
    return this.commands.execute(name, { caseId }, body, CITIZEN, { ...options, reachChecked: true })
  }

  async rate(caseId: string, rating: { answers: CallbackAnswers; note: string }): Promise<Result<unknown>> {
    return this.ratings === undefined ? refuse('RATING_NOT_OPEN') : this.ratings.rate(caseId, rating)
  }
}
