export * from './audit-trail.store.js'
export * from './audit-sealer.js'
export * from './verify-audit.js'
export * from './audit.module.js'
