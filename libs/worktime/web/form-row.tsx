import { useId, type ReactNode } from 'react'
import styles from './form-row.module.css'

type FormRowProps = {
  readonly label: string
  readonly error?: string | null
  readonly children: (field: { readonly id: string; readonly 'aria-invalid': boolean; readonly 'aria-describedby': string | undefined }) => ReactNode
}

/** A field under its name; its complaint below. */
export function FormRow({ label, error = null, children }: FormRowProps): ReactNode {
  const id = useId()
  return (
    <div className={styles.row}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': error !== null, 'aria-describedby': error === null ? undefined : `${id}error` })}
      {error === null ? null : (
        <p id={`${id}error`} role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
