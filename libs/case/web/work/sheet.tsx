import { useEffect, useRef, type ReactNode } from 'react'
import styles from './sheet.module.css'

/**
 * A form over the list on a phone, from the bottom edge. Drawn in place (not in a portal), so that it stands in the theme's scope.
 * The focus goes into it and, when it closes, back to where it came from.
 */
export function Sheet({
  label,
  onClose,
  children,
}: {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    if (box.current?.contains(before) !== true) box.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <div className={styles.back} onClick={onClose}>
      <div
        ref={box}
        className={styles.sheet}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
      >
        {children}
      </div>
    </div>
  )
}
