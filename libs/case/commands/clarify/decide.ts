import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { clarify } from './contract.js'

export const decideClarify: Decider<typeof clarify> = ({ state, body, actor }) => {
  const { categoryCode, divisionCode } = state
  const category = body.category?.code === categoryCode ? null : body.category
  const place = body.place?.code === divisionCode ? null : body.place
  if (category === null && place === null) return refuse('NOTHING_CLARIFIED')
  return ok([{ type: 'case.clarified.v1', data: { category, place, from: { categoryCode, divisionCode }, clarifiedBy: actor.userId } }])
}

export const evolveClarify: Evolver<typeof clarify> = {
  'case.clarified.v1': (state, { category, place }) => ({
    ...state,
    ...(category === null ? {} : { categoryCode: category.code, evidenceRequired: category.evidenceRequired }),
    ...(place === null ? {} : { divisionCode: place.code, countyCode: place.countyCode, townshipCode: place.townshipCode }),
  }),
}
