export * from './supervision.module.js'
export { FireOrderDeadlines } from './use-cases/fire-order-deadlines.use-case.js'
