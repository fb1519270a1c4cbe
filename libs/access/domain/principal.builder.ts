import { isPermission, PERMISSIONS, type Permission, type Principal, type Reach, type Scope } from '@tongban/access/contract'
import { assertNever } from '@tongban/kernel/core'
import type { Account } from './account.js'

const WIDER: Readonly<Record<Reach, number>> = { none: 0, own_unit: 1, county: 2, city: 3 }

/**
 * What an account may do and see: the permissions of all its roles, the widest reach among them. `countyCode` is the county its unit
 * lies in, null for a unit of the city. An outsourced account never gets a permission that decides a case's outcome, whatever its roles
 * say. Permissions this version does not know are left out.
 */
export function buildPrincipal(account: Account, countyCode: string | null): Principal {
  const permissions = new Set<Permission>()
  for (const role of account.roles) {
    for (const permission of role.permissions) {
      if (isPermission(permission) && !(account.outsourced && PERMISSIONS[permission].decides)) permissions.add(permission)
    }
  }
  return {
    userId: account.userId,
    displayName: account.displayName,
    unitId: account.unitId,
    roles: account.roles.map((role) => role.id),
    permissions,
    scope: scopeOf(account, countyCode),
    outsourced: account.outsourced,
  }
}

function scopeOf({ roles, unitId }: Account, countyCode: string | null): Scope {
  const reach = roles.reduce<Reach>((widest, role) => (WIDER[role.reach] > WIDER[widest] ? role.reach : widest), 'none')
  switch (reach) {
    case 'none':
      return { kind: 'none' }
    case 'own_unit':
      return { kind: 'own_unit', unitId }
    case 'county':
      // A county role given to somebody of no county's unit widens nothing.
      return countyCode === null ? { kind: 'own_unit', unitId } : { kind: 'county', unitId, countyCode }
    case 'city':
      return { kind: 'city', unitId }
    default:
      return assertNever(reach)
  }
}
