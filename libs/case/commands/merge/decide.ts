import { ok, refuse, type Instant } from '@tongban/kernel/core'
import { CASE_STATUS_ZH, type CaseStatus } from '../../contract/states.js'
import { isOpen, type CaseState } from '../../domain/case-state.js'
import { enter } from '../../domain/change-state.js'
import { isShelved } from '../../domain/procedures.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { merge } from './contract.js'

/** A case is followed while somebody may still answer it; one that is answered or over gives no answer to wait for. */
const MAY_BE_FOLLOWED: readonly CaseStatus[] = ['awaiting_dispatch', 'in_progress', 'awaiting_review']

export const decideMerge: Decider<typeof merge> = ({ state, body: { parent, reason }, at, facts }) => {
  if (parent.caseId === state.id) return refuse('MERGE_SELF')
  // One level only: an answer reaches whoever follows, not whoever follows a follower.
  if (parent.status === 'merged') return refuse('PARENT_IS_MERGED', { number: parent.number })
  if (!MAY_BE_FOLLOWED.includes(parent.status)) return refuse('PARENT_ENDED', { number: parent.number, status: parent.status, statusZh: CASE_STATUS_ZH[parent.status] })
  if (state.procedures.children.length > 0) return refuse('HAS_CHILDREN', { count: state.procedures.children.length })
  if (parent.leadUnitId !== null && state.subjectUnitIds.includes(parent.leadUnitId)) {
    return refuse('UNIT_RECUSED', { unitName: facts.unit(parent.leadUnitId)?.name ?? parent.leadUnitId })
  }
  // Its clocks would stop, and the parent's are days.
  if (state.urgency === 'emergency' && parent.urgency !== 'emergency') return refuse('EMERGENCY_NOT_FOLLOWED', { number: parent.number })
  // Nor does a merger silence what is climbing already.
  if (isOverdue(state, at) && (parent.promiseDueAt === null || parent.promiseDueAt > (state.promiseDueAt ?? at))) return refuse('OVERDUE_NOT_FOLLOWED', { number: parent.number })
  // Whoever leads the parent answers this one too: the same hard rule as of a dispatch.
  if (parent.leadUnitId !== null && facts.unit(parent.leadUnitId)?.kind === 'township' && facts.departmentOnlyFor(parent.leadUnitId)) return refuse('DEPARTMENT_ONLY')
  return ok([{ type: 'case.merged.v1', data: { parentId: parent.caseId, parentNumber: parent.number, reason } }])
}

/** Its promise has run out, and is not out of the active clock. */
const isOverdue = ({ promiseDueAt, procedures }: CaseState, at: Instant): boolean => promiseDueAt !== null && promiseDueAt <= at && !isShelved(procedures)

export const evolveMerge: Evolver<typeof merge> = {
  'case.merged.v1': (state, { parentId, parentNumber }, at) => {
    const assignments = state.assignments.map((item) => (isOpen(item) ? { ...item, status: 'recalled' as const } : item))
    const parent = { caseId: parentId, number: parentNumber, at, answered: false }
    return enter({ ...state, assignments, procedures: { ...state.procedures, parent } }, 'merged', at)
  },
}
