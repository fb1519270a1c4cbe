import { AsyncLocalStorage } from 'node:async_hooks'
import { randomPart } from './edge.js'

const storage = new AsyncLocalStorage<{ traceId: string }>()

export const newTraceId = (): string => randomPart(16).toString('hex')
export const currentTraceId = (): string => storage.getStore()?.traceId ?? 'none'
export const withTrace = <T>(traceId: string, run: () => T): T => storage.run({ traceId }, run)

/** The trace id of a W3C `traceparent` header, or a new one when there is none we can use. */
export function traceIdOf(traceparent: string | undefined): string {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent ?? '')
  return match?.[1] !== undefined && !/^0+$/.test(match[1]) ? match[1] : newTraceId()
}
