import { ok } from '@tongban/kernel/core'
import type { Decider } from '../../domain/decider.js'
import type { archive } from './contract.js'

export const decideArchive: Decider<typeof archive> = () => ok([{ type: 'case.archived.v1', data: {} }])
