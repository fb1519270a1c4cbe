import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { OrderListItem } from '../contract/index.js'
import { OrderClock, OrderKindBadge, OrderMarks, OrderStateBadge } from './order-badges.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'

/** Orders one under the other: columns on a desk, cards on a phone. */
export function OrderLines({ items, label }: { readonly items: readonly OrderListItem[]; readonly label: string }): ReactNode {
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item) => (
        <OrderLine key={item.id} item={item} />
      ))}
    </ul>
  )
}

function OrderLine({ item }: { readonly item: OrderListItem }): ReactNode {
  const text = useSupervisionText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <li className={styles.line}>
      <div>
        <Link to={`/supervision/${item.id}`}>{item.title}</Link>
        <p className={styles.small}>
          {item.number} · {text(`origin.${item.origin}`)} · {text('order.cases', { count: item.caseCount })}
        </p>
      </div>
      <div>
        {item.unit.name}
        <p className={styles.small}>{item.county?.name}</p>
      </div>
      <span className={styles.badges}>
        <OrderKindBadge kind={item.kind} />
        <OrderStateBadge state={item.state} />
      </span>
      <span className={styles.badges}>
        <OrderClock order={item} />
        <OrderMarks order={item} />
      </span>
      <span className={`${styles.small} ${styles.right}`} title={formatMoment(item.issuedAt, 'full', language)}>
        {formatNear(item.issuedAt, now, language)}
      </span>
    </li>
  )
}
