export * from './taxonomy.module.js'
export * from './taxonomy.seed.js'
export * from './persistence/category-tree-provider.js'
