import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { archive } from './contract.js'
import { enter } from '../../domain/change-state.js'

export const decideArchive: Decider<typeof archive> = () => ok([{ type: 'case.archived.v1', data: {} }])

export const evolveArchive: Evolver<typeof archive> = { 'case.archived.v1': (state, _, at) => enter(state, 'archived', at) }
