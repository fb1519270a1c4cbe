export * from './callback-endpoints.js'
export * from './refusals.js'
export * from './ports.js'
