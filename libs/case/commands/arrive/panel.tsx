import type { ReactNode } from 'react'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { arrive } from './contract.js'

/** Who was summoned is there. */
export function ArrivePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const command = useCaseCommand(arrive, subject, { place: subject.placeText, note: '' })
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('form.done', { number: subject.number, action: text('arrive.title') }))
  }
  return (
    <CommandForm title={text('arrive.title')} submitText={text('arrive.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <TextField label={text('arrive.place')} name="place" command={command} />
      <TextField label={text('arrive.note')} name="note" rows={2} placeholder={text('arrive.notePlaceholder')} autoFocus command={command} />
    </CommandForm>
  )
}
