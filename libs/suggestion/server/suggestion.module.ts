import { Global, Module } from '@nestjs/common'
import { CategorySuggester } from '../contract/category-suggester.js'
import { SuggestionController, TrainingController, WordingController } from './http/suggestion.controller.js'
import { SuggestionViews } from './http/suggestion-views.js'
import { InMemoryCategorySuggester } from './in-memory-category-suggester.js'
import { AcceptedLabelsListener } from './listeners/accepted-labels.listener.js'
import { LogSuggestionsListener } from './listeners/log-suggestions.listener.js'
import { CaseLabelStore } from './persistence/case-label.store.js'
import { ModelStore } from './persistence/model.store.js'
import { SuggestionLogStore } from './persistence/suggestion-log.store.js'
import { SuggestionStateStore } from './persistence/suggestion-state.store.js'
import { TrainingStore } from './persistence/training.store.js'
import { SuggestionBook } from './suggestion-book.js'
import { SuggestionFreshness } from './suggestion-freshness.js'
import { SuggestionSeed } from './suggestion.seed.js'
import { CollectExamples } from './training/collect-examples.js'
import { ModelTrainer } from './training/model-trainer.js'
import { RunTrainings, TrainingEdge, TrainingResults } from './training/run-trainings.js'
import { ChangeSuggestions, SuggestionWriting } from './use-cases/change-suggestions.use-case.js'
import { EditWordings } from './use-cases/edit-wordings.use-case.js'
import { OrderTraining } from './use-cases/order-training.use-case.js'

/** Global: whoever files or dispatches asks the CategorySuggester of the contract. Needs CaseCorpus, PlaceResolver, CategoryTree, AuditTrail, UserNames. */
@Global()
@Module({
  controllers: [SuggestionController, TrainingController, WordingController],
  providers: [
    SuggestionStateStore, ModelStore, TrainingStore, SuggestionLogStore, SuggestionBook, SuggestionFreshness, SuggestionSeed, SuggestionViews,
    SuggestionWriting, ChangeSuggestions, EditWordings, OrderTraining, CollectExamples, ModelTrainer, TrainingEdge, TrainingResults, RunTrainings, LogSuggestionsListener, CaseLabelStore, AcceptedLabelsListener,
    InMemoryCategorySuggester, { provide: CategorySuggester, useExisting: InMemoryCategorySuggester },
  ],
  exports: [CategorySuggester, InMemoryCategorySuggester, SuggestionSeed],
})
export class SuggestionModule {}
