import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ClockChip, StatusBadge, formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { AlertItem } from '../contract/index.js'
import { useTopicText } from './topic-strings.js'
import { ALERT_TONES } from './topic-tones.js'
import styles from './topic.module.css'

/** An alert in a list: what is unusual, and who has to answer until when. */
export function AlertLine({ item }: { readonly item: AlertItem }): ReactNode {
  const text = useTopicText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { id, title, kind, status, raisedAt, county, township, openTasks } = item
  return (
    <li className={styles.card}>
      <p className={styles.row}>
        <Link to={`/topics/alerts/${id}`}>
          <strong>{title}</strong>
        </Link>
        <StatusBadge tone={ALERT_TONES[status]} text={text(`status.${status}`)} />
        <span className={styles.small}>{text(`kind.${kind}`)}</span>
      </p>
      <p className={`${styles.row} ${styles.small}`}>
        <span>{[county?.name, township?.name].filter((name) => name !== undefined).join(' ')}</span>
        <span>{observedText(text, item)}</span>
        <span title={formatMoment(raisedAt, 'full', language)}>{text('alert.raised', { moment: formatNear(raisedAt, now, language) })}</span>
        {openTasks === 0 ? null : <span>{text('alert.openTasks', { count: openTasks })}</span>}
      </p>
      <AlertWait item={item} />
    </li>
  )
}

/** Whose answer it waits for, and how long still. */
export function AlertWait({ item: { acknowledgeBy, level, status } }: { readonly item: Pick<AlertItem, 'acknowledgeBy' | 'level' | 'status'> }): ReactNode {
  const text = useTopicText()
  if (status !== 'raised') return null
  return (
    <p className={`${styles.row} ${styles.small}`}>
      <span>{text('alert.waits', { level: text(`level.${level}`) })}</span>
      {acknowledgeBy === null ? null : <ClockChip dueAt={acknowledgeBy} />}
    </p>
  )
}

/** "0 cases as usual" reads like a fault of the page. */
export const observedText = (text: ReturnType<typeof useTopicText>, { spanDays, observed, expected, noHistory }: Pick<AlertItem, 'spanDays' | 'observed' | 'expected' | 'noHistory'>): string =>
  noHistory ? text('alert.observedNoHistory', { days: spanDays, observed }) : expected < 1 ? text('alert.observedRare', { days: spanDays, observed }) : text('alert.observed', { days: spanDays, observed, expected })
