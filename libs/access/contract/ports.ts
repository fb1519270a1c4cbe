import type { Principal } from './principal.js'
import type { RoleId } from './roles.js'

/** Finds who is behind a session cookie. Refuses by returning null; a store that is away throws StoreUnavailable. */
export abstract class Authenticator {
  /** `sessionToken` is the raw cookie value. */
  abstract principalOf(sessionToken: string): Promise<{ principal: Principal; csrfToken: string; sessionId: string } | null>
}

/** The system's own principal, for jobs and automatic steps. */
export abstract class SystemPrincipal {
  abstract principal(): Principal
}

/** Display names of people for timelines and lists; one call for a whole screen. */
export abstract class UserNames {
  abstract namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** Somebody who works in a unit, as far as telling them something needs it. */
export type StaffMember = { readonly userId: string; readonly displayName: string; readonly unitId: string; readonly roles: readonly RoleId[] }

/** Who works where, for addressing people; disabled accounts are left out. At most 1,000 people, in the order of their names. One query. */
export abstract class StaffDirectory {
  /** People who have one of the roles in one of the units; `unitIds` null is every unit of the city. */
  abstract staffOf(query: { readonly unitIds: readonly string[] | null; readonly roles: readonly RoleId[] }): Promise<readonly StaffMember[]>
}
