import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { note } from './contract.js'

export const decideNote: Decider<typeof note> = ({ body }) => ok([{ type: 'case.noted.v1', data: body }])

export const evolveNote: Evolver<typeof note> = { 'case.noted.v1': (state) => state }
