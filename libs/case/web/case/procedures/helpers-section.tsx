import type { ReactNode } from 'react'
import { formatMoment, formatNear, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { ProceduresView } from '../../../contract/index.js'
import { useCaseText } from '../../strings/case-strings.js'
import { SectionTitle } from '../section-title.js'
import styles from './procedures.module.css'

/** Village staff, grid workers and volunteers who were asked for a hand: helpers, never leads. */
export function HelpersSection({ helpers }: { readonly helpers: ProceduresView['helpers'] }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  if (helpers.length === 0) return null
  return (
    <section className={styles.section} aria-label={text('helping.title')}>
      <SectionTitle>{text('helping.title')}</SectionTitle>
      <ul className={styles.cards}>
        {helpers.map((helper) => (
          <li key={helper.id} className={styles.card}>
            <p className={styles.top}>
              <strong>{helper.name}</strong>
              <span className={styles.small}>{text(`helping.kind.${helper.kind}`)}</span>
              <StatusBadge tone={helper.doneAt === null ? 'info' : 'good'} text={text(helper.doneAt === null ? 'helping.working' : 'helping.done')} />
            </p>
            <p>{helper.task}</p>
            {helper.result === null ? null : <p className={styles.outcome}>{helper.result}</p>}
            <p className={styles.small} title={formatMoment(helper.doneAt ?? helper.askedAt, 'full', language)}>
              {helper.unit.name} · {formatNear(helper.doneAt ?? helper.askedAt, now, language)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
