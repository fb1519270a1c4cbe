import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { caseStatusSchema, TERMINAL_STATUSES } from '@tongban/case/contract'
import { StatusBadge, formatMoment, useLanguage } from '@tongban/ui/web'
import type { TopicCaseItem } from '../contract/index.js'
import { useTopicText } from './topic-strings.js'
import styles from './topic.module.css'

/** Cases behind a topic or an alert; of a sealed one number and state alone. */
export function TopicCases({ items }: { readonly items: readonly TopicCaseItem[] }): ReactNode {
  const text = useTopicText()
  const { language } = useLanguage()
  if (items.length === 0) return <p className={styles.small}>{text('cases.empty')}</p>
  return (
    <ul className={styles.list} aria-label={text('cases.title')}>
      {items.map(({ id, number, title, status, sealed, filedAt, placeText, leadUnit }) => (
        <li key={id}>
          <p className={styles.row}>
            <Link to={`/cases/${id}`}>{number}</Link>
            <StatusBadge tone={isOver(status) ? 'neutral' : 'info'} text={statusText(text, status)} />
            <span>{sealed ? text('cases.sealed') : title}</span>
          </p>
          <p className={`${styles.row} ${styles.small}`}>
            <span>{formatMoment(filedAt, 'short', language)}</span>
            {placeText === null || placeText === '' ? null : <span>{placeText}</span>}
            {leadUnit === null ? null : <span>{leadUnit.name}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}

const OVER: readonly string[] = [...TERMINAL_STATUSES, 'closed']
const isOver = (status: string): boolean => OVER.includes(status)

function statusText(text: ReturnType<typeof useTopicText>, status: string): string {
  const known = caseStatusSchema.safeParse(status)
  return known.success ? text(`caseStatus.${known.data}`) : status
}
