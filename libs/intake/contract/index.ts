export * from './intake-endpoints.js'
export * from './refusals.js'
export * from './ports.js'
