export { AssignmentClocks, PromiseClock } from './clock-chips.js'
export { CaseClocks } from './case-clocks.js'
