import { Global, Module } from '@nestjs/common'
import { CallbackController } from './http/callback.controller.js'
import { CallbackTaskViews } from './http/callback-task-views.js'
import { CallbackTaskStore } from './persistence/callback-task.store.js'
import { RecordAttempt } from './use-cases/record-attempt.use-case.js'

@Global()
@Module({
  controllers: [CallbackController],
  providers: [CallbackTaskStore, CallbackTaskViews, RecordAttempt],
  exports: [CallbackTaskStore, RecordAttempt],
})
export class CallbackModule {}
