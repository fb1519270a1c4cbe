import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { CommandForm, TextField, UnitsField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { Field } from '../../web/work/form-parts.js'
import type { NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { whistle } from './contract.js'

/** Which departments, what for, where to come, and by when they answer. */
export function WhistlePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const [units, setUnits] = useState<readonly NamedUnit[]>([])
  const [hours, setHours] = useState('')
  const command = useCaseCommand(whistle, subject, { unitIds: [], reason: '', place: subject.placeText })
  const submit = async (): Promise<void> => {
    const respondWithinHours = hours.trim() === '' ? null : Number(hours)
    if (await command.submit({ respondWithinHours })) onDone(text('form.done', { number: subject.number, action: text('whistle.title') }))
  }
  return (
    <CommandForm title={text('whistle.title')} hint={text('whistle.hint')} submitText={text('whistle.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <UnitsField label={text('whistle.units')} command={command} units={units} onChange={setUnits} />
      <TextField label={text('whistle.reason')} name="reason" rows={2} command={command} />
      <TextField label={text('whistle.place')} name="place" command={command} />
      <Field label={text('whistle.hours')} error={command.form.errors.respondWithinHours}>
        {(ids) => <Input {...ids} inputMode="numeric" value={hours} onChange={(event) => setHours(event.target.value)} />}
      </Field>
    </CommandForm>
  )
}
