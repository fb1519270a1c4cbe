import type { OrgDirectory, Unit } from '@tongban/org/contract'
import { idOf } from '@tongban/kernel/core'

export type AddresseeQuestion = {
  /** Whose duty it is; null where it is no unit's (dispatching, ruling, reviewing). */
  readonly unitId: string | null
  readonly countyCode: string | null
  /** Never addressed: units the case is about, and who must not answer for itself. */
  readonly passedOver: readonly string[]
}

/**
 * Who has to answer an order. The unit whose duty it is; where it is nobody's, or the matter is about that unit: who stands above it, then the county's
 * coordinator, then the hotline centre, then discipline inspection. Null when all of them are passed over.
 */
export function addresseeOf(org: OrgDirectory, { unitId, countyCode, passedOver }: AddresseeQuestion): Unit | null {
  const byKind = (kind: Unit['kind']): Unit | null => org.allUnits().find((unit) => unit.kind === kind && unit.level === 'city') ?? null
  const coordinator = countyCode === null ? null : org.coordinatorOf(idOf(countyCode))
  const candidates = [...upwardsFrom(org, unitId), coordinator, byKind('hotline_centre'), byKind('discipline_inspection')]
  return candidates.find((unit) => unit !== null && !passedOver.includes(unit.id)) ?? null
}

function upwardsFrom(org: OrgDirectory, unitId: string | null): Unit[] {
  const chain: Unit[] = []
  for (let id = unitId; id !== null; ) {
    const unit = org.unit(idOf(id))
    if (unit === null || chain.includes(unit)) return chain
    chain.push(unit)
    id = unit.parentId
  }
  return chain
}

/** Who joins in by rule (domain practice of the city): discipline inspection, the staffing office, justice; never who is addressed or recused. */
export function defaultJointParties(org: OrgDirectory, addresseeId: string, recusedUnitIds: readonly string[]): string[] {
  const parties = [
    org.allUnits().find((unit) => unit.kind === 'discipline_inspection' && unit.level === 'city') ?? null,
    org.unitByFunction('city_department', 'institutional_staffing', null),
    org.unitByFunction('city_department', 'justice', null),
  ]
  return parties.flatMap((unit) => (unit === null || unit.id === addresseeId || recusedUnitIds.includes(unit.id) ? [] : [String(unit.id)]))
}
