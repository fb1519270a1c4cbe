export * from './deadline.module.js'
export * from './deadline.seed.js'
