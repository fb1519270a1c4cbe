import { instantOf, formatMoment, useNow } from '@tongban/ui/web'
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '@tongban/kernel/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot } from '../../contract/index.js'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './due-soon-panel.module.css'

const NEAR_MS = HOUR_MS

/** What is promised next, counted down by the minute. */
export function DueSoonPanel({ soonest }: { readonly soonest: BoardSnapshot['soonest'] }): ReactNode {
  const text = useReportingText()
  const now = useNow('minute')
  if (soonest.length === 0) return <p className={styles.none}>{text('board.noneDue')}</p>
  return (
    <ul className={styles.list}>
      {soonest.map(({ caseId, title, unitName, countyName, promiseDueAt }) => (
        <li key={caseId} className={styles.item} data-near={instantOf(promiseDueAt) - now < NEAR_MS}>
          <time className={styles.left} dateTime={promiseDueAt} title={formatMoment(promiseDueAt, 'full')}>
            <CountDown now={now} dueAt={instantOf(promiseDueAt)} />
          </time>
          <span className={styles.unit}>{unitName ?? countyName}</span>
          <Link to={`/cases/${caseId}`} className={styles.title} title={title}>
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** 00:12 within a day, else days and hours. */
function CountDown({ now, dueAt }: { readonly now: Instant; readonly dueAt: Instant }): ReactNode {
  const text = useReportingText()
  const left = Math.max(0, dueAt - now)
  if (left >= DAY_MS) return text('board.days', { days: Math.floor(left / DAY_MS), hours: Math.floor((left % DAY_MS) / HOUR_MS) })
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(left / HOUR_MS))}:${two(Math.floor((left % HOUR_MS) / MINUTE_MS))}`
}
