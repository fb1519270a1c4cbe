import { DEFAULT_ROLES, type Permission, type Principal, type RoleId, type Scope } from '@tongban/access/contract'
import { idOf, type UnitId } from '@tongban/kernel/core'
import type { Division, OrgDirectory } from '@tongban/org/contract'
import type { Chance } from './chance.js'
import type { DemoAccount } from './demo-accounts.js'
import type { StaffMember, UnitStaff } from './unit-staff.js'

export type DemoTownship = {
  readonly unitId: string
  readonly code: string
  readonly countyCode: string
  readonly coordinator: string
  /** Its villages and communities, as many as there are; named as callers name them, the township before them. */
  readonly villages: readonly { readonly code: string; readonly spoken: string }[]
  readonly spoken: string
  readonly neighbours: readonly string[]
  readonly department: (functionCode: string) => string | null
}
export type DemoPlace = { readonly spoken: string; readonly rural: boolean }

const RURAL_KINDS = ['village', 'gacha', 'farm_unit']

/** 昂乃村民委员会 is called 昂乃村. */
const saidVillage = (name = ''): string => name.replace(/村(民委员会|委会)$/, '村').replace(/嘎查委员会$/, '嘎查').replace(/居民委员会$|居委会$/, '')

/** Who and where of the demo: people to act as, and places as callers say them. */
export class DemoCity {
  private readonly townships: readonly Division[]

  constructor(
    private readonly org: OrgDirectory,
    private readonly accounts: readonly (DemoAccount & { readonly userId: string })[],
    private readonly chance: Chance,
    private readonly staff: UnitStaff,
  ) {
    this.townships = org.allDivisions().filter((division) => division.level === 'township')
  }

  /** Most calls come from townships that have an account, so that whoever signs in finds work. */
  place(): DemoPlace {
    const known = this.accounts.filter((account) => account.role === 'handler').map((account) => this.org.unit(idOf(account.unitId))?.divisionCode)
    const home = this.chance.yes(0.7) ? this.townships.find((item) => item.code === this.chance.pick(known)) : undefined
    const township = home ?? this.chance.pick(this.townships)
    const county = this.org.countyOf(township.code)
    const villages = this.org.childrenOf(township.code)
    const village = villages.length > 0 && this.chance.yes(0.75) ? this.chance.pick(villages) : undefined
    const name = saidVillage(village?.name)
    const said = [this.chance.yes(0.85) ? (county?.name ?? '') : '', township.name.replace(/街道办事处$/, '街道'), name].join('')
    return { spoken: said, rural: village === undefined ? township.kind !== 'street' : RURAL_KINDS.includes(village.kind) }
  }

  /** Somebody of a role that the demo has accounts for. */
  actor(role: RoleId): Principal {
    const account = this.chance.pick(this.accounts.filter((item) => item.role === role))
    return this.principal(role, account.unitId, account, account.outsourced)
  }

  /** The demo account of this name. */
  person(userName: string): Principal {
    const account = this.accounts.find((item) => item.userName === userName)
    if (account === undefined) throw new Error(`No account ${userName}`)
    return this.principal(account.role, account.unitId, account, account.outsourced)
  }

  /** Whom the city or a county has for a function; null where there is none. */
  office(kind: 'city_department' | 'county_department' | 'enterprise', functionCode: Parameters<OrgDirectory['unitByFunction']>[1], countyCode: string | null): string | null {
    return this.org.unitByFunction(kind, functionCode, countyCode === null ? null : idOf(countyCode))?.id ?? null
  }

  /** Somebody of a role in a unit: an account of the demo, or else a person of that unit's own. */
  async member(role: RoleId, unitId: string): Promise<Principal> {
    const accounts = this.accounts.filter((item) => item.role === role && item.unitId === unitId)
    return this.principal(role, unitId, accounts.length > 0 ? this.chance.pick(accounts) : await this.staff.member(role, unitId), false)
  }

  private principal(role: RoleId, unitId: string, { userId, displayName }: StaffMember, outsourced: boolean): Principal {
    const definition = DEFAULT_ROLES.find((item) => item.id === role)
    if (!definition) throw new Error(`No role ${role}`)
    const unit = idOf<UnitId>(unitId)
    const scope: Scope = definition.reach === 'city' ? { kind: 'city', unitId: unit } : definition.reach === 'none' ? { kind: 'none' } : { kind: 'own_unit', unitId: unit }
    return { userId: idOf(userId), displayName, unitId: unit, roles: [role], permissions: new Set<Permission>(definition.permissions), scope, outsourced }
  }

  /** The unit of the n-th township that has an account, its place as callers say it, and its neighbours in the same county. */
  township(n: number): DemoTownship {
    const unitId = this.accounts.find((account) => account.userName === `township${n}`)?.unitId
    const unit = unitId === undefined ? null : this.org.unit(idOf(unitId))
    const county = unit === null ? null : this.org.countyOf(unit.divisionCode)
    if (unit === null || county === null) throw new Error(`No township ${n}`)
    const division = this.townships.find((item) => item.code === unit.divisionCode)
    const village = saidVillage(this.org.childrenOf(unit.divisionCode)[n % 3]?.name)
    const neighbours = this.townships.filter((item) => item.code !== unit.divisionCode && this.org.countyOf(item.code)?.code === county.code)
    const said = `${county.name}${division?.name.replace(/街道办事处$/, '街道') ?? ''}`
    return {
      unitId: unit.id,
      code: unit.divisionCode,
      countyCode: county.code,
      coordinator: this.countyUnit(unit.divisionCode),
      villages: this.org.childrenOf(unit.divisionCode).map(({ code, name }) => ({ code, spoken: `${said}${saidVillage(name)}` })),
      spoken: `${said}${village}`,
      neighbours: neighbours.flatMap((item) => this.org.townshipUnit(item.code)?.id ?? []),
      department: (functionCode) => this.org.allUnits().find((item) => item.kind === 'county_department' && item.divisionCode === county.code && item.functionCode === functionCode)?.id ?? null,
    }
  }

  /** Whom a dispatcher would give a case the system could not place: the township of the place, else the county, else the city's first department. */
  fallbackUnit(divisionCode: string | null): string {
    const unit = divisionCode === null ? null : (this.org.townshipUnit(idOf(divisionCode)) ?? this.org.coordinatorOf(idOf(divisionCode)))
    const first = this.org.allUnits().find((item) => item.kind === 'city_department')
    const id = unit?.id ?? first?.id
    if (id === undefined) throw new Error('No unit to dispatch to')
    return id
  }

  countyUnit(divisionCode: string | null): string {
    return (divisionCode === null ? null : this.org.coordinatorOf(idOf(divisionCode))?.id) ?? this.fallbackUnit(null)
  }

  unitName(unitId: string): string {
    return this.org.unit(idOf(unitId))?.shortName ?? unitId
  }
}
