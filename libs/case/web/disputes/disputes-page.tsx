import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import {
  ChoiceGroup, ClockChip, nextInQueue, QueueLine, QueuePage, StatusBadge, useHintedReads, useReadPages, useUrlFilters,
} from '@tongban/ui/web'
import { listDisputes, type DisputeItem } from '../../contract/index.js'
import { QueueCase } from '../work/queue-case.js'
import { useDisputeText } from '../strings/dispute-strings.js'
import { DisputeSheet } from './dispute-sheet.js'

const FILTERS = { case: '', tab: 'open' } as const
const keyOf = ({ caseId }: DisputeItem): string => caseId

/** `/disputes`: what a panel has to rule on, what has lapsed first; parties see their own. */
export default function DisputesPage(): ReactNode {
  const text = useDisputeText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const tab = filters.tab === 'ruled' ? 'ruled' : 'open'
  const pages = useReadPages(listDisputes, { query: { tab, limit: 50 } })
  const [said, setSaid] = useState('')
  useHintedReads([listDisputes])
  const items = pages.items as readonly DisputeItem[]
  const done = (caseId: string, words: string, isSettled: boolean): void => {
    setSaid(words)
    // The next one comes by itself; what is only talked about stays in sight.
    if (isSettled && tab === 'open') set({ case: nextInQueue(items, keyOf, caseId) })
    void pages.refetch()
  }
  return (
    <QueuePage
      title={text('page.title')}
      permission="dispute.read"
      queueLabel={text('page.queue')}
      pages={pages}
      keyOf={keyOf}
      chosen={filters.case}
      onChoose={(key) => set({ case: key })}
      line={(item: DisputeItem) => <DisputeLine item={item} />}
      empty={tab === 'open' ? { title: text('page.empty'), hint: text('page.emptyHint') } : { title: text('page.emptyRuled') }}
      said={said}
      action={<Link to="/precedents">{text('page.precedents')}</Link>}
      toolbar={
        <ChoiceGroup
          label={text('page.tabs')}
          value={tab}
          choices={[{ value: 'open', label: text('page.open') }, { value: 'ruled', label: text('page.ruled') }]}
          onChange={(value) => set({ tab: value, case: '' })}
        />
      }
    >
      {(key, item) => <DisputedCase key={key} caseId={key} disputeId={item?.dispute.id ?? null} onDone={(words, isSettled) => done(key, words, isSettled)} />}
    </QueuePage>
  )
}

function DisputeLine({ item }: { readonly item: DisputeItem }): ReactNode {
  const text = useDisputeText()
  const { dispute } = item
  const badge =
    dispute.ruling !== null ? (
      <StatusBadge tone="good" text={text('page.ruledFor', { unit: dispute.ruling.unit.name })} />
    ) : dispute.mootAt !== null ? (
      <StatusBadge tone="muted" text={text('page.moot')} />
    ) : dispute.lapsedAt !== null ? (
      <StatusBadge tone="bad" text={text('page.lapsed')} />
    ) : (
      <ClockChip label={text('page.due')} dueAt={dispute.dueAt} />
    )
  return (
    <QueueLine title={item.title} badges={badge}>
      <span>{dispute.units.map(({ name }) => name).join(' / ')}</span>
    </QueueLine>
  )
}

type CaseProps = { readonly caseId: string; readonly disputeId: string | null; readonly onDone: (said: string, isSettled: boolean) => void }

function DisputedCase({ caseId, disputeId, onDone }: CaseProps): ReactNode {
  const text = useDisputeText()
  return (
    <QueueCase caseId={caseId} openText={text('page.openCase')}>
      {(view) => {
        const { disputes } = view.procedures
        const dispute = disputes.find(({ id }) => id === disputeId) ?? disputes.at(-1)
        return dispute === undefined ? null : <DisputeSheet view={view} dispute={dispute} onDone={onDone} />
      }}
    </QueueCase>
  )
}
