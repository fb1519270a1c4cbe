import { createHash } from 'node:crypto'
import { canonicalJson } from '@tongban/kernel/core'

/** Who asked what under which key; `bodyHash` tells a repeat from another request under the same key. */
export type Idempotency = { readonly scope: string; readonly key: string; readonly bodyHash: string }

/**
 * What makes a repeat of a request answer the same; null for a request without an `Idempotency-Key`. A key belongs to one person and one
 * endpoint. `request`: everything that was asked (path parameters and body), as parsed; the order of its fields does not matter.
 */
export function idempotencyOf(userId: string, endpointName: string, key: string | null, request: unknown): Idempotency | null {
  if (key === null) return null
  return { scope: `${userId}:${endpointName}`, key, bodyHash: createHash('sha256').update(canonicalJson(request)).digest('hex') }
}
