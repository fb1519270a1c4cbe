import type { ReactNode } from 'react'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { escalate } from './contract.js'

/** What the unit cannot solve, and what it has done so far. */
export function EscalatePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const command = useCaseCommand(escalate, subject, { reason: '', measures: '' })
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('form.done', { number: subject.number, action: text('escalate.title') }))
  }
  return (
    <CommandForm title={text('escalate.title')} hint={text('escalate.hint')} submitText={text('escalate.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <TextField label={text('escalate.reason')} name="reason" rows={2} autoFocus command={command} />
      <TextField label={text('escalate.measures')} name="measures" rows={2} command={command} />
    </CommandForm>
  )
}
