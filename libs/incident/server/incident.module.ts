import { Module } from '@nestjs/common'
import { DutyLines } from './duty-lines.js'
import { BulletinController } from './http/bulletin.controller.js'
import { CallPreviews } from './http/call-previews.js'
import { IncidentActsController } from './http/incident-acts.controller.js'
import { IncidentController } from './http/incident.controller.js'
import { IncidentViews } from './http/incident-views.js'
import { OpenIncidentController } from './http/open-incident.controller.js'
import { IncidentBeat } from './incident-beat.js'
import { IncidentJournal } from './incident-journal.js'
import { BulletinReadModel } from './persistence/bulletin.read-model.js'
import { CallStore } from './persistence/call.store.js'
import { IncidentReadModel } from './persistence/incident.read-model.js'
import { IncidentStore } from './persistence/incident.store.js'
import { MembershipStore } from './persistence/membership.store.js'
import { Acknowledge } from './use-cases/acknowledge.use-case.js'
import { ActOnIncident } from './use-cases/act-on-incident.use-case.js'
import { CaseJoining } from './use-cases/case-joining.js'
import { ChangeCases } from './use-cases/change-cases.use-case.js'
import { IncidentDesk } from './use-cases/incident-desk.js'
import { KeepCalling } from './use-cases/keep-calling.use-case.js'
import { OpenIncident } from './use-cases/open-incident.use-case.js'
import { TellCases, TellCasesEdge } from './use-cases/tell-cases.use-case.js'

/** Needs the ports of case, duty (DutyContacts), org, access and audit. */
@Module({
  // the bulletin first: its path is one of those that would name an incident
  controllers: [BulletinController, OpenIncidentController, IncidentController, IncidentActsController],
  providers: [
    IncidentStore, CallStore, MembershipStore, IncidentReadModel, BulletinReadModel, IncidentJournal, IncidentDesk, IncidentViews, CallPreviews, DutyLines,
    CaseJoining, OpenIncident, ActOnIncident, ChangeCases, Acknowledge, KeepCalling, TellCasesEdge, TellCases, IncidentBeat,
  ],
  exports: [OpenIncident, KeepCalling, TellCases],
})
export class IncidentModule {}
