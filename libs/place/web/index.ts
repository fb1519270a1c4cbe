/** Pages of this context, each its own chunk. */
export const placePages = {
  Gazetteer: () => import('./gazetteer-page.js'),
} as const
