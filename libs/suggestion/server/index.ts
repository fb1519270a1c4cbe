export { SuggestionModule } from './suggestion.module.js'
export { SuggestionSeed } from './suggestion.seed.js'
export { InMemoryCategorySuggester } from './in-memory-category-suggester.js'
export { RunTrainings } from './training/run-trainings.js'
