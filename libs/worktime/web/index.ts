/** Pages of this context, each its own chunk. */
export const worktimePages = {
  Calendar: () => import('./calendar-page.js'),
} as const
