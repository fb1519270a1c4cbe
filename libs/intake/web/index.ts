/** Pages of this context, each its own chunk. */
export const intakePages = {
  Intake: () => import('./intake-page.js'),
} as const
