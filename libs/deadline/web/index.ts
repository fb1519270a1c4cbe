export { AssignmentClocks, PromiseClock } from './clock-chips.js'
export { CaseClocks } from './case-clocks.js'
export const riskPages = { Risk: () => import('./risk/risk-page.js') }
/** Pages of this context, each loaded when it is first opened. */
export const deadlinePages = {
  Policies: () => import('./policy/policies-page.js'),
}
