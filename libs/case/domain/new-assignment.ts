import { instant, type Instant } from '@tongban/kernel/core'
import type { DueTimes, NewAssignment } from '../commands/dispatch/contract.js'
import type { AssignmentState } from './case-state.js'

type Given = { readonly round: number; readonly due: DueTimes; readonly dispatchedBy: string | null; readonly at: Instant }

/** A unit's duty as it begins, whichever command gave it. */
export const newAssignment = (item: NewAssignment, { round, due, dispatchedBy, at }: Given): AssignmentState => ({
  id: item.assignmentId, role: item.role, unitId: item.unitId, round, status: 'dispatched', dispatchedAt: at,
  signDueAt: instant(due.signDueAt), contactDueAt: instant(due.contactDueAt), promiseDueAt: instant(due.promiseDueAt),
  signedAt: null, contactedAt: null, contactReached: null, repliedAt: null, replyText: null, acceptedAt: null,
  dispatchedBy, noReturn: item.noReturn ?? false, arriveDueAt: item.arriveDueAt === undefined ? null : instant(item.arriveDueAt), arrivedAt: null,
})
