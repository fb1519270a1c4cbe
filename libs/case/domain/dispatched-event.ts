import type { Instant } from '@tongban/kernel/core'
import type { NewAssignment } from '../commands/dispatch/contract.js'
import type { CaseEvent } from '../contract/events.js'
import type { DecideFacts } from './decider.js'

type Dispatching = {
  readonly target: { readonly leadUnitId: string; readonly assistUnitIds: readonly string[]; readonly ccUnitIds: readonly string[] }
  readonly round: number
  readonly automatic: boolean
  readonly reason: string
  readonly facts: DecideFacts
  readonly at: Instant
  /** Who decided; null: the system by its catalogue. */
  readonly dispatchedBy?: string | null
  /** The promise the citizen was given before, when there is one: the next unit gets what is left of it. */
  readonly promiseDueAt?: Instant | null
  /** A ruling or a rejected return: the lead may not return it. */
  readonly noReturn?: boolean
}

/** The one place a dispatch is made: by the system at filing, by a dispatcher, or again for rework. A unit gets one duty, the strongest. */
export function dispatchedEvent({ target, round, automatic, reason, facts, at, dispatchedBy = null, promiseDueAt = null, noReturn = false }: Dispatching): CaseEvent {
  const quoted = facts.dueIfLedBy?.(target.leadUnitId) ?? facts.due
  if (quoted === null) throw new Error('A dispatch needs its due times: the command must declare needsQuote')
  const seen = new Set<string>()
  const assign = (role: NewAssignment['role'], unitIds: readonly string[]): NewAssignment[] =>
    unitIds
      .filter((unitId) => !seen.has(unitId) && seen.add(unitId))
      .map((unitId) => ({ assignmentId: facts.nextId(), role, unitId }))
  const lead = assign('lead', [target.leadUnitId]).map((item) => (noReturn ? { ...item, noReturn } : item))
  const assignments = [...lead, ...assign('assist', target.assistUnitIds), ...assign('cc', target.ccUnitIds)]
  const due = { ...quoted, startedAt: at, ...(promiseDueAt === null ? {} : { promiseDueAt }) }
  return { type: 'case.dispatched.v1', data: { round, automatic, reason, assignments, due, ...(dispatchedBy === null ? {} : { dispatchedBy }) } }
}
