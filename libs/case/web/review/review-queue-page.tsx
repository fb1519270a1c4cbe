import { useState, type ReactNode } from 'react'
import {
  formatMoment,
  nextInQueue,
  QueueLine,
  QueuePage,
  useHintedReads,
  useLanguage,
  useNow,
  useReadPages,
  useUrlFilters,
} from '@tongban/ui/web'
import { readReviewQueue, type CaseListItem } from '../../contract/index.js'
import { CaseMarkBadges } from '../case/case-marks.js'
import { UrgencyBadge } from '../case/urgency-badge.js'
import { useCaseText } from '../strings/case-strings.js'
import { QueueCase } from '../work/queue-case.js'
import { elapsedText } from './elapsed-text.js'
import { ReviewSheet } from './review-sheet.js'

const FILTERS = { case: '' } as const
const keyOf = (item: CaseListItem): string => item.id

/** `/review`: the replies that wait, the longest first; the next one comes by itself. */
export default function ReviewQueuePage(): ReactNode {
  const text = useCaseText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const pages = useReadPages(readReviewQueue, { query: { limit: 50 } })
  const [said, setSaid] = useState('')
  useHintedReads([readReviewQueue])
  return (
    <QueuePage
      title={text('review.title')}
      permission="case.review"
      queueLabel={text('review.queue')}
      pages={pages}
      keyOf={keyOf}
      chosen={filters.case}
      onChoose={(id) => set({ case: id })}
      said={said}
      line={(item) => <Line item={item} />}
      empty={{ title: text('review.empty'), hint: text('review.emptyHint') }}
    >
      {(caseId) => (
        <ReviewedCase
          key={caseId}
          caseId={caseId}
          onDecided={(words) => {
            setSaid(words)
            set({ case: nextInQueue(pages.items as readonly CaseListItem[], keyOf, caseId) })
          }}
        />
      )}
    </QueuePage>
  )
}

function Line({ item }: { readonly item: CaseListItem }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <QueueLine
      title={item.title}
      badges={
        <>
          <UrgencyBadge urgency={item.urgency} />
          <CaseMarkBadges marks={item.marks} />
        </>
      }
    >
      <span>{item.leadUnit?.name}</span>
      <span title={formatMoment(item.statusSince, 'full', language)}>
        {text('review.waiting', { time: elapsedText(item.statusSince, now, language) })}
      </span>
    </QueueLine>
  )
}

function ReviewedCase({ caseId, onDecided }: { readonly caseId: string; readonly onDecided: (said: string) => void }): ReactNode {
  const text = useCaseText()
  return (
    <QueueCase caseId={caseId} openText={text('review.openCase')}>
      {(view) => (
        <ReviewSheet
          view={view}
          onDecided={(verdict) => onDecided(text(verdict === 'pass' ? 'review.passed' : 'review.sentBack', { number: view.number }))}
        />
      )}
    </QueueCase>
  )
}
