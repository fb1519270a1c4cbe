export * from './incident.module.js'
export { KeepCalling } from './use-cases/keep-calling.use-case.js'
export { TellCases } from './use-cases/tell-cases.use-case.js'
