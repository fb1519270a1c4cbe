import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { KeyCap } from './key-cap.js'
import styles from './choice-group.module.css'

export type Choice<Value extends string> = {
  readonly value: Value
  readonly label: ReactNode
  /** Smaller, after the label: how sure, why. */
  readonly hint?: ReactNode
  /** The digit or key that picks it; drawn, and taken while the group has the focus when it is a digit. */
  readonly keyCap?: string
  readonly title?: string
}

export type ChoiceGroupProps<Value extends string> = {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value | null
  /** What the system would take by itself: drawn hollow while nothing is chosen. */
  readonly proposed?: Value | null
  readonly onChange: (value: Value) => void
  /** Backspace or Delete takes the choice back. */
  readonly onClear?: () => void
  readonly vertical?: boolean
  readonly autoFocus?: boolean
}

/**
 * One of a few, as native radios: Tab comes in, arrows move, digits pick.
 * What the system proposes is told apart from what a person chose.
 */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>): ReactNode {
  const { label, choices, value, proposed = null, onChange, onClear, vertical = false, autoFocus = false } = props
  const name = useId()
  const group = useRef<HTMLDivElement>(null)

  const pick = (chosen: Value): void => {
    onChange(chosen)
    for (const radio of group.current?.querySelectorAll('input') ?? []) if (radio.value === chosen) radio.focus()
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.key === 'Backspace' || event.key === 'Delete') && onClear !== undefined) {
      event.preventDefault()
      onClear()
      return
    }
    const byKey = choices.find((choice) => choice.keyCap !== undefined && /^\d$/.test(choice.keyCap) && choice.keyCap === event.key)
    if (byKey === undefined) return
    event.preventDefault()
    event.stopPropagation()
    pick(byKey.value)
  }

  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      className={`${styles.group} ${vertical ? styles.vertical : ''}`}
      onKeyDown={pressed}
    >
      {choices.map((choice, index) => {
        const chosen = choice.value === value
        const isProposed = value === null && choice.value === proposed
        return (
          <label
            key={choice.value}
            className={`${styles.choice} ${chosen ? styles.chosen : ''} ${isProposed ? styles.proposed : ''}`}
            title={choice.title}
          >
            <input
              type="radio"
              className={styles.input}
              name={name}
              value={choice.value}
              checked={chosen}
              autoFocus={autoFocus && index === 0}
              onChange={() => onChange(choice.value)}
            />
            {choice.keyCap === undefined ? null : <KeyCap>{choice.keyCap}</KeyCap>}
            <span className={styles.label}>{choice.label}</span>
            {choice.hint === undefined ? null : <span className={styles.hint}>{choice.hint}</span>}
          </label>
        )
      })}
    </div>
  )
}
