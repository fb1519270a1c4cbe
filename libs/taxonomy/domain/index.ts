export * from './category-snapshot.js'
