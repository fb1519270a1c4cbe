/** Carries the session token; httpOnly, SameSite=Strict, `Secure` behind TLS. */
export const SESSION_COOKIE = 'tongban_session'

/** Header in which a signed-in request that changes something sends back the session's CSRF token. */
export const CSRF_HEADER = 'x-csrf-token'

const TOKEN = new RegExp(`(?:^|;)\\s*${SESSION_COOKIE}=([A-Za-z0-9_-]{20,128})\\s*(?:;|$)`)

/** The session token in a `Cookie` header (of a request, or of a socket's handshake); null when there is none that could be ours. */
export function sessionTokenOf(cookieHeader: string | undefined): string | null {
  return TOKEN.exec(cookieHeader ?? '')?.[1] ?? null
}
