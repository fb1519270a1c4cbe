export * from './callback.module.js'
export { CallbackTaskStore } from './persistence/callback-task.store.js'
export { RecordAttempt } from './use-cases/record-attempt.use-case.js'
