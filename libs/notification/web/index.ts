/** Pages of this context, each loaded when it is first opened. */
export const notificationPages = {
  Inbox: () => import('./inbox-page.js'),
  DeliveryLog: () => import('./delivery-log-page.js'),
  Rules: () => import('./rules-page.js'),
}
export { InboxBell } from './inbox-bell.js'
