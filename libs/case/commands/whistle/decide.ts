import { HOUR_MS, ok, plus, refuse } from '@tongban/kernel/core'
import { joinRefusal, joining, withJoined } from '../../domain/co-handling.js'
import type { Decider, Evolver, UnitFacts } from '../../domain/decider.js'
import type { whistle } from './contract.js'

/** Whom a township may summon: those with the power it lacks. Other townships are a dispatcher's matter. */
const MAY_BE_SUMMONED: readonly UnitFacts['kind'][] = ['county_department', 'city_department', 'enterprise']

export const decideWhistle: Decider<typeof whistle> = ({ state, assignment, body, facts, at, actor }) => {
  const own = facts.unit(assignment.unitId)
  if (own?.kind !== 'township') return refuse('WHISTLE_ONLY_TOWNSHIP', { unitName: own?.name ?? assignment.unitId })
  const stranger = body.unitIds.map((unitId) => facts.unit(unitId)).find((unit) => unit !== null && !MAY_BE_SUMMONED.includes(unit.kind))
  if (stranger !== undefined && stranger !== null) return refuse('WHISTLE_NOT_A_DEPARTMENT', { unitName: stranger.name })
  const forbidden = joinRefusal(state, body.unitIds, facts)
  if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  const joined = joining({
    state, role: 'whistle', unitIds: body.unitIds, facts, at, arriveDueAt: facts.limitAfter('arrive', at),
    ...(body.respondWithinHours === null ? {} : { respondBy: plus(at, body.respondWithinHours * HOUR_MS) }),
  })
  return ok([
    {
      type: 'case.whistled.v1',
      data: { byAssignmentId: assignment.id, byUnitId: assignment.unitId, ...joined, place: body.place, reason: body.reason, dispatchedBy: actor.userId },
    },
  ])
}

export const evolveWhistle: Evolver<typeof whistle> = {
  'case.whistled.v1': withJoined,
}
