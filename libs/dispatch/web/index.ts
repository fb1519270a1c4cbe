/** Pages of this context, each its own chunk. */
export const dispatchPages = {
  Pool: () => import('./pool-page.js'),
  Proposals: () => import('./proposals/proposals-page.js'),
} as const
