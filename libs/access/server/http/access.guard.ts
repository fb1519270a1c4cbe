import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Authenticator, isPermission, may, PERMISSIONS, sessionTokenOf, type Principal } from '@tongban/access/contract'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { PlatformConfig, Refused, requiredPermissionOf, setRequestContext } from '@tongban/platform/server'
import type { FastifyRequest } from 'fastify'
import { checkCsrfToken, checkOrigin, idempotencyKeyOf } from './check-request.js'

/**
 * Stands before every HTTP route (the app makes it its APP_GUARD). Deny by default: a route that says nothing about who may call it
 * answers nobody. Tells the handler who calls. A socket is let in by its gateway, at the handshake.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (execution.getType() !== 'http') return true
    const request = execution.switchToHttp().getRequest<FastifyRequest>()
    checkOrigin(request, this.config.publicOrigin)
    const required = requiredPermissionOf(execution.getHandler(), execution.getClass())
    if (required === null) throw new Refused({ code: EDGE_REFUSALS.PERMISSION_MISSING, params: { permission: '—' } })
    if (required === 'public') return true

    const token = sessionTokenOf(request.headers.cookie)
    const session = token === null ? null : await this.authenticator.principalOf(token)
    if (session === null) throw new Refused({ code: EDGE_REFUSALS.NOT_SIGNED_IN, params: {} })
    checkCsrfToken(request, session.csrfToken)
    if (required !== 'signed_in') checkPermission(session.principal, required)
    setRequestContext(request, {
      principal: session.principal,
      sessionId: session.sessionId,
      idempotencyKey: idempotencyKeyOf(request),
      remoteAddress: request.ip,
    })
    return true
  }
}

function checkPermission(principal: Principal, required: string): void {
  if (!isPermission(required)) throw new Error(`A route asks for ${required}, which is no permission`)
  if (may(principal, required)) return
  throw new Refused({ code: EDGE_REFUSALS.PERMISSION_MISSING, params: { permission: PERMISSIONS[required].zh, permissionId: required } })
}
