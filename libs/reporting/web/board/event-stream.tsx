import { formatMoment } from '@tongban/ui/web'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardEvent } from '../../contract/index.js'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './event-stream.module.css'

const MARK = { normal: '·', good: '✓', bad: '■' } as const

/** The latest, newest first; of another day than `day` only the date. Only what came since the board was opened slides in. */
export function EventStream({ events, day }: { readonly events: readonly BoardEvent[]; readonly day: string }): ReactNode {
  const text = useReportingText()
  const [newestAtFirst] = useState(() => Math.max(0, ...events.map(({ id }) => id)))
  if (events.length === 0) return <p className={styles.none}>{text('board.noEvents')}</p>
  return (
    <ol className={styles.stream}>
      {events.map((event) => (
        <li key={event.id} className={`${styles.event} ${event.id > newestAtFirst ? styles.fresh : ''}`} data-tone={event.tone}>
          <time dateTime={event.at} className={styles.time}>
            {formatMoment(event.at, 'day') === day ? formatMoment(event.at, 'time') : formatMoment(event.at, 'day').slice(5)}
          </time>
          <span className={styles.county}>{event.countyName}</span>
          <span className={styles.unit}>{event.unitName}</span>
          <Link to={`/cases/${event.caseId}`} className={styles.sentence} title={`${event.number} ${event.sentence}`}>
            <span className={styles.mark} aria-hidden="true">
              {MARK[event.tone]}
            </span>
            {event.sentence}
          </Link>
        </li>
      ))}
    </ol>
  )
}
