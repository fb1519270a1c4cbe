import type { AllowedAction } from '../../contract/index.js'

/** What a handling unit does with an assignment, in order; these go through the outbox of unsent work. */
export const HANDLING_STEPS = ['sign', 'contact', 'reply'] as const
export type HandlingStep = (typeof HANDLING_STEPS)[number]

/** The steps of an assignment, in order. A unit that was whistled for arrives before anything else; assists answer the lead, the lead answers the citizen. */
const STEPS = ['sign', 'contact', 'answer_lead', 'reply'] as const
const isStep = (action: string): boolean => action === 'arrive' || (STEPS as readonly string[]).includes(action)

/**
 * The one action a card offers as its big button: the furthest step the server allows now. Contact may be logged again after the first
 * time, so a reply that is possible goes before another contact; whoever still has to arrive does that first. With none allowed: the first
 * that says why, or null when none is offered.
 */
export function nextActionOf(actions: readonly AllowedAction[], assignmentId: string): AllowedAction | null {
  const own = actions.filter((item) => item.assignmentId === assignmentId && isStep(item.action))
  const enabled = STEPS.map((step) => own.find((item) => item.action === step && item.enabled)).filter((item) => item !== undefined)
  const arrive = own.find((item) => item.action === 'arrive' && item.enabled)
  if (arrive !== undefined && enabled[0]?.action !== 'sign') return arrive
  // a signing or an arrival that is off has been done: no reason to wait for
  return enabled.at(-1) ?? own.find((item) => item.action !== 'sign' && item.action !== 'arrive' && item.why !== null) ?? null
}
