import { ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { enter } from '../../domain/change-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { newAssignment } from '../../domain/new-assignment.js'
import type { shareReply } from './contract.js'

export const decideShareReply: Decider<typeof shareReply> = ({ state, body, facts }) => {
  const { parent } = state.procedures
  if (parent === null || parent.caseId !== body.parentId) return refuse('NOT_ITS_PARENT')
  if (facts.due === null) throw new Error('share_reply must declare needsQuote')
  // The case that is followed may have gone to a unit this one is about.
  if (state.subjectUnitIds.includes(body.unitId)) return refuse('UNIT_RECUSED', { unitName: facts.unit(body.unitId)?.name ?? body.unitId })
  // Or to a township, which may not answer what is for a department.
  if (facts.unit(body.unitId)?.kind === 'township' && facts.departmentOnlyFor(body.unitId)) return refuse('DEPARTMENT_ONLY')
  const answered: CaseEvent = {
    type: 'case.answered_by_parent.v1',
    data: {
      parentId: body.parentId, parentNumber: body.parentNumber, assignmentId: facts.nextId(), unitId: body.unitId, text: body.text,
      due: { ...facts.due, promiseDueAt: state.promiseDueAt ?? facts.due.promiseDueAt },
    },
  }
  if (state.wantsCallback) return ok([answered])
  const round = Math.max(1, state.round)
  return ok([
    answered,
    { type: 'case.callback_recorded.v1', data: { outcome: 'not_wanted', answers: null, note: '', round, attempts: 0 } },
    { type: 'case.closed.v1', data: { round } },
  ])
}

export const evolveShareReply: Evolver<typeof shareReply> = {
  'case.answered_by_parent.v1': (state, { assignmentId, unitId, text, due }, at) => {
    const { procedures } = state
    const round = Math.max(1, state.round)
    const given = newAssignment({ assignmentId, role: 'lead', unitId }, { round, due, dispatchedBy: null, at })
    // The unit owed this case nothing before: its duty begins and ends with the answer, so that a callback and a further round know whose it was.
    const lead = { ...given, status: 'accepted' as const, signedAt: at, repliedAt: at, acceptedAt: at, replyText: text }
    return enter(
      {
        ...state, round, repliedAt: at, assignments: [...state.assignments, lead],
        procedures: { ...procedures, parent: procedures.parent === null ? null : { ...procedures.parent, answered: true } },
      },
      'awaiting_callback',
      at,
    )
  },
}
