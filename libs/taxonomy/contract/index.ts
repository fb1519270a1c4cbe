export * from './category.schema.js'
export * from './category-tree.js'
export * from './taxonomy-endpoints.js'
export * from './refusals.js'
