import { Global, Module } from '@nestjs/common'
import { DispatchPlanNames } from '../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../contract/dispatch-planner.js'
import { DispatchSeed } from './dispatch.seed.js'
import { DispatchController } from './http/dispatch.controller.js'
import { InMemoryDispatchPlanner } from './in-memory-dispatch-planner.js'
import { DispatchCase } from './use-cases/dispatch-case.use-case.js'

@Global()
@Module({
  controllers: [DispatchController],
  providers: [
    InMemoryDispatchPlanner, DispatchSeed, DispatchCase,
    { provide: DispatchPlanner, useExisting: InMemoryDispatchPlanner },
    { provide: DispatchPlanNames, useExisting: InMemoryDispatchPlanner },
  ],
  exports: [DispatchPlanner, DispatchPlanNames, DispatchSeed, DispatchCase],
})
export class DispatchModule {}
