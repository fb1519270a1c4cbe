import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { CallbackSlotsProvider, type CallbackSlots } from '@tongban/callback/web'
import { CasePageSlotsProvider, type CasePageSlots } from '@tongban/case/web'
import { incidentPanels } from '@tongban/incident/web'
import { intakePanels } from '@tongban/intake/web'
import { supervisionPanels } from '@tongban/supervision/web'

/** A panel that comes with its own chunk; until it is there its place is empty, or holds what the page would show without it. */
function slot<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>): ComponentType<Props> {
  const Loaded = lazy(load)
  return function Slot(props: Props): ReactNode {
    const fallback = 'children' in props ? (props.children as ReactNode) : null
    return (
      <Suspense fallback={fallback}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}

const caseSlots: CasePageSlots = {
  Caller: slot(intakePanels.Caller),
  Call: slot(intakePanels.Call),
  Supervision: slot(supervisionPanels.CaseOrders),
  Incident: slot(incidentPanels.CaseIncident),
  Presence: slot(() => import('@tongban/realtime/web').then(({ CasePresence }) => ({ default: CasePresence }))),
  Clocks: slot(() => import('@tongban/deadline/web').then(({ CaseClocks }) => ({ default: CaseClocks }))),
  PromiseClock: slot(() => import('@tongban/deadline/web').then(({ PromiseClock }) => ({ default: PromiseClock }))),
  AssignmentClocks: slot(() => import('@tongban/deadline/web').then(({ AssignmentClocks }) => ({ default: AssignmentClocks }))),
}

const callbackSlots: CallbackSlots = { Dial: slot(intakePanels.Dial) }

/** Puts panels of the contexts above into the pages of those below, which may not know them. */
export const ConsoleSlots = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <CasePageSlotsProvider slots={caseSlots}>
    <CallbackSlotsProvider slots={callbackSlots}>{children}</CallbackSlotsProvider>
  </CasePageSlotsProvider>
)
