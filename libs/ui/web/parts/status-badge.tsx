import type { ReactNode } from 'react'
import styles from './status-badge.module.css'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'muted'

/** A shape for each tone, so that no meaning hangs on colour alone. */
const SHAPES: Record<Tone, string> = { neutral: '○', info: '◔', good: '✓', warn: '◇', bad: '■', muted: '–' }

/** A state in a word, with a shape and a colour. */
export const StatusBadge = ({ tone, text, title }: { readonly tone: Tone; readonly text: string; readonly title?: string }): ReactNode => (
  <span className={`${styles.badge} ${styles[tone]}`} title={title}>
    <span className={styles.shape} aria-hidden="true">
      {SHAPES[tone]}
    </span>
    {text}
  </span>
)
