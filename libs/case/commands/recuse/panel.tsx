import { useState, type ReactNode } from 'react'
import { CommandForm, TextField, UnitsField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import type { NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { recuse } from './contract.js'

/** The units the case is about: they lose it. */
export function RecusePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const [units, setUnits] = useState<readonly NamedUnit[]>([])
  const command = useCaseCommand(recuse, subject, { unitIds: [], reason: '' })
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('form.done', { number: subject.number, action: text('recuse.title') }))
  }
  return (
    <CommandForm title={text('recuse.title')} hint={text('recuse.hint')} submitText={text('recuse.submit')} command={command} isDanger onSubmit={submit} onCancel={onCancel}>
      <UnitsField label={text('recuse.units')} command={command} units={units} onChange={setUnits} />
      <TextField label={text('recuse.reason')} name="reason" rows={2} placeholder={text('recuse.reasonPlaceholder')} command={command} />
    </CommandForm>
  )
}
