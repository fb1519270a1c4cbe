import { formatCount, useCan, useRead } from '@tongban/ui/web'
import { listTopics, type TopicTrend } from '@tongban/topic/contract'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './topic-list.module.css'

const MOST = 4
const EVERY_MS = 60_000
const SHOWN = { growing: { arrow: '↑', trend: 'rising' }, steady: { arrow: '→', trend: 'steady' }, fading: { arrow: '↓', trend: 'fading' } } as const satisfies Record<TopicTrend, object>

/** What many people say at once in one place, the hottest of the last seven days; nothing where there is none or it cannot be read: the counts below stand. */
export function HotTopicLines(): ReactNode {
  const can = useCan()
  const text = useReportingText()
  const read = useRead(listTopics, { query: { days: '7', limit: MOST } }, { enabled: can('topic.read'), refetchIntervalMs: EVERY_MS })
  const items = read.data?.items ?? []
  if (items.length === 0) return null
  return (
    <ul className={styles.hot}>
      {items.map(({ id, title, cases7, trend }) => (
        <li key={id} className={styles.topic} data-trend={SHOWN[trend].trend}>
          <Link to={`/topics/${id}`} className={styles.name} title={title}>
            {title}
          </Link>
          <span className={styles.trend}>
            <span aria-hidden="true">{SHOWN[trend].arrow}</span>
            <span>{text(`board.${SHOWN[trend].trend}`)}</span>
          </span>
          <span className={styles.usual}>{text('board.lastWeek')}</span>
          <span className={styles.count}>{formatCount(cases7)}</span>
        </li>
      ))}
    </ul>
  )
}
