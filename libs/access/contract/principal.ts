import { idOf, type UnitId, type UserId } from '@tongban/kernel/core'
import type { Permission } from './permissions.js'
import type { RoleId } from './roles.js'

/**
 * What a signed-in person may see, as one value. It becomes one SQL predicate and one list of socket rooms,
 * so that list, detail, count, export and push can never disagree. `unitId` is the person's own unit: whatever the reach, nobody sees a
 * matter that is about it (recusal). Null only for the system itself, which belongs to no unit.
 */
export type Scope =
  | { readonly kind: 'none' }
  | { readonly kind: 'own_unit'; readonly unitId: UnitId }
  | { readonly kind: 'county'; readonly unitId: UnitId; readonly countyCode: string }
  | { readonly kind: 'city'; readonly unitId: UnitId | null }

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

/** Who acts when the citizen acts with nobody in between, by the code of the case. Nobody signs in with it. */
export const CITIZEN_USER_ID = idOf<UserId>('citizen')
