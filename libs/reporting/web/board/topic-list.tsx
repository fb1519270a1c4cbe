import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot } from '../../contract/index.js'
import { measureAddress } from '../measures/measure-address.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { Changing } from './changing.js'
import styles from './topic-list.module.css'

const ARROW = { rising: '↑', steady: '→', fading: '↓' } as const

/** What people call about today, and whether it is more than usual at this hour. */
export function TopicList({ topics }: { readonly topics: BoardSnapshot['topics'] }): ReactNode {
  const text = useReportingText()
  if (topics.length === 0) return <p className={styles.none}>{text('board.noTopics')}</p>
  return (
    <ul className={styles.topics}>
      {topics.map(({ categoryCode, name, today, usual, trend }) => (
        <li key={categoryCode} className={styles.topic} data-trend={trend}>
          <span className={styles.name} title={name}>
            {name}
          </span>
          <span className={styles.trend}>
            <span aria-hidden="true">{ARROW[trend]}</span>
            <span>{text(`board.${trend}`)}</span>
          </span>
          <span className={styles.usual}>{text('board.usual', { count: usual < 10 ? usual.toFixed(1) : Math.round(usual) })}</span>
          <Link
            to={measureAddress({ measure: 'filed', preset: 'today', categoryCode })}
            className={styles.count}
            aria-label={`${name} ${today}`}
          >
            <Changing value={today}>{formatCount(today)}</Changing>
          </Link>
        </li>
      ))}
    </ul>
  )
}
