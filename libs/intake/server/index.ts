export * from './intake.module.js'
export { FileCase, type FileCaseInput, type Filed } from './use-cases/file-case.use-case.js'
export { CallerStore } from './persistence/caller.store.js'
