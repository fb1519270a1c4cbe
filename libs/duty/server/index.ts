export * from './duty.module.js'
