import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

/** What a handler may know of the request beside its validated input. `P` is access's Principal; platform does not look inside. */
export type RequestContext<P = unknown> = {
  readonly principal: P
  readonly sessionId: string | null
  /** As the caller sent it, at most 200 characters; scoped to the user by the use case. */
  readonly idempotencyKey: string | null
  readonly remoteAddress: string
}

const CONTEXT = Symbol('request context')
type Carrier = FastifyRequest & { [CONTEXT]?: RequestContext }

export const setRequestContext = (request: FastifyRequest, context: RequestContext): void => {
  ;(request as Carrier)[CONTEXT] = context
}

export const requestContextOf = (request: FastifyRequest): RequestContext | undefined => (request as Carrier)[CONTEXT]

/** Handler parameter: who asks. Only on endpoints that are not public; elsewhere it is a bug and throws. */
export const Caller = createParamDecorator((_: unknown, execution: ExecutionContext): RequestContext => {
  const context = requestContextOf(execution.switchToHttp().getRequest<FastifyRequest>())
  if (!context) throw new Error('A handler asked who calls on an endpoint that nobody signed in to')
  return context
})
