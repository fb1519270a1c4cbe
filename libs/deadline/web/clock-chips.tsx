import type { ReactNode } from 'react'
import { ClockChip } from '@tongban/ui/web'
import type { ClockView } from '../contract/index.js'
import { useDeadlineText } from './deadline-strings.js'
import { isDutyOfUnit, isLive, isShelved, useCaseClocks } from './use-case-clocks.js'

/** A clock as a chip, by its own warning and its own end. A cancelled clock has nothing to say. */
export function ClockOf({ clock }: { readonly clock: ClockView }): ReactNode {
  const text = useDeadlineText()
  if (clock.state === 'cancelled') return null
  return (
    <ClockChip
      label={isShelved(clock) ? `${text(`kind.${clock.kind}`)} · ${text('clocks.shelved')}` : text(`kind.${clock.kind}`)}
      dueAt={clock.dueAt}
      warnAt={clock.warnAt}
      doneAt={clock.finishedAt}
      paused={clock.state === 'paused'}
    />
  )
}

type PromiseClockProps = {
  readonly caseId: string
  /** The lead's: an assist has a promise of its own, which is not the one given to the citizen. */
  readonly assignmentId: string | null
  readonly children: ReactNode
}

/** The latest promise clock of a case; before dispatch, the dispatch clock. `children` until it is known. */
export function PromiseClock({ caseId, assignmentId, children }: PromiseClockProps): ReactNode {
  const { clocks } = useCaseClocks(caseId)
  const latest = (wanted: (clock: ClockView) => boolean): ClockView | undefined =>
    clocks?.filter((clock) => wanted(clock) && clock.state !== 'cancelled').sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0]
  const clock =
    latest(({ kind, assignmentId: whose }) => kind === 'promise' && whose === assignmentId) ??
    latest(({ kind }) => kind === 'promise') ??
    latest(({ kind }) => kind === 'dispatch')
  return clock === undefined ? children : <ClockOf clock={clock} />
}

/** What still runs for one assignment; when nothing does, its promise as it ended. */
export function AssignmentClocks({
  caseId,
  assignmentId,
  children,
}: {
  readonly caseId: string
  readonly assignmentId: string
  readonly children: ReactNode
}): ReactNode {
  const { clocks } = useCaseClocks(caseId)
  const own = clocks?.filter((clock) => clock.assignmentId === assignmentId && isDutyOfUnit(clock))
  if (own === undefined || own.length === 0) return children
  const live = own.filter(isLive)
  const shown = live.length > 0 ? live : own.filter((clock) => clock.kind === 'promise' && clock.state === 'satisfied')
  return shown.map((clock) => <ClockOf key={clock.id} clock={clock} />)
}
