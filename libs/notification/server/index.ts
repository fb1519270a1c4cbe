export * from './notification.module.js'
export { DailyDigest } from './sending/daily-digest.js'
export { DeliverySender } from './sending/delivery-sender.js'
