/** Pages of this context, each loaded when it is first opened. */
export const callbackPages = {
  CallbackQueue: () => import('./callback-queue-page.js'),
}
export { CallbackSlotsProvider, type CallbackSlots } from './callback-slots.js'
