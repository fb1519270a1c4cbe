export * from './account.js'
export * from './principal.builder.js'
export * from './check-roles.js'
export * from './session.policy.js'
