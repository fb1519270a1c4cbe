import { useState } from 'react'
import { readBoard, type BoardSnapshot } from '../../contract/index.js'
import { useLiveRead } from '../live/use-live-read.js'

export type Board = {
  readonly snapshot: BoardSnapshot | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly refetch: () => Promise<unknown>
}

/** The board, kept moving by pushes. The server reads it once a second at most, so more often would show nothing newer. */
export function useBoard(): Board {
  const { data, error, isPending, refetch } = useLiveRead(readBoard, {}, { everyMs: 1_100, pollMs: 15_000 })
  return { snapshot: useNewest(data), error, isPending, refetch }
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
