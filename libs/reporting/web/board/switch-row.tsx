import type { ReactNode } from 'react'
import styles from './switch-row.module.css'

type Props<Value extends string> = {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** A few words in a row, one of them chosen; small enough for a panel's head. */
export const SwitchRow = <Value extends string>({ label, choices, value, onChange }: Props<Value>): ReactNode => (
  <div role="group" aria-label={label} className={styles.row}>
    {choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        className={styles.choice}
        aria-pressed={choice.value === value}
        onClick={() => onChange(choice.value)}
      >
        {choice.label}
      </button>
    ))}
  </div>
)
