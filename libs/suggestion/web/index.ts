/** Pages of this context, each its own chunk. */
export const suggestionPages = {
  Suggestions: () => import('./suggestion-page.js'),
} as const
