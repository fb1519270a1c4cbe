import { useId, type ReactNode } from 'react'
import styles from './topic.module.css'

/** A field under its label; the label names the control. */
export function Labelled({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  )
}
