/** Pages of this context, each loaded when it is first opened. */
export const dutyPages = { Duty: () => import('./duty-page.js') }
