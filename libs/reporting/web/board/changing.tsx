import { useEffect, useRef, type ReactNode } from 'react'
import styles from './changing.module.css'

/** Lights up for a moment when the value becomes another, and stays still otherwise. Nothing moves for who has asked for no motion. */
export function Changing({ value, children }: { readonly value: string | number; readonly children: ReactNode }): ReactNode {
  const element = useRef<HTMLSpanElement>(null)
  const shown = useRef(value)
  useEffect(() => {
    if (shown.current === value) return
    shown.current = value
    const { current } = element
    if (current === null) return
    current.classList.remove(styles.changed ?? 'changed')
    // reading the layout lets the animation begin anew
    void current.offsetWidth
    current.classList.add(styles.changed ?? 'changed')
  }, [value])
  return (
    <span ref={element} className={styles.changing}>
      {children}
    </span>
  )
}
