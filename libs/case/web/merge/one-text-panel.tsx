import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import type { CaseCommand } from '../../contract/index.js'
import { useMergeText } from '../strings/merge-strings.js'
import type { ActionPanelProps } from '../work/action-subject.js'
import { CommandProblem } from '../work/command-problem.js'
import { Field, FormFoot } from '../work/form-parts.js'
import styles from '../work/form.module.css'
import { useCaseCommand } from '../work/use-case-command.js'

type OneText = 'unmerge' | 'urge' | 'add_facts' | 'appeal'

type Props = ActionPanelProps & {
  readonly command: CaseCommand<OneText>
  /** The one field of its body that is written here. */
  readonly field: string
  readonly days?: number
}

/** The form of a command that asks for one text: what it does, the text, and the button that says it again. */
export function OneTextPanel({ command, field, days = 0, subject, onDone, onCancel }: Props): ReactNode {
  const text = useMergeText()
  const { name } = command
  const { form, submit, isRunning, problem } = useCaseCommand(command, subject, { [field]: '' })
  const send = async (): Promise<void> => {
    if (await submit()) onDone(text('form.done', { number: subject.number, action: text(`${name}.title`) }))
  }
  useKeys({ 'ctrl+enter': () => void send(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text(`${name}.title`)} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text(`${name}.title`)}</h3>
      <p className={styles.hint}>{text(`${name}.hint`, { days })}</p>
      <Field label={text(`${name}.label`)} error={form.errors[field]}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            rows={3}
            value={String(form.values[field] ?? '')}
            placeholder={text(`${name}.placeholder`)}
            onChange={(event) => form.set({ [field]: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={isRunning} onClick={() => void send()}>
          {text(`${name}.submit`)} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
