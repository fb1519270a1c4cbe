/** Pages of this context, each loaded when it is first opened. */
export const casePages = {
  CaseList: () => import('./list/case-list-page.js'),
  CasePage: () => import('./case/case-page.js'),
  Inbox: () => import('./inbox/inbox-page.js'),
  ReviewQueue: () => import('./review/review-queue-page.js'),
}
export { CasePageSlotsProvider, type CasePageSlots } from './case/case-page-slots.js'
export { UnsentWorkProvider } from './work/unsent-work-provider.js'
