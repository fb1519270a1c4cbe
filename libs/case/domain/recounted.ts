import { instant } from '@tongban/kernel/core'
import type { Recounted } from '../commands/recount/contract.js'
import type { AssignmentState, CaseState } from './case-state.js'

const DUE_OF = { sign: 'signDueAt', contact: 'contactDueAt', promise: 'promiseDueAt', arrive: 'arriveDueAt' } as const satisfies Record<string, keyof AssignmentState>

/**
 * The due moments of a case as its clocks now have them. A reply that awaits review was given by the promise of its time, and is judged by it: the promise
 * to the citizen moves only when the reply is sent back.
 */
export function withRecounted(state: CaseState, { serviceClass, policyVersion, clocks }: Recounted): CaseState {
  const assignments = state.assignments.map((item) => {
    const moved = clocks.filter(({ assignmentId, kind }) => assignmentId === item.id && kind in DUE_OF)
    return moved.reduce((next, { kind, dueAt }) => ({ ...next, [DUE_OF[kind as keyof typeof DUE_OF]]: instant(dueAt) }), item)
  })
  const lead = clocks.find(({ kind, assignmentId, isDone }) => kind === 'promise' && isDone !== true && assignments.some(({ id, role }) => id === assignmentId && role === 'lead'))
  const dispatch = clocks.find(({ kind }) => kind === 'dispatch')
  return {
    ...state,
    assignments,
    dispatchDueAt: dispatch === undefined ? state.dispatchDueAt : instant(dispatch.dueAt),
    promiseDueAt: lead === undefined ? state.promiseDueAt : instant(lead.dueAt),
    serviceClass: serviceClass ?? state.serviceClass,
    policyVersion: policyVersion ?? state.policyVersion,
  }
}
