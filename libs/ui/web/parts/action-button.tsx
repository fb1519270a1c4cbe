import { Button, type ButtonProps } from 'antd'
import { useId, type ReactNode } from 'react'
import { KeyCap } from './key-cap.js'
import styles from './action-button.module.css'

export type ActionButtonProps = Omit<ButtonProps, 'disabled' | 'title'> & {
  /** Why it cannot be pressed now; a disabled action always says. Null or absent: it can. */
  readonly disabledReason?: string | null
  /** The key that does the same. */
  readonly shortcut?: string
}

/** A button that stays reachable when it is off, so that its reason can be read by mouse, keyboard and screen reader alike. */
export function ActionButton({ disabledReason = null, shortcut, children, onClick, className, ...rest }: ActionButtonProps): ReactNode {
  const reasonId = useId()
  const off = disabledReason !== null
  return (
    <>
      <Button
        {...rest}
        className={`${className ?? ''} ${off ? styles.off : ''}`}
        aria-disabled={off || undefined}
        aria-describedby={off ? reasonId : undefined}
        title={disabledReason ?? undefined}
        onClick={off ? undefined : onClick}
      >
        {children}
        {shortcut === undefined ? null : <KeyCap>{shortcut}</KeyCap>}
      </Button>
      {off ? (
        <span id={reasonId} className="tb-visually-hidden">
          {disabledReason}
        </span>
      ) : null}
    </>
  )
}
