import type { z } from 'zod'
import { EDGE_REFUSALS, type Endpoint, type Problem, type ResponseOf } from '@tongban/kernel/contract'
import { noteServerDate } from '../edge/browser-clock.js'
import { newRequestId } from '../edge/request-id.js'
import { currentLanguage, uiText } from '../i18n/strings.js'
import { apiConnection } from './api-connection.js'
import { ApiProblem, NETWORK_TIMEOUT, NETWORK_UNREACHABLE } from './api-problem.js'
import { callUrl } from './call-url.js'

export const CALL_TIMEOUT_MS = 15_000

/** A part of the request may be left out when the endpoint asks nothing of it. */
type Part<Name extends string, Shape> =
  Record<never, never> extends Shape
    ? { readonly [K in Name]?: Shape }
    : undefined extends Shape
      ? { readonly [K in Name]?: Shape }
      : { readonly [K in Name]: Shape }

export type CallInput<E extends Endpoint> = Part<'params', z.input<E['params']>> &
  Part<'query', z.input<E['query']>> &
  Part<'body', z.input<E['body']> | FormData>

export type CallOptions = {
  /** One per intent; made here when an idempotent endpoint is called without one. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /** Goes out even when the page is being left. */
  readonly keepalive?: boolean
}

type Loose = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }

/**
 * Calls an endpoint of a contract. Rejects with an `ApiProblem`, or with the `AbortError` of a call the page itself gave up.
 * The answer is not parsed again: it was made by the schema the type comes from.
 */
export async function call<E extends Endpoint>(endpoint: E, input: CallInput<E> & CallOptions): Promise<ResponseOf<E>> {
  const key = endpoint.idempotent ? (input.idempotencyKey ?? newRequestId()) : undefined
  try {
    return (await send(endpoint, input, input, key)) as ResponseOf<E>
  } catch (error) {
    const renewal = error instanceof ApiProblem && error.code === EDGE_REFUSALS.CSRF_TOKEN_WRONG ? apiConnection.renew() : null
    if (renewal === null) throw error
    // refused before anything was done: once more with the session's present token
    await renewal
    return (await send(endpoint, input, input, key)) as ResponseOf<E>
  }
}

async function send(endpoint: Endpoint, input: Loose, options: CallOptions, idempotencyKey: string | undefined): Promise<unknown> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? CALL_TIMEOUT_MS)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  const url = callUrl(endpoint, input.params, input.query)
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method: endpoint.method,
      credentials: 'same-origin',
      signal,
      ...(options.keepalive === true ? { keepalive: true } : {}),
      ...payload(endpoint, input.body, idempotencyKey),
    })
    text = await response.text()
  } catch (error) {
    if (options.signal?.aborted === true) throw error
    throw timeout.aborted ? unanswered(NETWORK_TIMEOUT, 'problem.timeout') : unanswered(NETWORK_UNREACHABLE, 'problem.unreachable')
  }
  noteServerDate(response.headers.get('date'))
  const body = jsonOf(text)
  if (response.ok) return body
  const problem = problemOf(response, body)
  if (problem.code === EDGE_REFUSALS.NOT_SIGNED_IN) apiConnection.signedOut()
  throw problem
}

function payload(
  endpoint: Endpoint,
  body: unknown,
  idempotencyKey: string | undefined,
): { headers: Record<string, string>; body?: BodyInit } {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': currentLanguage() === 'en' ? 'en' : 'zh-CN',
  }
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  if (endpoint.method === 'GET') return { headers }
  const token = apiConnection.csrfToken()
  if (token !== null) headers['x-csrf-token'] = token
  if (body instanceof FormData) return { headers, body }
  // a body-less DELETE carries no content type: Fastify refuses an empty JSON body
  if (body === undefined && endpoint.method === 'DELETE') return { headers }
  headers['content-type'] = 'application/json'
  return { headers, body: JSON.stringify(body ?? {}) }
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemOf(response: Response, body: unknown): ApiProblem {
  const told = body as Partial<Problem> | undefined
  if (typeof told?.code === 'string' && typeof told.detail === 'string') {
    return new ApiProblem({
      code: told.code,
      status: response.status,
      detail: told.detail,
      traceId: told.traceId,
      params: told.params,
      errors: told.errors,
      changes: told.changes,
    })
  }
  // a gateway in between answered, not the application
  return new ApiProblem({
    code: EDGE_REFUSALS.UNEXPECTED,
    status: response.status,
    detail: uiText('problem.gateway', { status: response.status }),
  })
}

const unanswered = (code: string, key: 'problem.timeout' | 'problem.unreachable'): ApiProblem =>
  new ApiProblem({ code, status: 0, detail: uiText(key) })
