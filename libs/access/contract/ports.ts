import type { Principal } from './principal.js'

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
