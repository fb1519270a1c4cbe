import { Module } from '@nestjs/common'
import { CitizenTasks } from './citizen-tasks.js'
import { CitizenAccessController } from './http/citizen-access.controller.js'
import { CitizenCaseController } from './http/citizen-case.controller.js'
import { CitizenMessagesListener, ListenerEdge } from './messages/citizen-messages.listener.js'
import { MessageSender } from './messages/message-sender.js'
import { AccessStore } from './persistence/access.store.js'
import { MessageStore } from './persistence/message.store.js'
import { RequestLimit } from './request-limit.js'
import { ActAsCitizen } from './use-cases/act-as-citizen.use-case.js'
import { IssueCode, IssueEdge } from './use-cases/issue-code.use-case.js'
import { OpenSession } from './use-cases/open-session.use-case.js'
import { ReadCitizenCase } from './use-cases/read-citizen-case.use-case.js'

/** Needs the ports of case (CaseCommands, CaseLookup, CaseTracking) and of intake (CaseCallers, CallerDirectory), OrgDirectory, MessageChannel (from notification), and CitizenRatings if there is one. */
@Module({
  controllers: [CitizenAccessController, CitizenCaseController],
  providers: [
    AccessStore, MessageStore, RequestLimit, IssueEdge, IssueCode, OpenSession, ReadCitizenCase, ActAsCitizen, MessageSender, ListenerEdge, CitizenMessagesListener, CitizenTasks,
  ],
  exports: [MessageSender],
})
export class CitizenModule {}
