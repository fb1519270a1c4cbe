export { buildCategoryLexicon, type CategoryLexicon, type LexiconCategory } from './category-lexicon.js'
export { suggestCategories } from './suggest-categories.js'
export { detectUrgency } from './detect-urgency.js'
