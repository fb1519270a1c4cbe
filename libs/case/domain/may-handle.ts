import type { UnitFacts } from './decider.js'

/** Kinds of unit that answer to citizens; the hotline, the callback provider and inspection never handle a case: they judge it. */
const HANDLING_KINDS: readonly UnitFacts['kind'][] = ['township', 'county_coordinator', 'county_department', 'city_department', 'enterprise']

export const mayHandle = (unit: UnitFacts): boolean => HANDLING_KINDS.includes(unit.kind)
