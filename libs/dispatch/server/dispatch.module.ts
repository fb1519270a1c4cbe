import { Global, Module } from '@nestjs/common'
import { DispatchPlanNames } from '../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../contract/dispatch-planner.js'
import { DispatchRules } from '@tongban/case/contract'
import { CATALOGUE_CONTROLLERS, CATALOGUE_PROVIDERS } from './catalogue/index.js'
import { CatalogueDispatchRules } from './catalogue-dispatch-rules.js'
import { DispatchSeed } from './dispatch.seed.js'
import { DispatchController } from './http/dispatch.controller.js'
import { InMemoryDispatchPlanner } from './in-memory-dispatch-planner.js'
import { DryRunController } from './dry-run/dry-run.controller.js'
import { ThresholdController } from './dry-run/threshold.controller.js'
import { DRY_RUN_PROVIDERS } from './dry-run/dry-run-providers.js'
import { ProposalController } from './proposals/proposal.controller.js'
import { PROPOSAL_PROVIDERS } from './proposals/proposal-providers.js'
import { BenchSettingStore } from './pool/bench-setting.store.js'
import { BenchSettings } from './pool/bench-settings.use-case.js'
import { ClaimEdge } from './pool/claim-edge.js'
import { ClaimStore } from './pool/claim.store.js'
import { ClaimsGuard } from './pool/claims.guard.js'
import { EndedSessionListener } from './pool/ended-session.listener.js'
import { ExplainPoolCase } from './pool/explain-pool-case.use-case.js'
import { HoldCase } from './pool/hold-case.use-case.js'
import { HolderNames } from './pool/holder-names.js'
import { PoolController } from './pool/pool.controller.js'
import { PoolReadModel } from './pool/pool.read-model.js'
import { PoolViews } from './pool/pool-views.js'
import { SuggestDispatch } from './use-cases/suggest-dispatch.use-case.js'
import { ClarifyCase } from './use-cases/clarify-case.use-case.js'
import { DispatchCase } from './use-cases/dispatch-case.use-case.js'

@Global()
@Module({
  controllers: [DispatchController, PoolController, ProposalController, DryRunController, ThresholdController, ...CATALOGUE_CONTROLLERS],
  providers: [
    InMemoryDispatchPlanner, DispatchSeed, DispatchCase, SuggestDispatch, ...PROPOSAL_PROVIDERS, ...DRY_RUN_PROVIDERS,
    CatalogueDispatchRules, ...CATALOGUE_PROVIDERS,
    BenchSettings, BenchSettingStore, ClarifyCase, ClaimEdge, ClaimStore, ClaimsGuard, EndedSessionListener, ExplainPoolCase, HoldCase, HolderNames, PoolReadModel, PoolViews,
    { provide: DispatchRules, useExisting: CatalogueDispatchRules },
    { provide: DispatchPlanner, useExisting: InMemoryDispatchPlanner },
    { provide: DispatchPlanNames, useExisting: InMemoryDispatchPlanner },
  ],
  exports: [DispatchRules, DispatchPlanner, DispatchPlanNames, DispatchSeed, DispatchCase],
})
export class DispatchModule {}
