export * from './suggestion.schema.js'
export * from './category-suggester.js'
export * from './suggestion-endpoints.js'
