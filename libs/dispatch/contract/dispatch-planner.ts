import type { DispatchPlan, DispatchPlanRequest } from './dispatch-plan.schema.js'

/** Finds who should act. The catalogue is in memory: synchronous, no round trip, made to be asked on every keystroke. */
export abstract class DispatchPlanner {
  abstract plan(request: DispatchPlanRequest): DispatchPlan
}
