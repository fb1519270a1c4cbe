import type { ReactNode } from 'react'
import { useConnection, useConnectionText } from '@tongban/ui/web'
import styles from './connection-sign.module.css'

const SHAPES = { online: '●', connecting: '◌', offline: '✕' } as const

/** Whether the page moves by itself: a shape, a word and a sentence in the tooltip. */
export function ConnectionSign(): ReactNode {
  const state = useConnection()
  const { word, sentence } = useConnectionText(state)
  return (
    <span className={`${styles.sign} ${styles[state]}`} title={sentence} role="status">
      <span aria-hidden="true">{SHAPES[state]}</span>
      {word}
    </span>
  )
}
