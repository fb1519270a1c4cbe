import { ok } from '@tongban/kernel/core'
import type { Decider } from '../../domain/decider.js'
import type { withdraw } from './contract.js'

export const decideWithdraw: Decider<typeof withdraw> = ({ body }) => ok([{ type: 'case.withdrawn.v1', data: { reason: body.reason } }])
