import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { useCaseText } from '../../web/strings/case-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { withdraw } from './contract.js'

/** The citizen takes the case back: why, in the same panel. */
export function WithdrawPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCaseText()
  const command = useCaseCommand(withdraw, subject, { reason: '' })
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('inbox.done', { number: subject.number, action: text('action.withdraw') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('form.withdrawTitle')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('form.withdrawTitle')}</h3>
      <Field label={text('form.withdrawReason')} error={command.form.errors.reason}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            rows={2}
            value={String(command.form.values.reason ?? '')}
            placeholder={text('form.withdrawPlaceholder')}
            onChange={(event) => command.form.set({ reason: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button danger type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('form.confirmWithdraw')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
