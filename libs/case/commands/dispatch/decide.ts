import { ok } from '@tongban/kernel/core'
import { dispatchedEvent } from '../../domain/dispatched-event.js'
import type { Decider } from '../../domain/decider.js'
import type { dispatch } from './contract.js'

export const decideDispatch: Decider<typeof dispatch> = ({ state, body, facts, at, actor }) =>
  ok([
    dispatchedEvent({
      target: body,
      round: Math.max(1, state.round),
      automatic: actor.permissions.has('case.dispatch_automatic'),
      reason: body.reason,
      facts,
      at,
    }),
  ])
