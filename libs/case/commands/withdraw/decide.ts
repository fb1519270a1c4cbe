import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { withdraw } from './contract.js'
import { isOpen } from '../../domain/case-state.js'
import { enter } from '../../domain/change-state.js'

export const decideWithdraw: Decider<typeof withdraw> = ({ body }) => ok([{ type: 'case.withdrawn.v1', data: { reason: body.reason } }])

export const evolveWithdraw: Evolver<typeof withdraw> = {
  'case.withdrawn.v1': (state, { reason }, at) => {
    const assignments = state.assignments.map((item) => (isOpen(item) ? { ...item, status: 'recalled' as const } : item))
    return enter({ ...state, assignments, endedReason: reason }, 'withdrawn', at)
  },
}
