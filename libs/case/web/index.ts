/** Pages of this context, each loaded when it is first opened. */
export const casePages = {
  CaseList: () => import('./list/case-list-page.js'),
  CasePage: () => import('./case/case-page.js'),
  Inbox: () => import('./inbox/inbox-page.js'),
  Disputes: () => import('./disputes/disputes-page.js'),
  Precedents: () => import('./disputes/precedents-page.js'),
  ReviewQueue: () => import('./review/review-queue-page.js'),
  RequestQueue: () => import('./requests/request-queue-page.js'),
  ShelvingLedger: () => import('./shelving/shelving-ledger-page.js'),
}
export { CasePageSlotsProvider, type CasePageSlots } from './case/case-page-slots.js'
export { UnsentWorkProvider } from './work/unsent-work-provider.js'
