import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import {
  DataState,
  formatMoment,
  MoreButton,
  PageScaffold,
  useHintedReads,
  useKeys,
  useLanguage,
  useNow,
  useRead,
  useReadPages,
  useUrlFilters,
} from '@tongban/ui/web'
import { readCase, readReviewQueue, type CaseListItem } from '../../contract/index.js'
import { UrgencyBadge } from '../case/urgency-badge.js'
import { useCaseText } from '../strings/case-strings.js'
import { elapsedText } from './elapsed-text.js'
import { ReviewSheet } from './review-sheet.js'
import styles from './review-queue-page.module.css'

const FILTERS = { case: '' } as const

/** `/review`: the replies that wait, the longest first; the next one comes by itself. */
export default function ReviewQueuePage(): ReactNode {
  const text = useCaseText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const pages = useReadPages(readReviewQueue, { query: { limit: 50 } })
  const [said, setSaid] = useState('')
  useHintedReads([readReviewQueue])
  const items = pages.items as readonly CaseListItem[]
  const at = items.findIndex((item) => item.id === filters.case)
  // a case named in the address is shown even when it has left the queue meanwhile
  const chosenId = filters.case === '' ? (items[0]?.id ?? '') : filters.case
  const move = (step: number): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, (filters.case === '' ? 0 : at) + step))]
    if (next !== undefined) set({ case: next.id })
  }
  useKeys({ 'alt+arrowdown': () => move(1), 'alt+arrowup': () => move(-1) })
  const decided = (words: string): void => {
    setSaid(words)
    const index = items.findIndex((item) => item.id === chosenId)
    set({ case: items[index + 1]?.id ?? items.find((item) => item.id !== chosenId)?.id ?? '' })
  }
  return (
    <PageScaffold
      title={text('review.title')}
      permission="case.review"
      fixed
      aside={
        <span className={styles.said} role="status">
          {said}
        </span>
      }
    >
      <DataState
        read={pages}
        isEmpty={(list) => list.length === 0 && filters.case === ''}
        empty={{ title: text('review.empty'), hint: text('review.emptyHint') }}
      >
        {() => (
          <div className={styles.columns}>
            <nav className={styles.queue} aria-label={text('review.queue')}>
              <ul>
                {items.map((item) => (
                  <QueueLine key={item.id} item={item} isChosen={item.id === chosenId} onChoose={() => set({ case: item.id })} />
                ))}
              </ul>
              <MoreButton pages={pages} />
            </nav>
            <div className={styles.work}>
              {chosenId === '' ? null : <ReviewedCase key={chosenId} caseId={chosenId} onDecided={decided} />}
            </div>
          </div>
        )}
      </DataState>
    </PageScaffold>
  )
}

function QueueLine({
  item,
  isChosen,
  onChoose,
}: {
  readonly item: CaseListItem
  readonly isChosen: boolean
  readonly onChoose: () => void
}): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <li>
      <button type="button" className={styles.line} aria-current={isChosen} onClick={onChoose}>
        <span className={styles.lineTitle}>{item.title}</span>
        <span className={styles.lineWhere}>
          <UrgencyBadge urgency={item.urgency} />
          <span className={styles.lineUnit}>{item.leadUnit?.name}</span>
          <span title={formatMoment(item.statusSince, 'full', language)}>
            {text('review.waiting', { time: elapsedText(item.statusSince, now, language) })}
          </span>
        </span>
      </button>
    </li>
  )
}

function ReviewedCase({ caseId, onDecided }: { readonly caseId: string; readonly onDecided: (said: string) => void }): ReactNode {
  const text = useCaseText()
  const read = useRead(readCase, { params: { caseId } })
  useHintedReads<{ readonly caseId: string }>([readCase], (hint) => hint.caseId === caseId)
  return (
    <DataState read={read}>
      {(view) => (
        <>
          <header className={styles.head}>
            <span className={styles.number}>{view.number}</span>
            <h2>{view.title}</h2>
            <UrgencyBadge urgency={view.urgency} />
            <Link to={`/cases/${view.id}`}>{text('review.openCase')}</Link>
          </header>
          <ReviewSheet
            view={view}
            onDecided={(verdict) => onDecided(text(verdict === 'pass' ? 'review.passed' : 'review.sentBack', { number: view.number }))}
          />
        </>
      )}
    </DataState>
  )
}
