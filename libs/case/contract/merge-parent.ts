import type { CaseSnapshot } from './ports.js'

const OPEN_DUTY = ['dispatched', 'signed', 'contacted', 'replied']

/** The case that is to be followed, as `merge` and `join` take it: with the unit that leads it now, if any does. */
export const mergeParentOf = ({ id, number, status, urgency, assignments, promiseDueAt }: CaseSnapshot) => ({
  caseId: id, number, status, urgency, leadUnitId: assignments.findLast((item) => item.role === 'lead' && OPEN_DUTY.includes(item.status))?.unitId ?? null,
  promiseDueAt,
})
