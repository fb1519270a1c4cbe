export * from './place.schema.js'
export * from './place-resolver.js'
export * from './place-endpoints.js'
