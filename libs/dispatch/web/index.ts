/** Pages of this context, each its own chunk. */
export const dispatchPages = {
  Pool: () => import('./pool-page.js'),
  Catalogue: () => import('./catalogue/catalogue-page.js'),
  Proposals: () => import('./proposals/proposals-page.js'),
  DryRuns: () => import('./dry-run/dry-runs-page.js'),
  Settings: () => import('./settings/dispatch-settings-page.js'),
} as const
