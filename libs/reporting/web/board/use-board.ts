import { newRequestId, useHints, useRead } from '@tongban/ui/web'
import { useEffect, useRef, useState } from 'react'
import { readBoard, type BoardSnapshot } from '../../contract/index.js'
import { boardRereads, type BoardRereads } from './board-rereads.js'

/** Also without any push the board is read again after this: what was lost on the way is made good. */
const POLL_MS = 30_000
const SPREAD_MS = 256

export type Board = {
  readonly snapshot: BoardSnapshot | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly refetch: () => Promise<unknown>
}

/** The board, kept moving by pushes. */
export function useBoard(): Board {
  const { data, error, isPending, refetch } = useRead(readBoard, {}, { refetchIntervalMs: POLL_MS, staleTimeMs: 0 })
  const snapshot = useNewest(data)
  const rereads = useRef<BoardRereads | null>(null)
  useEffect(() => {
    const spread = Number.parseInt(newRequestId().slice(0, 2), 16) % SPREAD_MS
    const made = boardRereads(() => refetch({ throwOnError: true }), spread)
    rereads.current = made
    return () => made.stop()
  }, [refetch])
  useHints(() => rereads.current?.touch())
  return { snapshot, error, isPending, refetch }
}

/** Answers of two API processes may overtake each other by a second: an older one is left aside. */
function useNewest(data: BoardSnapshot | undefined): BoardSnapshot | undefined {
  const [newest, setNewest] = useState(data)
  if (data !== undefined && data !== newest && (newest === undefined || !isOlder(data, newest))) setNewest(data)
  return newest
}

/** Both must say so: a store that was restored begins its revisions anew, and must not freeze the board. */
export const isOlder = (candidate: Pick<BoardSnapshot, 'revision' | 'at'>, shown: Pick<BoardSnapshot, 'revision' | 'at'>): boolean =>
  candidate.revision < shown.revision && Date.parse(candidate.at) <= Date.parse(shown.at)
