export * from './topic-endpoints.js'
