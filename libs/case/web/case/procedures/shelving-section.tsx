import type { ReactNode } from 'react'
import { formatMoment, formatNear, instantOf, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { ProceduresView } from '../../../contract/index.js'
import { useCaseText } from '../../strings/case-strings.js'
import { SectionTitle } from '../section-title.js'
import styles from './procedures.module.css'

type Shelving = NonNullable<ProceduresView['shelving']>

/** 挂账: why it cannot be solved now, until when, who answers for it, and how far it has come. Also told when it is over. */
export function ShelvingSection({ shelving }: { readonly shelving: Shelving | null }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  if (shelving === null) return null
  const { reason, measures, leader, publicNote, since, until, nextReviewAt, endedAt, milestones } = shelving
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text('shelved.reason'), reason],
    [text('shelved.measures'), measures],
    [text('shelved.leader'), leader],
    [text('shelved.publicNote'), publicNote],
  ]
  return (
    <section className={styles.section} aria-label={text('shelved.title')}>
      <SectionTitle>{text('shelved.title')}</SectionTitle>
      <p className={styles.top}>
        {endedAt === null ? (
          <StatusBadge tone="info" text={text('shelved.until', { day: formatMoment(until, 'day') })} title={formatMoment(until, 'full', language)} />
        ) : (
          <StatusBadge tone="muted" text={text('shelved.ended', { moment: formatNear(endedAt, now, language) })} />
        )}
        <span className={styles.small} title={formatMoment(since, 'full', language)}>
          {text('shelved.since', { day: formatMoment(since, 'day') })}
        </span>
        {endedAt === null ? (
          <span className={instantOf(nextReviewAt) <= now ? styles.late : styles.small} title={formatMoment(nextReviewAt, 'full', language)}>
            {text(instantOf(nextReviewAt) <= now ? 'shelved.reviewOverdue' : 'shelved.nextReview', { day: formatMoment(nextReviewAt, 'day') })}
          </span>
        ) : null}
      </p>
      <dl className={styles.rows}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ol className={styles.milestones} aria-label={text('shelved.milestones')}>
        {milestones.map((milestone) => (
          <Milestone key={`${milestone.at} ${milestone.text}`} milestone={milestone} isOver={endedAt !== null} />
        ))}
      </ol>
    </section>
  )
}

function Milestone({ milestone, isOver }: { readonly milestone: Shelving['milestones'][number]; readonly isOver: boolean }): ReactNode {
  const text = useCaseText()
  const now = useNow('minute')
  const { at, doneAt, note } = milestone
  const state = doneAt !== null ? 'done' : !isOver && instantOf(at) <= now ? 'late' : 'waiting'
  return (
    <li data-state={state}>
      <span className={styles.mark} aria-hidden="true">
        {state === 'done' ? '✓' : state === 'late' ? '■' : '○'}
      </span>
      <span>
        {formatMoment(at, 'day')} {milestone.text}
        <span className={state === 'late' ? styles.late : styles.small}>
          {' '}
          {doneAt === null ? text(`shelved.${state === 'late' ? 'late' : 'waiting'}`) : text('shelved.done', { day: formatMoment(doneAt, 'day') })}
        </span>
        {note === null || note === '' ? null : <span className={styles.note}>{note}</span>}
      </span>
    </li>
  )
}
