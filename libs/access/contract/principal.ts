import type { UnitId, UserId } from '@tongban/kernel/core'
import type { Permission } from './permissions.js'
import type { RoleId } from './roles.js'

/**
 * What a signed-in person may see, as one value. It becomes one SQL predicate and one list of socket rooms,
 * so that list, detail, count, export and push can never disagree.
 */
export type Scope =
  | { readonly kind: 'none' }
  | { readonly kind: 'own_unit'; readonly unitId: UnitId }
  | { readonly kind: 'county'; readonly unitId: UnitId; readonly countyCode: string }
  | { readonly kind: 'city' }

/** Who acts: a person with a session, or the system itself (`userId` `system`). */
export type Principal = {
  readonly userId: UserId
  readonly displayName: string
  readonly unitId: UnitId
  readonly roles: readonly RoleId[]
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
  readonly outsourced: boolean
}

export const may = (principal: Principal, permission: Permission): boolean => principal.permissions.has(permission)
