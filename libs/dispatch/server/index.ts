export * from './dispatch.module.js'
export * from './dispatch.seed.js'
export { DispatchCase } from './use-cases/dispatch-case.use-case.js'
