export * from './duplicate-endpoints.js'
export * from './duplicate-settings.schema.js'
export * from './ports.js'
