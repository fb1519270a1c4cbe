import { timingSafeEqual } from 'node:crypto'
import { ACCESS_REFUSALS, CSRF_HEADER } from '@tongban/access/contract'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { InputRefused, Refused } from '@tongban/platform/server'
import type { FastifyRequest } from 'fastify'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
const MAX_KEY_LENGTH = 200

const changesSomething = (request: FastifyRequest): boolean => !READS.has(request.method)

/**
 * A browser says which site a changing request comes from (`null` from a sandbox); only our own may. A program that is no browser says
 * nothing, and carries no cookie it did not ask for.
 */
export function checkOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  const { origin, host } = request.headers
  if (origin === undefined || !changesSomething(request)) return
  const site = URL.canParse(origin) ? new URL(origin) : null
  if (site !== null && (site.host === host || (publicOrigin !== null && site.origin === new URL(publicOrigin).origin))) return
  throw new Refused({ code: ACCESS_REFUSALS.ORIGIN_FORBIDDEN, params: {} })
}

/** The session's CSRF token has to come back with every changing request: another site can send the cookie along, but not read this. */
export function checkCsrfToken(request: FastifyRequest, expected: string): void {
  if (!changesSomething(request)) return
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''))
  const wanted = Buffer.from(expected)
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return
  throw new Refused({ code: EDGE_REFUSALS.CSRF_TOKEN_WRONG, params: {} })
}

export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY_LENGTH) return key
  const message = `请求编号（Idempotency-Key）应为 1 至 ${MAX_KEY_LENGTH} 个字符`
  throw new InputRefused([{ field: 'header.idempotency-key', rule: 'length', message }])
}
