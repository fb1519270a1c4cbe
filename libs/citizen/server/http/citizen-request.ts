import { InputRefused } from '@tongban/platform/server'
import type { FastifyRequest } from 'fastify'
import { SESSION_MS } from '../../domain/index.js'

const COOKIE = 'tongban_citizen'
const PATH = '/api/v1/citizen'
const TOKEN = '[A-Za-z0-9_-]{20,128}'
const IN_COOKIE = new RegExp(`(?:^|;)\\s*${COOKIE}=(${TOKEN})\\s*(?:;|$)`)
const IN_HEADER = new RegExp(`^Bearer (${TOKEN})$`, 'i')
const MAX_KEY_LENGTH = 200

/** The token a request carries: a program says it in a header, a browser in a cookie that goes nowhere else. */
export const citizenTokenOf = ({ headers }: FastifyRequest): string | null =>
  IN_HEADER.exec(headers.authorization ?? '')?.[1] ?? IN_COOKIE.exec(headers.cookie ?? '')?.[1] ?? null

/** No script reads it, no other site sends it, no other part of the API sees it. */
export const citizenCookie = (token: string, publicOrigin: string | null): string =>
  `${COOKIE}=${token}; Max-Age=${SESSION_MS / 1_000}; Path=${PATH}; HttpOnly; SameSite=Strict${publicOrigin?.startsWith('https:') === true ? '; Secure' : ''}`

export function idempotencyKeyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY_LENGTH) return key
  throw new InputRefused([{ field: 'header.idempotency-key', rule: 'length', message: `请求编号（Idempotency-Key）应为 1 至 ${MAX_KEY_LENGTH} 个字符` }])
}
