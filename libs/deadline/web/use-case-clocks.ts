import { useCan, useHintedReads, useRead } from '@tongban/ui/web'
import { readCaseClocks, type ClockKind, type ClockView } from '../contract/index.js'

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
const ORDER: readonly ClockKind[] = ['dispatch', 'sign', 'arrive', 'contact', 'ruling', 'adjudication', 'promise', 'review', 'callback']

export const isLive = (clock: ClockView): boolean => clock.state === 'running' || clock.state === 'paused'

/** What a unit owes itself. A review is addressed to its assignment too, but is the reviewer's duty. */
export const isDutyOfUnit = ({ kind }: ClockView): boolean => kind === 'sign' || kind === 'arrive' || kind === 'contact' || kind === 'promise'

/** Out of the active clock and in the ledger: 挂账. */
export const isShelved = ({ kind, state }: ClockView): boolean => kind === 'promise' && state === 'paused'

/** Running clocks first, each part in the order of the work, the latest start first. */
export const inReadingOrder = (clocks: readonly ClockView[]): ClockView[] =>
  [...clocks].sort(
    (a, b) =>
      Number(isLive(b)) - Number(isLive(a)) || b.startedAt.localeCompare(a.startedAt) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  )
