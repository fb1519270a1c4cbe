import { Global, Module } from '@nestjs/common'
import { CallerDirectory } from '../contract/ports.js'
import { CallerController, FilingController } from './http/intake.controller.js'
import { CallerStore } from './persistence/caller.store.js'
import { FileCase, FilingEdge } from './use-cases/file-case.use-case.js'
import { PlanFiling } from './use-cases/plan-filing.js'

@Global()
@Module({
  controllers: [FilingController, CallerController],
  providers: [CallerStore, { provide: CallerDirectory, useExisting: CallerStore }, PlanFiling, FilingEdge, FileCase],
  exports: [CallerDirectory, FileCase, CallerStore],
})
export class IntakeModule {}
