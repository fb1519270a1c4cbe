/** Pages of this context, each its own chunk. */
export const accessPages = {
  SignIn: () => import('./sign-in-page.js'),
} as const
