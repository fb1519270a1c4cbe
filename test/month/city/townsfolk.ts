import type { Principal, RoleId } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'
import type { Division, OrgDirectory, Unit } from '@tongban/org/contract'
import { person } from '@tongban/testing/server'
import type { Chance } from '../../../apps/worker/demo/chance.js'

/** Who and where: real units and townships of the reference data, and somebody of any role in any of them. */
export class Townsfolk {
  private readonly townships: readonly Division[]
  private readonly hotline: Unit
  private readonly callers: Unit

  constructor(private readonly org: OrgDirectory, private readonly chance: Chance) {
    this.townships = org.allDivisions().filter((division) => division.level === 'township' && org.townshipUnit(division.code) !== null)
    this.hotline = this.unitOf('hotline_centre')
    this.callers = this.unitOf('callback_provider')
  }

  centre(role: RoleId): Principal {
    return person(role, this.hotline.id)
  }

  get callbackAgent(): Principal {
    return person('callback_agent', this.callers.id)
  }

  /** `second`: another person of the same role and unit. */
  of(role: RoleId, unitId: string): Principal {
    const county = this.org.countyOf(this.org.unit(idOf(unitId))?.divisionCode ?? idOf('150500'))
    return person(role, unitId, county === null ? {} : { countyCode: county.code })
  }

  /** Where it happened, as callers say it. */
  place(): string {
    const township = this.chance.pick(this.townships)
    return `${this.org.countyOf(township.code)?.name ?? ''}${township.name.replace(/街道办事处$/, '街道')}`
  }

  /** Whom a dispatcher gives what the system could not place; `department`: what no township may do. */
  fallback(divisionCode: string | null, department: boolean): string {
    const code = divisionCode === null ? null : idOf<Division['code']>(divisionCode)
    const unit = code === null ? null : department ? this.org.coordinatorOf(code) : (this.org.townshipUnit(code) ?? this.org.coordinatorOf(code))
    return unit?.id ?? this.unitOf('city_department').id
  }

  /** Another township of the same county. */
  neighbour(unitId: string): string | null {
    const own = this.org.unit(idOf(unitId))
    const county = own === null ? null : this.org.countyOf(own.divisionCode)
    const others = this.townships.filter((item) => this.org.countyOf(item.code)?.code === county?.code).flatMap((item) => this.org.townshipUnit(item.code)?.id ?? []).filter((id) => id !== unitId)
    return others.length === 0 ? null : this.chance.pick(others)
  }

  department(unitId: string): string | null {
    const own = this.org.unit(idOf(unitId))
    const county = own === null ? null : this.org.countyOf(own.divisionCode)
    const departments = this.org.allUnits().filter((item) => item.kind === 'county_department' && item.divisionCode === county?.code && item.id !== unitId)
    return departments.length === 0 ? null : this.chance.pick(departments).id
  }

  isTownship(unitId: string): boolean {
    return this.org.unit(idOf(unitId))?.kind === 'township'
  }

  private unitOf(kind: Unit['kind']): Unit {
    const unit = this.org.allUnits().find((item) => item.kind === kind)
    if (unit === undefined) throw new Error(`No ${kind} in the reference data`)
    return unit
  }
}
