export * from './case.module.js'
export { CaseStore, inScope } from './persistence/case.store.js'
export { AttachmentStore } from './persistence/attachment.store.js'
export { RunCaseCommand } from './use-cases/run-case-command.use-case.js'
