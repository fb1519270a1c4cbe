export * from './citizen-words.js'
export * from './citizen-endpoints.js'
export * from './refusals.js'
export * from './ports.js'
