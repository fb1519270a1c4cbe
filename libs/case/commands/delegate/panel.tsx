import type { ReactNode } from 'react'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCaseText } from '../../web/strings/case-strings.js'
import { helperKindSchema, type HelperKind } from '../../contract/procedures.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { Choices } from '../../web/work/form-parts.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { delegate } from './contract.js'

/** Whom of the village, the grid or the volunteers the unit asks for what. */
export function DelegatePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const words = useCaseText()
  const command = useCaseCommand(delegate, subject, { kind: 'village', name: '', task: '' })
  const { form } = command
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('form.done', { number: subject.number, action: text('delegate.title') }))
  }
  return (
    <CommandForm title={text('delegate.title')} hint={text('delegate.hint')} submitText={text('delegate.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <Choices
        legend={text('delegate.kind')}
        value={form.values.kind as HelperKind}
        options={helperKindSchema.options.map((value) => ({ value, label: words(`helping.kind.${value}`) }))}
        onChoose={(kind) => form.set({ kind })}
        error={form.errors.kind}
      />
      <TextField label={text('delegate.name')} name="name" autoFocus command={command} />
      <TextField label={text('delegate.task')} name="task" rows={2} command={command} />
    </CommandForm>
  )
}
