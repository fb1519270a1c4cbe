/** What planning needs of the division tree and the units; the organisation context's directory fits as it is. */
export type DivisionFacts = { readonly code: string; readonly level: 'city' | 'county' | 'township' | 'village'; readonly name: string }
/** `functionCode` is null for units that answer for a place. `divisionCode`: where it answers. */
export type UnitFacts = { readonly id: string; readonly name: string; readonly kind: string; readonly functionCode: string | null; readonly divisionCode: string }

// Methods, not function members: the directory's branded ids must stay assignable.
export type OrgLookups = {
  division(code: string): DivisionFacts | null
  /** From the city down to the division itself; empty when unknown. */
  pathOf(code: string): readonly DivisionFacts[]
  countyOf(code: string): DivisionFacts | null
  townshipOf(code: string): DivisionFacts | null
  townshipUnit(code: string): UnitFacts | null
  coordinatorOf(code: string): UnitFacts | null
  unit(id: string): UnitFacts | null
  unitByFunction(kind: string, functionCode: string, countyCode: string | null): UnitFacts | null
}

/** 科尔沁左翼后旗›甘旗卡镇: the path without the city, which everybody knows. */
export function placeNameOf(org: OrgLookups, code: string): string {
  const path = org.pathOf(code)
  const below = path.filter((division) => division.level !== 'city')
  return (below.length > 0 ? below : path).map((division) => division.name).join('›')
}
