import { createHash } from 'node:crypto'
import { canonicalJson } from '@tongban/kernel/core'

/** An entry as it stands in the table; `at` in epoch ms (the column keeps no more). */
export type AuditEntryRow = {
  readonly id: number
  readonly at: number
  readonly actor_id: string
  readonly actor_unit_id: string | null
  readonly action: string
  readonly subject_type: string
  readonly subject_id: string
  readonly outcome: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly trace_id: string
}

/** An entry joined to what points at it: every column null when the entry is not there. */
export type JoinedEntryRow = { readonly entry_id: number } & (AuditEntryRow | { readonly id: null })

export function entryOf(row: JoinedEntryRow): AuditEntryRow | null {
  if (row.id === null) return null
  const { id, at, actor_id, actor_unit_id, action, subject_type, subject_id, outcome, detail, trace_id } = row
  return { id, at, actor_id, actor_unit_id, action, subject_type, subject_id, outcome, detail, trace_id }
}

/** What the first link points back to. */
export const CHAIN_START = '0'.repeat(64)

/**
 * A link's hash: SHA-256 over the canonical JSON of the hash before it, the city, its number and the whole entry. An entry that was gone
 * before it could be sealed is sealed as null, so that the gap itself stands in the chain.
 */
export function linkHash(cityCode: string, seq: number, previous: string, entryId: number, entry: AuditEntryRow | null): string {
  return createHash('sha256').update(canonicalJson({ cityCode, seq, previous, entryId, entry })).digest('hex')
}
