import { newRequestId, useHints, useRead } from '@tongban/ui/web'
import type { Endpoint } from '@tongban/kernel/contract'
import { useEffect, useRef } from 'react'
import { rereads, type Rereads } from './rereads.js'

const SPREAD_MS = 256

type ReadArguments<E extends Endpoint> = Parameters<typeof useRead<E>>
type Pace = { readonly everyMs: number; readonly pollMs: number; readonly keepPrevious?: boolean }

/** Reads figures and keeps them moving by pushes, no faster than `everyMs`; also without any push they are read again after `pollMs`. */
export function useLiveRead<E extends Endpoint>(
  endpoint: E,
  input: ReadArguments<E>[1],
  { everyMs, pollMs, keepPrevious = false }: Pace,
): ReturnType<typeof useRead<E>> {
  const result = useRead(endpoint, input, { refetchIntervalMs: pollMs, staleTimeMs: 0, keepPrevious })
  const latest = useRef(result.refetch)
  const pushed = useRef<Rereads | null>(null)
  useEffect(() => {
    latest.current = result.refetch
  })
  useEffect(() => {
    const spreadMs = Number.parseInt(newRequestId().slice(0, 2), 16) % SPREAD_MS
    const made = rereads(() => latest.current({ throwOnError: true }), { everyMs, spreadMs })
    pushed.current = made
    return () => made.stop()
  }, [everyMs])
  useHints(() => pushed.current?.touch())
  return result
}
