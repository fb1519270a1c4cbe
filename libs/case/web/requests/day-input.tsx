import type { ReactNode } from 'react'
import { DayField } from '@tongban/ui/web'
import styles from '../work/form.module.css'

type Props = { readonly label: string; readonly value: string; readonly min?: string; readonly max?: string; readonly error?: string | undefined; readonly onChange: (day: string) => void }

/** A day with its label above and its complaint below. */
export const DayInput = ({ label, value, min, max, error, onChange }: Props): ReactNode => (
  <div className={styles.field}>
    <span className={styles.label} aria-hidden="true">
      {label}
    </span>
    <DayField label={label} value={value} onChange={onChange} {...(min === undefined ? {} : { min })} {...(max === undefined ? {} : { max })} />
    {error === undefined ? null : (
      <p className={styles.error} role="alert">
        {error}
      </p>
    )}
  </div>
)
