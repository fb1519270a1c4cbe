export { SuggestionModule } from './suggestion.module.js'
export { InMemoryCategorySuggester } from './in-memory-category-suggester.js'
