import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { withRecounted } from '../../domain/recounted.js'
import type { recount } from './contract.js'

export const decideRecount: Decider<typeof recount> = ({ body: { reason, recounted } }) => ok([{ type: 'case.clocks_recounted.v1', data: { reason, recounted } }])

export const evolveRecount: Evolver<typeof recount> = { 'case.clocks_recounted.v1': (state, { recounted }) => withRecounted(state, recounted) }
