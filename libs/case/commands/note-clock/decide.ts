import { ok } from '@tongban/kernel/core'
import type { Decider } from '../../domain/decider.js'
import type { noteClock } from './contract.js'

export const decideNoteClock: Decider<typeof noteClock> = ({ body }) => ok([{ type: 'case.clock_noted.v1', data: body }])
