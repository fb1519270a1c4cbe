import type { ReactNode } from 'react'
import styles from './board-panel.module.css'

type Props = { readonly title: string; readonly aside?: ReactNode; readonly area: string; readonly children: ReactNode }

/** One framed part of the board. */
export const BoardPanel = ({ title, aside, area, children }: Props): ReactNode => (
  <section className={styles.panel} style={{ gridArea: area }} data-area={area} aria-label={title}>
    <header className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
    </header>
    <div className={styles.body}>{children}</div>
  </section>
)
