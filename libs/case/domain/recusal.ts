import type { CaseState } from './case-state.js'
import type { DecideFacts, UnitFacts } from './decider.js'
import { mayHandle } from './may-handle.js'

/** The nearest unit above that is not what the case is about itself; null when there is none. */
export function unrecusedSuperior(state: CaseState, unitId: string, facts: DecideFacts): UnitFacts | null {
  const seen = new Set([unitId])
  for (let above = facts.unit(unitId)?.superiorId ?? null; above !== null && !seen.has(above); ) {
    const unit = facts.unit(above)
    if (unit === null) return null
    if (!state.subjectUnitIds.includes(above) && mayHandle(unit)) return unit
    seen.add(above)
    above = unit.superiorId
  }
  return null
}
