import type { Principal } from '@tongban/access/contract'
import type { AuditEntry } from '@tongban/audit/contract'
import { ok, refuse, type Instant, type Refusal, type Result } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import type { DraftHead } from './catalogue-draft.store.js'
import { newestStanding, type VersionHead } from './catalogue-version.store.js'

/** The audit entry of a change of the catalogue. */
export const catalogueEntry = (
  { userId, unitId }: Principal,
  at: Instant,
  action: string,
  subjectId: string,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): AuditEntry => ({ at, actorId: userId, actorUnitId: unitId, action, subjectType: 'configuration', subjectId, outcome: 'done', detail })

/** Throws Refused. */
export function refusing(code: string, params: Refusal['params'] = {}): never {
  throw new Refused({ code, params })
}

/** The value, or what a person is told instead. Throws Refused. */
export function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}

/**
 * A draft holds all that the version it was begun from said. When that one has been withdrawn since, its publication would bring back what somebody took
 * away, and nobody would have said so. What an old version said holds nothing of the newest.
 */
export function upToDate({ based_on: basedOn, restored_from: restoredFrom }: DraftHead, heads: readonly VersionHead[]): Result<null> {
  const latest = newestStanding(heads)?.version ?? 0
  return restoredFrom !== null || basedOn === latest ? ok(null) : refuse('CATALOGUE_DRAFT_OUTDATED', { basedOn, latest })
}
