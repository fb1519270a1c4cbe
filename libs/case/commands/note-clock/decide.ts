import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { noteClock } from './contract.js'

export const decideNoteClock: Decider<typeof noteClock> = ({ body }) => ok([{ type: 'case.clock_noted.v1', data: body }])

export const evolveNoteClock: Evolver<typeof noteClock> = { 'case.clock_noted.v1': (state) => state }
