import { Inject, Injectable } from '@nestjs/common'
import { CallbackClaims } from '@tongban/intake/contract'
import type { Instant } from '@tongban/kernel/core'
import { CallbackTaskStore } from './persistence/callback-task.store.js'

/** Tells intake whose a callback is, before it shows a sealed caller. One query. */
@Injectable()
export class TaskClaims extends CallbackClaims {
  constructor(@Inject(CallbackTaskStore) private readonly tasks: CallbackTaskStore) {
    super()
  }

  override async isHeldBy(userId: string, caseId: string, at: Instant): Promise<boolean> {
    const task = await this.tasks.openTask(caseId)
    return task !== null && task.claimedBy === userId && task.claimedUntil !== null && task.claimedUntil > at
  }
}
