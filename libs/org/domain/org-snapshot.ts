import type { DivisionCode, UnitId } from '@tongban/kernel/core'
import { OrgDirectory, type Division, type FunctionCode, type Unit, type UnitKind } from '@tongban/org/contract'

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const functionKey = (kind: UnitKind, functionCode: FunctionCode, code: DivisionCode): string => `${kind} ${functionCode} ${code}`

function appendTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/**
 * The directory built once from plain rows and never changed; a new reading of the tables makes a new snapshot.
 * Rows that contradict each other (a twin, an orphan, a second township unit) are a broken load and throw.
 */
export class OrgSnapshot extends OrgDirectory {
  private readonly divisions: readonly Division[]
  private readonly units: readonly Unit[]
  private readonly divisionByCode = new Map<DivisionCode, Division>()
  private readonly children = new Map<DivisionCode, Division[]>()
  private readonly unitById = new Map<UnitId, Unit>()
  private readonly unitsByDivision = new Map<DivisionCode, Unit[]>()
  private readonly townshipUnits = new Map<DivisionCode, Unit>()
  private readonly coordinators = new Map<DivisionCode, Unit>()
  private readonly unitsByFunction = new Map<string, Unit>()
  private readonly city: Division

  constructor(divisions: readonly Division[], units: readonly Unit[]) {
    super()
    this.divisions = [...divisions].sort(byCode)
    this.units = [...units].sort(byId)
    this.city = this.indexDivisions()
    this.indexUnits()
  }

  division(code: DivisionCode): Division | null {
    return this.divisionByCode.get(code) ?? null
  }

  childrenOf(code: DivisionCode): readonly Division[] {
    return this.children.get(code) ?? []
  }

  pathOf(code: DivisionCode): readonly Division[] {
    const path: Division[] = []
    let at = this.division(code)
    while (at) {
      path.unshift(at)
      at = at.parentCode === null ? null : this.division(at.parentCode)
    }
    return path
  }

  countyOf(code: DivisionCode): Division | null {
    return this.pathOf(code).find((division) => division.level === 'county') ?? null
  }

  townshipOf(code: DivisionCode): Division | null {
    return this.pathOf(code).find((division) => division.level === 'township') ?? null
  }

  allDivisions(): readonly Division[] {
    return this.divisions
  }

  unit(id: UnitId): Unit | null {
    return this.unitById.get(id) ?? null
  }

  unitsOf(code: DivisionCode): readonly Unit[] {
    return this.unitsByDivision.get(code) ?? []
  }

  townshipUnit(code: DivisionCode): Unit | null {
    const township = this.townshipOf(code)
    return township ? (this.townshipUnits.get(township.code) ?? null) : null
  }

  coordinatorOf(code: DivisionCode): Unit | null {
    const county = this.countyOf(code)
    return county ? (this.coordinators.get(county.code) ?? null) : null
  }

  unitByFunction(kind: UnitKind, functionCode: FunctionCode, countyCode: DivisionCode | null): Unit | null {
    const own = this.unitsByFunction.get(functionKey(kind, functionCode, countyCode ?? this.city.code))
    if (own) return own
    if (kind !== 'enterprise' || countyCode === null || !this.divisionByCode.has(countyCode)) return null
    return this.unitsByFunction.get(functionKey(kind, functionCode, this.city.code)) ?? null
  }

  allUnits(): readonly Unit[] {
    return this.units
  }

  private indexDivisions(): Division {
    for (const division of this.divisions) {
      if (this.divisionByCode.has(division.code)) throw new Error(`Division ${division.code} appears twice`)
      this.divisionByCode.set(division.code, division)
    }
    for (const division of this.divisions) {
      if (division.parentCode === null) continue
      const parent = this.divisionByCode.get(division.parentCode)
      if (!parent) throw new Error(`Division ${division.code} has an unknown parent ${division.parentCode}`)
      if (!isStepDown(parent, division)) throw new Error(`Division ${division.code} (${division.level}) cannot lie in a ${parent.level}`)
      appendTo(this.children, parent.code, division)
    }
    const roots = this.divisions.filter((division) => division.parentCode === null)
    const [city] = roots
    if (!city || roots.length > 1 || city.level !== 'city') {
      throw new Error(`A directory has exactly one city at its top, found ${roots.length} tops`)
    }
    return city
  }

  private indexUnits(): void {
    for (const unit of this.units) {
      if (this.unitById.has(unit.id)) throw new Error(`Unit ${unit.id} appears twice`)
      if (!this.divisionByCode.has(unit.divisionCode)) {
        throw new Error(`Unit ${unit.id} answers for an unknown division ${unit.divisionCode}`)
      }
      this.unitById.set(unit.id, unit)
      appendTo(this.unitsByDivision, unit.divisionCode, unit)
      if (unit.kind === 'township') this.claim(this.townshipUnits, unit.divisionCode, unit)
      if (unit.kind === 'county_coordinator') this.claim(this.coordinators, unit.divisionCode, unit)
      if (unit.functionCode !== null) this.claim(this.unitsByFunction, functionKey(unit.kind, unit.functionCode, unit.divisionCode), unit)
    }
    for (const unit of this.units) {
      if (unit.parentId !== null && !this.unitById.has(unit.parentId)) {
        throw new Error(`Unit ${unit.id} has an unknown parent ${unit.parentId}`)
      }
    }
  }

  private claim<K>(owners: Map<K, Unit>, key: K, unit: Unit): void {
    const other = owners.get(key)
    if (other) throw new Error(`Units ${other.id} and ${unit.id} answer for the same thing`)
    owners.set(key, unit)
  }
}

const STEP_DOWN: Readonly<Record<Division['level'], Division['level'] | null>> = {
  city: 'county',
  county: 'township',
  township: 'village',
  village: null,
}

const isStepDown = (parent: Division, child: Division): boolean => STEP_DOWN[parent.level] === child.level
