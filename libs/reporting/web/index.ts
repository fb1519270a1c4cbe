/** Pages of this context, each loaded when it is first opened. */
export const reportingPages = {
  Board: () => import('./board-page.js'),
  Measures: () => import('./measures-page.js'),
  DispatchQuality: () => import('./dispatch-quality-page.js'),
}
