import type { PlainDate } from '@tongban/kernel/core'
import type { PolicyState, PolicyVersion } from '../contract/index.js'
import type { PolicyVersionRow } from './persistence/policy-version.store.js'

type Listed = Omit<PolicyVersionRow, 'rules'>

/**
 * Versions as people read them, the newest first. Of two that cover a day the higher one holds, so a version ends on the first day of the next one that
 * was not withdrawn.
 */
export function policyVersionsOf(rows: readonly Listed[], today: PlainDate, names: ReadonlyMap<string, string>, iso: (epochMs: number) => string): PolicyVersion[] {
  const sorted = [...rows].sort((a, b) => b.version - a.version)
  const nameOf = (userId: string | null): string | null => (userId === null ? null : (names.get(userId) ?? userId))
  return sorted.map((row) => {
    const validTo = endOf(row, sorted)
    return {
      version: row.version, state: stateOf(row, validTo, today), validFrom: row.valid_from, validTo, basedOn: row.based_on, author: nameOf(row.author_id), reason: row.reason,
      createdAt: iso(row.created_at),
      withdrawn: row.withdrawn_at === null ? null : { at: iso(row.withdrawn_at), by: nameOf(row.withdrawn_by), reason: row.withdrawn_reason ?? '' },
    }
  })
}

function endOf(row: Listed, rows: readonly Listed[]): string | null {
  const later = rows.filter((each) => each.version > row.version && each.withdrawn_at === null).map(({ valid_from }) => valid_from)
  const own = row.valid_to === null ? later : [...later, row.valid_to]
  return own.length === 0 ? null : own.reduce((first, each) => (each < first ? each : first))
}

function stateOf({ withdrawn_at, valid_from }: Listed, validTo: string | null, today: string): PolicyState {
  if (withdrawn_at !== null) return 'withdrawn'
  if (valid_from > today) return 'upcoming'
  return validTo !== null && validTo <= today ? 'past' : 'in_force'
}
