import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { useCoHandlingText } from '../strings/co-handling-strings.js'
import { CommandProblem } from '../work/command-problem.js'
import { Field, FormFoot } from '../work/form-parts.js'
import styles from '../work/form.module.css'
import { UnitField, type NamedUnit } from '../work/unit-field.js'
import type { CaseCommandForm } from '../work/use-case-command.js'

type FormProps = {
  readonly title: string
  readonly hint?: string
  readonly submitText: string
  readonly command: CaseCommandForm
  readonly isDanger?: boolean
  readonly isOff?: boolean
  readonly onSubmit: () => Promise<void>
  readonly onCancel: () => void
  readonly children: ReactNode
}

/** A command's form on the case page: what it does, its fields, the refusal, two buttons; Ctrl+Enter sends, Escape leaves. */
export function CommandForm({ title, hint, submitText, command, isDanger = false, isOff = false, onSubmit, onCancel, children }: FormProps): ReactNode {
  const text = useCoHandlingText()
  useKeys({ 'ctrl+enter': () => void (isOff ? undefined : onSubmit()), escape: onCancel })
  return (
    <form className={styles.form} aria-label={title} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{title}</h3>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {children}
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button danger={isDanger} type="primary" disabled={isOff} loading={command.isRunning} onClick={() => void onSubmit()}>
          {submitText} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}

type TextProps = {
  readonly label: string
  readonly name: string
  readonly command: CaseCommandForm
  /** More than one: an area. */
  readonly rows?: number
  readonly placeholder?: string
  readonly autoFocus?: boolean
}

/** A text of the command's body. */
export function TextField({ label, name, command: { form }, rows = 1, placeholder, autoFocus = false }: TextProps): ReactNode {
  const value = String(form.values[name] ?? '')
  return (
    <Field label={label} error={form.errors[name]}>
      {(ids) =>
        rows === 1 ? (
          <Input {...ids} autoFocus={autoFocus} value={value} placeholder={placeholder} onChange={(event) => form.set({ [name]: event.target.value })} />
        ) : (
          <Input.TextArea {...ids} autoFocus={autoFocus} rows={rows} value={value} placeholder={placeholder} onChange={(event) => form.set({ [name]: event.target.value })} />
        )
      }
    </Field>
  )
}

type UnitsProps = {
  readonly label: string
  readonly command: CaseCommandForm
  readonly units: readonly NamedUnit[]
  readonly onChange: (units: readonly NamedUnit[]) => void
  readonly name?: string
}

/** Units of the command's body, several. */
export function UnitsField({ label, command: { form }, units, onChange, name = 'unitIds' }: UnitsProps): ReactNode {
  const text = useCoHandlingText()
  return (
    <UnitField
      label={label}
      units={units}
      placeholder={text('form.unitPlaceholder')}
      error={form.errors[name]}
      onChange={(next) => {
        onChange(next)
        form.set({ [name]: next.map(({ id }) => id) })
      }}
    />
  )
}
