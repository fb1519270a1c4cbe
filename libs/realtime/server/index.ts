export * from './realtime.module.js'
export * from './presence.module.js'
export * from './realtime-io-adapter.js'
