import type { Instant } from '@tongban/kernel/core'
import { COMMAND_RULES } from '../commands/deciders.js'
import type { CaseEvent } from '../contract/events.js'
import type { CaseState } from './case-state.js'

type Step = (state: CaseState, data: never, at: Instant) => CaseState

/** Each command's folder says what its events make of a case; here they are one table. */
const STEPS = new Map<string, Step>(Object.values(COMMAND_RULES).flatMap(({ evolve }) => Object.entries(evolve as Record<string, Step>)))

/** The state after an event. Total and pure: a timeline replayed through it gives the stored row (a property the tests hold). */
export function evolve(state: CaseState, event: CaseEvent, at: Instant): CaseState {
  const step = STEPS.get(event.type)
  if (!step) throw new Error(`No step for ${event.type}`)
  return step(state, event.data as never, at)
}
