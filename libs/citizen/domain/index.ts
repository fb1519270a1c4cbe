export * from './access.policy.js'
export * from './message-retry.js'
export * from './message-texts.js'
export * from './citizen-steps.js'
