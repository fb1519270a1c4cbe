/** Pages of this context, each its own chunk. */
export const intakePages = {
  Intake: () => import('./intake-page.js'),
} as const

/** Panels that pages of other contexts leave a place for; the console hands them in. */
export const intakePanels = {
  /** `{ caseId }` */
  Caller: () => import('./caller/caller-panel.js').then(({ CallerPanel }) => ({ default: CallerPanel })),
  /** `{ caseId }` */
  Call: () => import('./caller/call-caller.js').then(({ CallCaller }) => ({ default: CallCaller })),
  /** `{ caseId, phoneMasked }` */
  Dial: () => import('./caller/dial-number.js').then(({ DialNumber }) => ({ default: DialNumber })),
} as const
