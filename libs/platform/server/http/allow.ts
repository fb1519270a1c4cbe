import { SetMetadata, type CustomDecorator } from '@nestjs/common'
import type { Endpoint } from '@tongban/kernel/contract'
import { ENDPOINT_METADATA } from './http-endpoint.js'

const ALLOW_METADATA = 'tongban:allow'

/** For the few routes that are no contract endpoint (metrics, documents, files): who may call, as a contract endpoint would say it. */
export const Allow = (permission: string): CustomDecorator => SetMetadata(ALLOW_METADATA, permission)

/** Anybody may call: health, the sign-in page's files. */
export const Public = (): CustomDecorator => SetMetadata(ALLOW_METADATA, 'public')

/**
 * What a route asks of its caller: `public`, `signed_in` or a permission; null when it says nothing, and then nobody may call it.
 * The handler's own word counts before its controller's.
 */
export function requiredPermissionOf(handler: object, controller: object): string | null {
  const endpoint = Reflect.getMetadata(ENDPOINT_METADATA, handler) as Endpoint | undefined
  if (endpoint) return endpoint.permission
  for (const target of [handler, controller]) {
    const allowed = Reflect.getMetadata(ALLOW_METADATA, target) as string | undefined
    if (allowed !== undefined) return allowed
  }
  return null
}
