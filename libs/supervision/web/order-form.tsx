import { Button, Input } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { KeyCap, ProblemNote, useKeys, type ApiProblem } from '@tongban/ui/web'
import styles from './order-form.module.css'
import { useSupervisionText } from './supervision-strings.js'

export type FormValues = Readonly<Record<string, unknown>>
export type OrderFormState = {
  readonly values: FormValues
  readonly set: (change: FormValues) => void
  readonly errors: Readonly<Record<string, string>>
  /** The body as the contract takes it; null with complaints at the fields. */
  readonly check: (extra?: FormValues) => FormValues | null
}

/** A form whose rules are the contract's own shape: nothing is sent that the server would refuse for its form. */
export function useOrderForm(schema: z.ZodType, initial: FormValues): OrderFormState {
  const [values, setValues] = useState<FormValues>(initial)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  return {
    values, errors,
    set: (change) => {
      setValues((before) => ({ ...before, ...change }))
      setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in change))))
    },
    check: (extra = {}) => {
      const body = Object.fromEntries(Object.entries({ ...values, ...extra }).filter(([, value]) => value !== undefined))
      const parsed = schema.safeParse(body)
      const found: Record<string, string> = {}
      for (const { path, message } of parsed.error?.issues ?? []) found[String(path[0] ?? '')] ??= message
      setErrors(found)
      return parsed.success ? body : null
    },
  }
}

type FrameProps = {
  readonly title: string
  readonly hint?: string
  readonly submitText: string
  readonly problem: ApiProblem | null
  readonly isRunning: boolean
  readonly isDanger?: boolean
  readonly onSubmit: () => void
  readonly onCancel: () => void
  readonly children: ReactNode
}

/** What it does, its fields, why it was refused, two buttons; Ctrl+Enter sends, Escape leaves. */
export function OrderForm({ title, hint, submitText, problem, isRunning, isDanger = false, onSubmit, onCancel, children }: FrameProps): ReactNode {
  const text = useSupervisionText()
  useKeys({ 'ctrl+enter': onSubmit, escape: onCancel })
  return (
    <form className={styles.form} aria-label={title} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{title}</h3>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {children}
      <ProblemNote problem={problem} />
      <div className={styles.foot}>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" danger={isDanger} loading={isRunning} onClick={onSubmit}>
          {submitText} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </div>
    </form>
  )
}

export type FieldIds = { readonly id: string; readonly 'aria-describedby': string | undefined; readonly 'aria-invalid': boolean }

/** A field with its label above and its complaint below. */
export function OrderField({ label, error, children }: { readonly label: string; readonly error?: string | undefined; readonly children: (ids: FieldIds) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({ id, 'aria-describedby': error === undefined ? undefined : `${id}error`, 'aria-invalid': error !== undefined })}
      {error === undefined ? null : (
        <p id={`${id}error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type TextProps = { readonly form: OrderFormState; readonly name: string; readonly label: string; readonly rows?: number; readonly placeholder?: string; readonly autoFocus?: boolean }

/** A text of the body, one line or an area. */
export function OrderTextField({ form, name, label, rows = 1, placeholder = '', autoFocus = false }: TextProps): ReactNode {
  const value = String(form.values[name] ?? '')
  return (
    <OrderField label={label} error={form.errors[name]}>
      {(ids) =>
        rows === 1 ? (
          <Input {...ids} autoFocus={autoFocus} value={value} placeholder={placeholder} onChange={(event) => form.set({ [name]: event.target.value })} />
        ) : (
          <Input.TextArea {...ids} autoFocus={autoFocus} rows={rows} value={value} placeholder={placeholder} onChange={(event) => form.set({ [name]: event.target.value })} />
        )
      }
    </OrderField>
  )
}

export const fieldPair = styles.pair ?? ''
