import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTopicText } from './topic-strings.js'
import styles from './topic.module.css'

/** The way back, and what was just done: said to screen readers too. */
export function BackToList({ said = '' }: { readonly said?: string }): ReactNode {
  const text = useTopicText()
  return (
    <>
      <Link to="/topics">{text('list.back')}</Link>
      <span className={styles.said} role="status">
        {said}
      </span>
    </>
  )
}
