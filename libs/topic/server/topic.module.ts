import { Module } from '@nestjs/common'
import { AlertController } from './http/alert.controller.js'
import { TaskController } from './http/task.controller.js'
import { TopicController } from './http/topic.controller.js'
import { TopicCaseViews, TopicViews } from './http/topic-views.js'
import { WarningSettingsController } from './http/warning-settings.controller.js'
import { AssignCasesListener } from './listeners/assign-cases.listener.js'
import { TopicRecusalsListener } from './listeners/recusals.listener.js'
import { AlertStore } from './persistence/alert.store.js'
import { RecusalStore } from './persistence/recusal.store.js'
import { RunStore } from './persistence/run.store.js'
import { TopicReadModel } from './persistence/topic.read-model.js'
import { TopicStore } from './persistence/topic.store.js'
import { WarningSettingsStore } from './persistence/warning-settings.store.js'
import { TopicBeat } from './topic-beat.js'
import { TopicJournal } from './topic-journal.js'
import { TopicPlaces } from './topic-places.js'
import { ActOnAlert } from './use-cases/act-on-alert.use-case.js'
import { ActOnTask } from './use-cases/act-on-task.use-case.js'
import { ChangeWarningSettings } from './use-cases/change-warning-settings.use-case.js'
import { CaseWindows } from './use-cases/case-window.js'
import { ClusterWindow, TopicSurroundings } from './use-cases/cluster-window.use-case.js'
import { FireWarnings } from './use-cases/fire-warnings.use-case.js'
import { GrowTopics } from './use-cases/grow-topics.js'
import { OpenTopics } from './use-cases/open-topics.js'
import { RaiseAlerts } from './use-cases/raise-alerts.use-case.js'
import { TopicDesk } from './use-cases/topic-desk.js'

/** Needs CaseCorpus, CaseLookup, CasesInPlace, CaseListViews, OrgDirectory, CategoryTree, SystemPrincipal, UserNames, AuditTrail. */
@Module({
  // Alerts, tasks and settings first: they are no topic's id.
  controllers: [AlertController, TaskController, WarningSettingsController, TopicController],
  providers: [
    TopicStore, RunStore, AlertStore, RecusalStore, TopicReadModel, TopicSurroundings, TopicJournal, TopicPlaces, TopicCaseViews, TopicViews, TopicDesk, CaseWindows, OpenTopics, GrowTopics, ClusterWindow, RaiseAlerts, FireWarnings,
    ActOnAlert, ActOnTask, ChangeWarningSettings, WarningSettingsStore, AssignCasesListener, TopicRecusalsListener, TopicBeat,
  ],
  exports: [TopicBeat],
})
export class TopicModule {}
