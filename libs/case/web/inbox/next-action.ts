import type { AllowedAction } from '../../contract/index.js'

/** What a handling unit does with an assignment, in order. */
export const HANDLING_STEPS = ['sign', 'contact', 'reply'] as const
export type HandlingStep = (typeof HANDLING_STEPS)[number]

const isStep = (action: string): action is HandlingStep => (HANDLING_STEPS as readonly string[]).includes(action)

/**
 * The one action a card offers as its big button: the furthest step the server allows now. Contact may be logged again after the first
 * time, so a reply that is possible goes before another contact. With none allowed: the first that says why, or null when none is offered.
 */
export function nextActionOf(actions: readonly AllowedAction[], assignmentId: string): AllowedAction | null {
  const own = actions.filter((item) => item.assignmentId === assignmentId && isStep(item.action))
  const enabled = HANDLING_STEPS.map((step) => own.find((item) => item.action === step && item.enabled)).filter(
    (item) => item !== undefined,
  )
  // a signing that is off has been done: no reason to wait for
  return enabled.at(-1) ?? own.find((item) => item.action !== 'sign' && item.why !== null) ?? null
}
