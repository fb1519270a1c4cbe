import { DEFAULT_ROLES, SYSTEM_PERMISSIONS, type Permission, type Principal, type RoleId, type Scope } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'

/** A signed-in person of a role and a unit, as access would build it; for tests below the HTTP edge. */
export function person(role: RoleId, unitId: string, options: { userId?: string; countyCode?: string } = {}): Principal {
  const definition = DEFAULT_ROLES.find((item) => item.id === role)
  const permissions = new Set<Permission>(role === 'system' ? SYSTEM_PERMISSIONS : definition?.permissions)
  const reach = role === 'system' ? 'city' : (definition?.reach ?? 'none')
  const scopes: Record<typeof reach, Scope> = {
    own_unit: { kind: 'own_unit', unitId: idOf(unitId) },
    county: { kind: 'county', unitId: idOf(unitId), countyCode: options.countyCode ?? '' },
    city: { kind: 'city', unitId: role === 'system' ? null : idOf(unitId) },
    none: { kind: 'none' },
  }
  return { userId: idOf(options.userId ?? `${role}@${unitId}`), displayName: role, unitId: idOf(unitId), roles: [role], permissions, scope: scopes[reach], outsourced: false }
}
