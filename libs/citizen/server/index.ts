export * from './citizen.module.js'
export { MessageSender } from './messages/message-sender.js'
