import { Global, Module } from '@nestjs/common'
import { CallerHashes } from '@tongban/duplicate/contract'
import { CallerDirectory, CallerNames, CaseCallers } from '../contract/ports.js'
import { CallerController } from './http/caller.controller.js'
import { DuplicatesController } from './http/duplicates.controller.js'
import { FilingController } from './http/intake.controller.js'
import { SplitCaseListener } from './listeners/split-case.listener.js'
import { CallerStore } from './persistence/caller.store.js'
import { CallerHistory } from './use-cases/caller-history.use-case.js'
import { CallerViews } from './use-cases/caller-views.use-case.js'
import { FileCase, FilingEdge } from './use-cases/file-case.use-case.js'
import { JoinCase } from './use-cases/join-case.use-case.js'
import { MayFollow } from './use-cases/may-follow.js'
import { PlanFiling } from './use-cases/plan-filing.js'
import { RevealCaller } from './use-cases/reveal-caller.use-case.js'

@Global()
@Module({
  controllers: [FilingController, DuplicatesController, CallerController],
  providers: [
    CallerStore, { provide: CallerNames, useExisting: CallerStore }, { provide: CallerDirectory, useExisting: CallerStore }, { provide: CaseCallers, useExisting: CallerStore }, { provide: CallerHashes, useExisting: CallerStore },
    PlanFiling, FilingEdge, FileCase, MayFollow, JoinCase, RevealCaller, CallerHistory, CallerViews, SplitCaseListener,
  ],
  exports: [CallerDirectory, CallerNames, CaseCallers, CallerHashes, FileCase, CallerStore],
})
export class IntakeModule {}
