import { createHash } from 'node:crypto'
import { canonicalJson, type Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'

export type TimelineEntry = {
  readonly caseId: string
  /** 1, 2, 3 … without gaps. */
  readonly seq: number
  readonly at: Instant
  readonly actorId: string
  readonly actorUnitId: string | null
  readonly event: CaseEvent
  readonly previousHash: string
  readonly hash: string
}

/** Links an event to the chain: its hash covers the one before, so nothing can be changed, dropped or put in between unnoticed. */
export function chain(previous: { length: number; hash: string }, entry: Pick<TimelineEntry, 'caseId' | 'at' | 'actorId' | 'actorUnitId' | 'event'>): TimelineEntry {
  const seq = previous.length + 1
  const hash = createHash('sha256')
    .update(previous.hash)
    .update(canonicalJson({ caseId: entry.caseId, seq, at: entry.at, actorId: entry.actorId, actorUnitId: entry.actorUnitId, type: entry.event.type, data: entry.event.data }))
    .digest('hex')
  return { ...entry, seq, previousHash: previous.hash, hash }
}

/** Position of the first broken link (1-based), or null when the chain holds and ends at the given head. */
export function firstBrokenLink(entries: readonly TimelineEntry[], head: { length: number; hash: string }): number | null {
  let previous = { length: 0, hash: '' }
  for (const entry of entries) {
    const again = chain(previous, entry)
    if (again.seq !== entry.seq || again.hash !== entry.hash || entry.previousHash !== previous.hash) return previous.length + 1
    previous = { length: again.seq, hash: again.hash }
  }
  return previous.length === head.length && previous.hash === head.hash ? null : previous.length + 1
}
