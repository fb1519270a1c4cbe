import { refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { decideMerge } from '../merge/decide.js'
import type { join } from './contract.js'

/** Filed by this very person, and no unit has ever had it: nothing is taken from anybody. */
export const decideJoin: Decider<typeof join> = ({ state, actor, ...input }) => {
  if (state.filedBy !== actor.userId || state.dispatchedAt !== null) return refuse('JOIN_NOT_YOURS')
  return decideMerge({ ...input, state, actor })
}

export const evolveJoin: Evolver<typeof join> = {}
