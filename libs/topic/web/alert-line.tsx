import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { StatusBadge, formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { AlertItem } from '../contract/index.js'
import { useTopicText } from './topic-strings.js'
import { ALERT_TONES } from './topic-tones.js'
import styles from './topic.module.css'

/** An alert in a list: what is unusual, and who has to answer until when. */
export function AlertLine({ item }: { readonly item: AlertItem }): ReactNode {
  const text = useTopicText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { id, title, kind, status, level, spanDays, observed, expected, raisedAt, acknowledgeBy, county, township } = item
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
        <span>{text('alert.observed', { days: spanDays, observed, expected })}</span>
        <span title={formatMoment(raisedAt, 'full', language)}>{formatNear(raisedAt, now, language)}</span>
        {acknowledgeBy === null ? null : <span className={styles.bad}>{text('alert.waits', { level: text(`level.${level}`), moment: formatMoment(acknowledgeBy, 'short', language) })}</span>}
      </p>
    </li>
  )
}
