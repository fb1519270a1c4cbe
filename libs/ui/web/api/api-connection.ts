/**
 * What every call of this page shares: the CSRF token of the session, and who is told that the session has ended.
 * One browser page is one person, so this is module state; the console sets it from the session it reads.
 */
type Connection = {
  csrfToken: string | null
  /** Reads the session again and sets the token anew; used once when a token has gone stale (signed in again in another tab). */
  renew: (() => Promise<void>) | null
}

const connection: Connection = { csrfToken: null, renew: null }
const listeners = new Set<() => void>()

export const apiConnection = {
  csrfToken: (): string | null => connection.csrfToken,
  setCsrfToken(token: string | null): void {
    connection.csrfToken = token
  },
  renew: (): Promise<void> | null => connection.renew?.() ?? null,
  setRenew(renew: (() => Promise<void>) | null): void {
    connection.renew = renew
  },
  /** Called when the server says that nobody is signed in. Returns how to stop listening. */
  onSignedOut(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  signedOut(): void {
    for (const listener of listeners) listener()
  },
}
