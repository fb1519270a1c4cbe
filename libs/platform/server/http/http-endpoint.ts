import { applyDecorators, createParamDecorator, HttpCode, RequestMapping, RequestMethod, SetMetadata, type ExecutionContext } from '@nestjs/common'
import type { Endpoint } from '@tongban/kernel/contract'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Refused } from '../refused.js'
import { inputProblem } from './problem-of.js'

export const ENDPOINT_METADATA = 'tongban:endpoint'

/**
 * Mounts a contract's endpoint on a controller method: path, method, status, permission and shapes all come from the contract.
 * Access reads the permission (deny by default: a route without this decorator does not pass the guard).
 */
export function HttpEndpoint(endpoint: Endpoint): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] }),
    HttpCode(endpoint.status),
    SetMetadata(ENDPOINT_METADATA, endpoint),
  )
}

export type InputOf<E extends Endpoint> = {
  readonly params: z.output<E['params']>
  readonly query: z.output<E['query']>
  readonly body: z.output<E['body']>
}

/** Handler parameter: the request's params, query and body, checked against the endpoint's shapes; refuses naming every field. */
export const Input = createParamDecorator((_: unknown, execution: ExecutionContext): InputOf<Endpoint> => {
  const endpoint = Reflect.getMetadata(ENDPOINT_METADATA, execution.getHandler()) as Endpoint | undefined
  if (!endpoint) throw new Error('@Input() needs @HttpEndpoint() on the same method')
  const request = execution.switchToHttp().getRequest<FastifyRequest>()
  return checkInput(endpoint, { params: request.params, query: request.query, body: request.body })
})

export function checkInput<E extends Endpoint>(endpoint: E, raw: { params: unknown; query: unknown; body: unknown }): InputOf<E> {
  const params = endpoint.params.safeParse(raw.params ?? {})
  const query = endpoint.query.safeParse(raw.query ?? {})
  const body = endpoint.body.safeParse(raw.body)
  const errors = [
    ...(params.success ? [] : inputProblem('path', params.error)),
    ...(query.success ? [] : inputProblem('query', query.error)),
    ...(body.success ? [] : inputProblem('body', body.error)),
  ]
  if (errors.length > 0) throw new InputRefused(errors)
  return { params: params.data, query: query.data, body: body.data } as InputOf<E>
}

const MOST_ERRORS = 20

export type FieldError = { field: string; rule: string; message: string }

export class InputRefused extends Refused {
  readonly errors: readonly FieldError[]

  /** The first of them are told; the answer to nonsense must not be larger than the nonsense. */
  constructor(errors: readonly FieldError[]) {
    super({ code: 'INPUT_INVALID', params: { count: errors.length } })
    this.errors = errors.slice(0, MOST_ERRORS)
  }
}
