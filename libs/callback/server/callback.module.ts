import { Global, Module } from '@nestjs/common'
import { CitizenRatings } from '@tongban/callback/contract'
import { CallbackClaims } from '@tongban/intake/contract'
import { CallbackController } from './http/callback.controller.js'
import { CallbackTaskViews } from './http/callback-task-views.js'
import { CallbackTaskStore } from './persistence/callback-task.store.js'
import { TaskClaims } from './task-claims.js'
import { InviteCitizen } from './use-cases/invite-citizen.use-case.js'
import { RateByCitizen } from './use-cases/rate-by-citizen.use-case.js'
import { RecordAttempt } from './use-cases/record-attempt.use-case.js'

@Global()
@Module({
  controllers: [CallbackController],
  providers: [
    CallbackTaskStore, { provide: CallbackClaims, useClass: TaskClaims }, CallbackTaskViews, RecordAttempt,
    InviteCitizen, RateByCitizen, { provide: CitizenRatings, useExisting: RateByCitizen },
  ],
  exports: [CallbackTaskStore, CallbackClaims, CitizenRatings, RecordAttempt],
})
export class CallbackModule {}
