import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { addFacts } from './contract.js'

export const decideAddFacts: Decider<typeof addFacts> = ({ body }) =>
  ok([{ type: 'case.facts_added.v1', data: { text: body.text, attachmentIds: body.attachmentIds } }])

/** What was filed stays as it was filed; what came later stands in the timeline. */
export const evolveAddFacts: Evolver<typeof addFacts> = { 'case.facts_added.v1': (state) => state }
