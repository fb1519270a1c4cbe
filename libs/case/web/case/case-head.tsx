import { useId, useState, type ReactNode } from 'react'
import { ClockChip, StatusBadge } from '@tongban/ui/web'
import type { CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import styles from './case-detail.module.css'
import { CaseMarkBadges } from './case-marks.js'
import { useCasePageSlots } from './case-page-slots.js'
import { STATUS_TONES } from './status-tones.js'
import { UrgencyBadge } from './urgency-badge.js'

/** Number, title, class and the promise clock; the clock opens the sentences that explain it. */
export function CaseHead({ view, back, level }: { readonly view: CaseView; readonly back?: ReactNode; readonly level: 1 | 2 }): ReactNode {
  const text = useCaseText()
  const { Clocks, Presence, PromiseClock, Incident } = useCasePageSlots()
  const [open, setOpen] = useState(false)
  const explanationId = useId()
  const chip = <PromiseChip view={view} />
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <header className={styles.headBlock}>
      <div className={styles.head}>
        {back}
        <span className={styles.number}>{view.number}</span>
        <Heading className={styles.caseTitle}>{view.title}</Heading>
        <span className={styles.badges}>
          <StatusBadge tone={STATUS_TONES[view.status]} text={text(`status.${view.status}`)} />
          <UrgencyBadge urgency={view.urgency} />
          <CaseMarkBadges marks={view.marks} status={view.status} />
          {view.sealed ? <StatusBadge tone="muted" text={text('case.sealed')} /> : null}
          {view.round > 1 ? <StatusBadge tone="warn" text={text('case.round', { round: view.round })} /> : null}
        </span>
        {Presence === undefined ? null : (
          <span className={styles.presence}>
            <Presence caseId={view.id} />
          </span>
        )}
        <button
          type="button"
          className={styles.clockButton}
          aria-expanded={open}
          aria-controls={explanationId}
          title={text('case.explain')}
          onClick={() => setOpen(!open)}
        >
          {PromiseClock === undefined ? chip : <PromiseClock caseId={view.id} assignmentId={leadOf(view)}>{chip}</PromiseClock>}
          <span className={styles.caret} aria-hidden="true">
            {open ? '▴' : '▾'}
          </span>
          <span className="tb-visually-hidden">{text('case.explain')}</span>
        </button>
      </div>
      {open ? (
        <section id={explanationId} className={styles.explanation} aria-label={text('case.explain')}>
          {Clocks === undefined ? <p className={styles.quiet}>{text('case.noExplain')}</p> : <Clocks caseId={view.id} />}
        </section>
      ) : null}
      {Incident === undefined ? null : <Incident caseId={view.id} />}
    </header>
  )
}

/** The lead's assignment of the latest dispatch. */
const leadOf = ({ assignments }: CaseView): string | null =>
  assignments.filter(({ role }) => role === 'lead').sort((a, b) => b.dispatchedAt.localeCompare(a.dispatchedAt))[0]?.id ?? null

/** The promise as the case knows it: from dispatch to the reply; before dispatch, the dispatch itself is due. */
function PromiseChip({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  // its promise is kept by the answer of the case it follows
  if (view.status === 'merged') return <StatusBadge tone="muted" text={text('case.followsParent')} />
  if (view.promiseDueAt !== null) {
    const doneAt = view.repliedAt ?? view.closedAt ?? (view.status === 'withdrawn' || view.status === 'terminated' ? view.statusSince : null)
    return <ClockChip label={text('case.promise')} dueAt={view.promiseDueAt} doneAt={doneAt} paused={view.marks.shelvedUntil !== null} />
  }
  const over = view.status !== 'awaiting_dispatch'
  return <ClockChip label={text('case.dispatchDue')} dueAt={view.dispatchDueAt} doneAt={over ? view.statusSince : null} />
}
