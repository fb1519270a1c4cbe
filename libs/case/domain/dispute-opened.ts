import type { Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import type { DisputeCause } from '../contract/procedures.js'
import { openLead, type CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'

type Opening = {
  readonly state: CaseState
  readonly cause: DisputeCause
  readonly requestIds: readonly string[]
  /** Units said to be the right one, beside those that have or had the lead. */
  readonly otherUnitIds: readonly string[]
  /** Why a person opened it; absent when the system did. */
  readonly reason?: string
  readonly facts: DecideFacts
  readonly at: Instant
}

/** The one way a dispute begins: by a second return, a return nobody ruled on in time, or by hand. Its parties are whoever had the lead and whoever is named. */
export function disputeOpened({ state, cause, requestIds, otherUnitIds, reason, facts, at }: Opening): CaseEvent {
  const leads = state.assignments.filter((item) => item.role === 'lead').map((item) => item.unitId)
  const unitIds = [...new Set([...leads, ...otherUnitIds])].filter((unitId) => !state.subjectUnitIds.includes(unitId))
  return {
    type: 'case.dispute_opened.v1',
    data: {
      disputeId: facts.nextId(), cause, requestIds: [...requestIds], unitIds, assignmentId: openLead(state)?.id ?? null,
      dueAt: facts.limitAfter('adjudication', at), ...(reason === undefined ? {} : { reason }),
    },
  }
}
