/** Pages of this context, each loaded when it is first opened. */
export const supervisionPages = {
  Ledger: () => import('./ledger-page.js'),
  Order: () => import('./order-page.js'),
}
/** Panels other pages take in, each with its own chunk. */
export const supervisionPanels = {
  CaseOrders: () => import('./case-supervision.js').then(({ CaseSupervision }) => ({ default: CaseSupervision })),
  /** Issues an order on 1 to 100 cases: `caseIds`, `onDone(said)`, `onCancel()`. */
  IssueOrder: () => import('./issue-order-panel.js').then(({ IssueOrderPanel }) => ({ default: IssueOrderPanel })),
}
export type { IssueOrderPanelProps } from './issue-order-panel.js'
