import type { DispatchPlan } from './dispatch-plan.schema.js'
import type { NamedPlan } from './dispatch-endpoints.js'

/** Puts names to a plan's unit ids. No round trip. */
export abstract class DispatchPlanNames {
  abstract named(plan: DispatchPlan): NamedPlan
}
