import type { ReactNode } from 'react'
import { ClockChip, formatPercent, StatusBadge, useLanguage, formatNear, useNow } from '@tongban/ui/web'
import type { PoolItem } from '../contract/pool.schema.js'
import { useDispatchText } from './dispatch-strings.js'
import styles from './pool-list.module.css'
import { urgencyBadge } from './urgency-badge.js'

export type PoolListProps = {
  readonly items: readonly PoolItem[]
  readonly chosenId: string | null
  readonly onChoose: (id: string) => void
}

/** One case in three lines: how long it may still wait, what and where, who it might be. */
export function PoolList({ items, chosenId, onChoose }: PoolListProps): ReactNode {
  const text = useDispatchText()
  const now = useNow('minute')
  const { language } = useLanguage()
  return (
    <ul className={styles.list} aria-label={text('pool.title')}>
      {items.map((item) => {
        const urgency = urgencyBadge(item.urgency, text)
        const { suggestion } = item
        return (
          <li key={item.id} id={`pool-${item.id}`}>
            <button
              type="button"
              className={`${styles.item} ${item.id === chosenId ? styles.chosen : ''}`}
              aria-current={item.id === chosenId}
              onClick={() => onChoose(item.id)}
            >
              <span className={styles.top}>
                <ClockChip dueAt={item.dispatchDueAt} />
                {urgency === null ? null : <StatusBadge {...urgency} />}
                {item.sealed ? <StatusBadge tone="muted" text={text('case.sealed')} /> : null}
                {item.claim === null ? null : (
                  <span className={styles.holder}>{item.claim.by.me ? text('claim.byMe') : text('claim.byName', { name: item.claim.by.name })}</span>
                )}
                <span className={styles.when}>{formatNear(item.filedAt, now, language)}</span>
              </span>
              <span className={styles.title}>{item.title}</span>
              <span className={styles.line}>
                <span className={styles.clip}>
                  {item.division?.name ?? (item.placeText === '' ? text('case.noPlace') : item.placeText)}
                </span>
                <span className={styles.guess}>
                  {suggestion?.lead == null ? text('pool.hasNone') : `${suggestion.lead.name} ${formatPercent(suggestion.confidence)}`}
                </span>
              </span>
              <span className={styles.why}>{item.poolReasons.map((reason) => text(`reason.${reason}`)).join(' · ')}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
