import type { Principal } from '@tongban/access/contract'
import type { AuditEntry } from '@tongban/audit/contract'
import type { Instant, Refusal, Result } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'

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
