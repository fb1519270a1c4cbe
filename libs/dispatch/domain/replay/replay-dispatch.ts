import { planDispatch, type DispatchWorld } from '../plan-dispatch.js'
import { requestOf, type ReplayCase } from './replay-case.js'
import type { ReplayTally } from './replay-tally.js'

/** Plans each case by both worlds and adds up the difference. Pure but for the tally it is given; the worlds may share everything but their catalogue. */
export function replayDispatch(cases: readonly ReplayCase[], before: DispatchWorld, after: DispatchWorld, tally: ReplayTally): void {
  for (const item of cases) {
    const request = requestOf(item)
    tally.add(item, planDispatch(request, before), planDispatch(request, after))
  }
}
