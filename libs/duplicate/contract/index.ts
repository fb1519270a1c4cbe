export * from './duplicate-endpoints.js'
