import { Global, Module } from '@nestjs/common'
import { CaseCommands, CaseCommitParticipants, CaseListViews, CaseLookup, type CaseCommitParticipant } from '../contract/ports.js'
import { AttachmentController } from './http/attachment.controller.js'
import { CaseController } from './http/case.controller.js'
import { CaseViewMapper } from './http/case-view.mapper.js'
import { commandController } from './http/command.controller.js'
import { AttachmentStore } from './persistence/attachment.store.js'
import { CaseDetailReadModel } from './persistence/case-detail.read-model.js'
import { CaseListReadModel } from './persistence/case-list.read-model.js'
import { CaseStore } from './persistence/case.store.js'
import { InboxReadModel } from './persistence/inbox.read-model.js'
import { RunCaseCommand, RunEdge } from './use-cases/run-case-command.use-case.js'

const participants = {
  provide: CaseCommitParticipants,
  useFactory: (store: CaseStore): CaseCommitParticipants => ({ register: (participant: CaseCommitParticipant) => store.register(participant) }),
  inject: [CaseStore],
}

/** Global: other contexts inject the ports of the contract (CaseCommands, CaseLookup, CaseCommitParticipants) and the list view. */
@Global()
@Module({
  controllers: [CaseController, commandController(), AttachmentController],
  providers: [
    CaseStore, AttachmentStore, CaseDetailReadModel, CaseListReadModel, InboxReadModel, CaseViewMapper, RunEdge, RunCaseCommand,
    { provide: CaseCommands, useExisting: RunCaseCommand },
    { provide: CaseLookup, useExisting: CaseListReadModel },
    { provide: CaseListViews, useExisting: CaseViewMapper },
    participants,
  ],
  exports: [CaseCommands, CaseLookup, CaseListViews, CaseCommitParticipants, CaseStore],
})
export class CaseModule {}
