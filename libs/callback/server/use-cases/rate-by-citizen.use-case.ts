import { Inject, Injectable } from '@nestjs/common'
import { CITIZEN_USER_ID, type Principal } from '@tongban/access/contract'
import { CitizenRatings } from '@tongban/callback/contract'
import { CaseCommands, type CallbackAnswers, type CaseStatus } from '@tongban/case/contract'
import { Clock, idOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { MAX_ATTEMPTS } from '../../domain/index.js'
import { CallbackTaskStore, type Task } from '../persistence/callback-task.store.js'

/** The citizen answering for themselves: of no unit, and permitted this one thing. Which case it is, the citizen's own door has checked. */
const ANSWERING: Principal = {
  userId: CITIZEN_USER_ID, displayName: '诉求人', unitId: idOf('citizen'), roles: [], permissions: new Set(['callback.work']), scope: { kind: 'none' }, outsourced: false,
}

/** The same answers a call would bring, and the same consequences; one answer a round, by whichever way it comes first. */
@Injectable()
export class RateByCitizen extends CitizenRatings {
  constructor(
    @Inject(CallbackTaskStore) private readonly tasks: CallbackTaskStore,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override async isOpen(caseId: string): Promise<boolean> {
    return (await this.invited(caseId)) !== null
  }

  override async rate(caseId: string, { answers, note }: { answers: CallbackAnswers; note: string }): Promise<Result<{ version: number; status: CaseStatus }>> {
    const task = await this.invited(caseId)
    if (task === null) return refuse('RATING_NOT_OPEN')
    const attempts = Math.min(task.attempts.length + 1, MAX_ATTEMPTS)
    const write = this.tasks.attemptWrite(task, {
      at: this.clock.now(), agentId: CITIZEN_USER_ID, result: 'answered', note, channel: 'portal', idempotencyKey: null,
    })
    const result = await this.commands.execute('record_callback', { caseId }, { outcome: 'answered', answers, note, attempts }, ANSWERING, { companions: [write] })
    if (result.ok) return ok({ version: result.value.version, status: result.value.status })
    // An agent got through at this very moment: the citizen has been heard.
    return result.refusal.code === 'CASE_STATE_FORBIDS' ? refuse('RATING_NOT_OPEN') : result
  }

  private async invited(caseId: string): Promise<Task | null> {
    const task = await this.tasks.openTask(caseId)
    return task === null || task.invitedUntil === null ? null : task
  }
}
