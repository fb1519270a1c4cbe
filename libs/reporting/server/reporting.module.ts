import { Module } from '@nestjs/common'
import { ActsReadModel } from './acts.read-model.js'
import { BoardCache } from './board-cache.js'
import { BoardReadModel } from './board.read-model.js'
import { BoardSnapshotMapper } from './board-snapshot.mapper.js'
import { CaseFactStore } from './case-fact.store.js'
import { CaseFactsListener } from './case-facts.listener.js'
import { DispatchFactStore } from './dispatch-fact.store.js'
import { DispatchFactsListener } from './dispatch-facts.listener.js'
import { DispatchQualityNames } from './dispatch-quality-names.js'
import { DispatchQualityReadModel } from './dispatch-quality.read-model.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'
import { ReportingController } from './reporting.controller.js'

/** Needs OrgDirectory, CategoryTree, CaseLookup, CaseReadings and CaseListViews. The listeners register themselves; they run where the outbox is relayed. */
@Module({
  controllers: [ReportingController],
  providers: [
    CaseFactStore, CaseFactsListener, MeasuresReadModel, MeasureCasesReadModel, ActsReadModel, BoardReadModel, BoardSnapshotMapper, BoardCache,
    DispatchFactStore, DispatchFactsListener, DispatchQualityNames, DispatchQualityReadModel,
  ],
})
export class ReportingModule {}
