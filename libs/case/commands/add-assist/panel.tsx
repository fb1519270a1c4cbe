import { useState, type ReactNode } from 'react'
import { CommandForm, TextField, UnitsField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import type { NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { addAssist } from './contract.js'

/** More units to help, and why. */
export function AddAssistPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const [units, setUnits] = useState<readonly NamedUnit[]>([])
  const command = useCaseCommand(addAssist, subject, { unitIds: [], reason: '' })
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('form.done', { number: subject.number, action: text('addAssist.title') }))
  }
  return (
    <CommandForm title={text('addAssist.title')} hint={text('addAssist.hint')} submitText={text('addAssist.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <UnitsField label={text('addAssist.units')} command={command} units={units} onChange={setUnits} />
      <TextField label={text('addAssist.reason')} name="reason" rows={2} command={command} />
    </CommandForm>
  )
}
