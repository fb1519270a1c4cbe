export * from './case-title.js'
export * from './mask.js'
export * from './raise-urgency.js'
export * from './sealed.policy.js'
