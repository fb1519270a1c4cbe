import { Global, Module } from '@nestjs/common'
import { DispatchPlanNames } from '../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../contract/dispatch-planner.js'
import { DispatchRules } from '@tongban/case/contract'
import { CatalogueDispatchRules } from './catalogue-dispatch-rules.js'
import { DispatchSeed } from './dispatch.seed.js'
import { DispatchController } from './http/dispatch.controller.js'
import { InMemoryDispatchPlanner } from './in-memory-dispatch-planner.js'
import { CatalogueProposalController } from './proposals/catalogue-proposal.controller.js'
import { CatalogueProposalStore } from './proposals/catalogue-proposal.store.js'
import { CatalogueProposalsListener } from './proposals/catalogue-proposals.listener.js'
import { SuggestDispatch } from './use-cases/suggest-dispatch.use-case.js'
import { DispatchCase } from './use-cases/dispatch-case.use-case.js'

@Global()
@Module({
  controllers: [DispatchController, CatalogueProposalController],
  providers: [
    InMemoryDispatchPlanner, DispatchSeed, DispatchCase, SuggestDispatch, CatalogueProposalStore, CatalogueProposalsListener,
    CatalogueDispatchRules,
    { provide: DispatchRules, useExisting: CatalogueDispatchRules },
    { provide: DispatchPlanner, useExisting: InMemoryDispatchPlanner },
    { provide: DispatchPlanNames, useExisting: InMemoryDispatchPlanner },
  ],
  exports: [DispatchRules, DispatchPlanner, DispatchPlanNames, DispatchSeed, DispatchCase],
})
export class DispatchModule {}
