import { useEffect, useId, type ReactNode } from 'react'
import styles from './form.module.css'

type FieldProps = {
  readonly label: string
  readonly error?: string | undefined
  readonly aside?: ReactNode
  /** Draws the control; its id ties label and complaint to it. */
  readonly children: (ids: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': boolean
  }) => ReactNode
}

/** A field with its label above and its complaint below. */
export function Field({ label, error, aside, children }: FieldProps): ReactNode {
  const id = useId()
  const errorId = `${id}error`
  useEffect(() => {
    // the hand goes on where the first complaint is, whichever key or button asked
    const control = error === undefined ? null : document.getElementById(id)
    if (control !== null && control.closest('form')?.querySelector('[aria-invalid="true"]') === control) control.focus()
  }, [error, id])
  return (
    <div className={styles.field}>
      <div className={styles.labelRow}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {aside === undefined ? null : <span className={styles.aside}>{aside}</span>}
      </div>
      {children({ id, 'aria-describedby': error === undefined ? undefined : errorId, 'aria-invalid': error !== undefined })}
      {error === undefined ? null : (
        <p id={errorId} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type ChoicesProps<Value extends string> = {
  readonly legend: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value | null
  readonly onChoose: (value: Value) => void
  readonly error?: string | undefined
  /** One under the other: for sentences. */
  readonly stacked?: boolean
}

/** One of a few, as big keys: a thumb's reach on a phone, arrow keys on a desk. */
export function Choices<Value extends string>({
  legend,
  options,
  value,
  onChoose,
  error,
  stacked = false,
}: ChoicesProps<Value>): ReactNode {
  const name = useId()
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.label}>{legend}</legend>
      <div className={stacked ? styles.stacked : styles.row}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice} data-chosen={option.value === value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error === undefined ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** A command's form: its fields, its refusal, its buttons. Ctrl+Enter is the panel's own. */
export const FormFoot = ({ children }: { readonly children: ReactNode }): ReactNode => <div className={styles.foot}>{children}</div>
