import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, LoadingState, useKeys } from '@tongban/ui/web'
import { RequestChoice } from '../../web/requests/request-choice.js'
import { useChosenRequest, type RequestPanelProps } from '../../web/requests/use-request-form.js'
import { useRequestText } from '../../web/strings/request-strings.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { cancelRequest } from './contract.js'

/** The unit takes back what it asked for, as long as nobody has ruled on it. */
export function CancelRequestPanel(props: RequestPanelProps): ReactNode {
  const { subject, onDone, onCancel } = props
  const text = useRequestText()
  const about = useChosenRequest(props, ({ status }) => status === 'awaiting_endorsement' || status === 'pending')
  const command = useCaseCommand(cancelRequest, subject, { reason: '' })
  const { chosen } = about
  const submit = async (): Promise<void> => {
    if (chosen !== undefined && (await command.submit({ requestId: chosen.id }))) onDone(text('form.done', { number: subject.number, action: text('cancel.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  if (about.view === undefined) return <LoadingState />
  return (
    <form className={styles.form} aria-label={text('cancel.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('cancel.title')}</h3>
      <RequestChoice of={about} />
      <Field label={text('cancel.reason')} error={command.form.errors.reason}>
        {(ids) => (
          <Input.TextArea {...ids} rows={2} value={String(command.form.values.reason ?? '')} onChange={(event) => command.form.set({ reason: event.target.value })} />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button danger type="primary" disabled={chosen === undefined} loading={command.isRunning} onClick={() => void submit()}>
          {text('cancel.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
