/** Pages of this context, each its own chunk. */
export const duplicatePages = {
  Settings: () => import('./settings/duplicate-settings-page.js'),
} as const
