import { DEFAULT_ROLES, type Permission, type Principal, type RoleId, type Scope } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'
import type { Division, OrgDirectory } from '@tongban/org/contract'
import type { Chance } from './chance.js'
import type { DemoAccount } from './demo-accounts.js'

export type DemoPlace = { readonly spoken: string; readonly rural: boolean }

const RURAL_KINDS = ['village', 'gacha', 'farm_unit']

/** Who and where of the demo: people to act as, and places as callers say them. */
export class DemoCity {
  private readonly townships: readonly Division[]

  constructor(
    private readonly org: OrgDirectory,
    private readonly accounts: readonly (DemoAccount & { readonly userId: string })[],
    private readonly chance: Chance,
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
    const name = (village?.name ?? '').replace(/(村民|居民|嘎查)?委员会$/, (_, kind: string | undefined) => (kind === '嘎查' ? '嘎查' : ''))
    const said = [this.chance.yes(0.85) ? (county?.name ?? '') : '', township.name.replace(/街道办事处$/, '街道'), name].join('')
    return { spoken: said, rural: village === undefined ? township.kind !== 'street' : RURAL_KINDS.includes(village.kind) }
  }

  /** Somebody of a role, in a unit when one is named; a unit without an account acts through a nameless member of it. */
  actor(role: RoleId, unitId?: string): Principal {
    const candidates = this.accounts.filter((account) => account.role === role && (unitId === undefined || account.unitId === unitId))
    const account = candidates.length > 0 ? this.chance.pick(candidates) : null
    const definition = DEFAULT_ROLES.find((item) => item.id === role)
    if (!definition) throw new Error(`No role ${role}`)
    const unit = account?.unitId ?? unitId
    if (unit === undefined) throw new Error(`No account of role ${role}`)
    const scope: Scope = definition.reach === 'city' ? { kind: 'city' } : definition.reach === 'none' ? { kind: 'none' } : { kind: 'own_unit', unitId: idOf(unit) }
    return {
      userId: idOf(account?.userId ?? `demo:${unit}`), displayName: account?.displayName ?? '承办人', unitId: idOf(unit), roles: [role],
      permissions: new Set<Permission>(definition.permissions), scope, outsourced: account?.outsourced ?? false,
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

  unitName(unitId: string): string {
    return this.org.unit(idOf(unitId))?.shortName ?? unitId
  }
}
