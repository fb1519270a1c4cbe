import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Changing } from './changing.js'
import styles from './kind-bars.module.css'

export type Kind = { readonly id: string; readonly name: string; readonly count: number }

/** Bars with their words and numbers; the longest fills the line. Each opens its list. */
export function KindBars({ kinds, addressOf }: { readonly kinds: readonly Kind[]; readonly addressOf: (id: string) => string }): ReactNode {
  const most = Math.max(1, ...kinds.map(({ count }) => count))
  return (
    <ul className={styles.bars}>
      {kinds.map(({ id, name, count }) => (
        <li key={id} className={styles.kind} data-none={count === 0}>
          <span className={styles.name}>{name}</span>
          <span className={styles.track}>
            <span className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />
          </span>
          <Link to={addressOf(id)} className={styles.count} aria-label={`${name} ${count}`}>
            <Changing value={count}>{formatCount(count)}</Changing>
          </Link>
        </li>
      ))}
    </ul>
  )
}
