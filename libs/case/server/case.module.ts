import { Global, Module } from '@nestjs/common'
import { CaseTracking } from '../contract/case-tracking.js'
import { CaseCommandGuards, CaseCommands, CaseCommitParticipants, CaseListViews, CaseLookup, CasesInPlace, type CaseCommitParticipant } from '../contract/ports.js'
import { AttachmentLinks } from './attachments/attachment-links.js'
import { AttachmentLimits, ReceiveAttachment } from './attachments/receive-attachment.use-case.js'
import { AttachmentController } from './http/attachment.controller.js'
import { CaseController } from './http/case.controller.js'
import { CaseViewMapper } from './http/case-view.mapper.js'
import { commandController } from './http/command.controller.js'
import { DisputeController } from './http/dispute.controller.js'
import { MergeController } from './http/merge.controller.js'
import { RequestController } from './http/request.controller.js'
import { ReviewSheetController } from './http/review-sheet.controller.js'
import { CaseLinksListener } from './listeners/case-links.listener.js'
import { SampledReviewListener } from './listeners/sampled-review.listener.js'
import { AttachmentStore } from './persistence/attachment.store.js'
import { CaseChangesReadModel } from './persistence/case-changes.read-model.js'
import { CaseDetailReadModel } from './persistence/case-detail.read-model.js'
import { CaseListReadModel } from './persistence/case-list.read-model.js'
import { CaseStore } from './persistence/case.store.js'
import { CaseCorpus } from '../contract/case-corpus.js'
import { CaseReadings } from '../contract/case-readings.js'
import { CaseCorpusReadModel } from './persistence/case-corpus.read-model.js'
import { CasesInPlaceReadModel } from './persistence/cases-in-place.read-model.js'
import { CaseTrackingReadModel } from './persistence/case-tracking.read-model.js'
import { DisputeReadModel } from './persistence/dispute.read-model.js'
import { InboxReadModel } from './persistence/inbox.read-model.js'
import { RequestQueueReadModel } from './persistence/request-queue.read-model.js'
import { ReviewFactsReadModel } from './persistence/review-facts.read-model.js'
import { SharedCaseReadings } from './persistence/shared-case-readings.js'
import { ShelvingLedgerReadModel } from './persistence/shelving-ledger.read-model.js'
import { CommandFacts } from './use-cases/command-facts.js'
import { CommandGuards } from './use-cases/command-guards.js'
import { MergeCase } from './use-cases/merge-case.use-case.js'
import { RunCaseCommand, RunEdge } from './use-cases/run-case-command.use-case.js'

const participants = {
  provide: CaseCommitParticipants,
  useFactory: (store: CaseStore): CaseCommitParticipants => ({ register: (participant: CaseCommitParticipant) => store.register(participant) }),
  inject: [CaseStore],
}

/** Global: other contexts inject the ports of the contract (CaseCommands, CaseLookup, CaseCommitParticipants) and the list view. */
@Global()
@Module({
  controllers: [CaseController, MergeController, commandController(), DisputeController, RequestController, ReviewSheetController, AttachmentController],
  providers: [
    AttachmentLinks, ReceiveAttachment, CaseChangesReadModel, { provide: AttachmentLimits, useFactory: () => new AttachmentLimits() },
    CaseStore, AttachmentStore, CaseDetailReadModel, CaseListReadModel, InboxReadModel, DisputeReadModel, RequestQueueReadModel, ShelvingLedgerReadModel, CaseViewMapper, RunEdge, CommandFacts, RunCaseCommand,
    CommandGuards,
    { provide: CaseCommandGuards, useExisting: CommandGuards },
    { provide: CaseCommands, useExisting: RunCaseCommand },
    { provide: CaseLookup, useExisting: CaseListReadModel },
    { provide: CaseListViews, useExisting: CaseViewMapper },
    { provide: CasesInPlace, useClass: CasesInPlaceReadModel },
    { provide: CaseCorpus, useClass: CaseCorpusReadModel },
    { provide: CaseReadings, useClass: SharedCaseReadings },
    { provide: CaseTracking, useClass: CaseTrackingReadModel },
    MergeCase, CaseLinksListener, ReviewFactsReadModel, SampledReviewListener,
    participants,
  ],
  exports: [CaseCommands, CaseLookup, CasesInPlace, CaseCorpus, CaseReadings, CaseTracking, CaseListViews, CaseCommitParticipants, CaseCommandGuards, CaseStore],
})
export class CaseModule {}
