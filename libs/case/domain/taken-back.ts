import type { CaseEvent } from '../contract/events.js'
import type { AssignmentState } from './case-state.js'

/** A duty or a copy that is taken back, and why. */
export const takenBack = ({ id, unitId, role }: AssignmentState, reason: string): CaseEvent => ({
  type: 'assignment.recalled.v1',
  data: { assignmentId: id, unitId, role, reason },
})
