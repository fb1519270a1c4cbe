import { SESSION_COOKIE } from '@tongban/access/contract'
import { SESSION_MAX_MS } from '@tongban/access/domain'
import { SECOND_MS } from '@tongban/kernel/core'

/**
 * `Set-Cookie` that gives the session to the browser: no script reads it, no other site sends it, and behind TLS it never travels in
 * the clear. The token is url-safe, so it needs no encoding.
 */
export const sessionCookie = (token: string, publicOrigin: string | null): string =>
  setCookie(token, SESSION_MAX_MS / SECOND_MS, publicOrigin)

/** `Set-Cookie` that takes it away again. */
export const noSessionCookie = (publicOrigin: string | null): string => setCookie('', 0, publicOrigin)

function setCookie(value: string, maxAgeSeconds: number, publicOrigin: string | null): string {
  const secure = publicOrigin?.startsWith('https:') === true ? '; Secure' : ''
  return `${SESSION_COOKIE}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Strict${secure}`
}
