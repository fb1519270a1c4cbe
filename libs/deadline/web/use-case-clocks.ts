import { useCan, useHintedReads, useRead } from '@tongban/ui/web'
import { readCaseClocks, type ClockView } from '../contract/index.js'

/** The clocks of a case, one request for all chips of a page; undefined while unknown or not for this person's eyes. */
export function useCaseClocks(caseId: string): {
  readonly clocks: readonly ClockView[] | undefined
  readonly read: ReturnType<typeof useRead<typeof readCaseClocks>>
} {
  const can = useCan()
  const read = useRead(readCaseClocks, { params: { caseId } }, { enabled: can('deadline.read') })
  useHintedReads<{ readonly caseId: string }>([readCaseClocks], (hint) => hint.caseId === caseId)
  return { clocks: read.data?.items, read }
}

/** The kinds in the order in which they fall due. */
const ORDER = ['dispatch', 'sign', 'contact', 'promise'] as const

export const isLive = (clock: ClockView): boolean => clock.state === 'running' || clock.state === 'paused'

/** Running clocks first, each part in the order of the work, the latest start first. */
export const inReadingOrder = (clocks: readonly ClockView[]): ClockView[] =>
  [...clocks].sort(
    (a, b) =>
      Number(isLive(b)) - Number(isLive(a)) || b.startedAt.localeCompare(a.startedAt) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  )
