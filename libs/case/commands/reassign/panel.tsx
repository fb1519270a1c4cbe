import { Checkbox } from 'antd'
import { useState, type ReactNode } from 'react'
import { CommandForm, TextField, UnitsField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { UnitField, type NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { reassign } from './contract.js'

/** Another lead, and whether the first dispatch was wrong. */
export function ReassignPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const [lead, setLead] = useState<readonly NamedUnit[]>([])
  const [assists, setAssists] = useState<readonly NamedUnit[]>([])
  const command = useCaseCommand(reassign, subject, { leadUnitId: '', assistUnitIds: [], reason: '', wrongDispatch: false, newPromiseReason: '' })
  const { form } = command
  const submit = async (): Promise<void> => {
    const newPromise = String(form.values.newPromiseReason ?? '').trim()
    if (await command.submit({ newPromiseReason: newPromise === '' ? null : newPromise })) {
      onDone(text('form.done', { number: subject.number, action: text('reassign.title') }))
    }
  }
  return (
    <CommandForm title={text('reassign.title')} hint={text('reassign.hint')} submitText={text('reassign.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <UnitField
        single
        label={text('reassign.lead')}
        units={lead}
        placeholder={text('form.unitPlaceholder')}
        error={form.errors.leadUnitId}
        onChange={(next) => {
          setLead(next)
          form.set({ leadUnitId: next[0]?.id ?? '' })
        }}
      />
      <UnitsField label={text('reassign.assists')} name="assistUnitIds" command={command} units={assists} onChange={setAssists} />
      <TextField label={text('reassign.reason')} name="reason" rows={2} command={command} />
      <Checkbox checked={form.values.wrongDispatch === true} onChange={(event) => form.set({ wrongDispatch: event.target.checked })}>
        {text('reassign.wrong')}
      </Checkbox>
      <TextField label={text('reassign.promise')} name="newPromiseReason" command={command} />
    </CommandForm>
  )
}
