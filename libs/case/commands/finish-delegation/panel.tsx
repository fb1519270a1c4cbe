import { useState, type ReactNode } from 'react'
import { LoadingState, useRead } from '@tongban/ui/web'
import { readCase } from '../../contract/case-endpoints.js'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { Choices } from '../../web/work/form-parts.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { finishDelegation } from './contract.js'

/** What came of the help this unit asked for. */
export function FinishDelegationPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const { data: view } = useRead(readCase, { params: { caseId: subject.caseId } })
  const [picked, setPicked] = useState<string | null>(null)
  const command = useCaseCommand(finishDelegation, subject, { result: '' })
  const unitId = view?.assignments.find(({ id }) => id === subject.assignmentId)?.unit.id
  const helpers = (view?.procedures.helpers ?? []).filter((helper) => helper.doneAt === null && helper.unit.id === unitId)
  const chosen = helpers.find(({ id }) => id === picked) ?? helpers[0]
  const submit = async (): Promise<void> => {
    if (chosen !== undefined && (await command.submit({ helperId: chosen.id }))) onDone(text('form.done', { number: subject.number, action: text('finish.title') }))
  }
  if (view === undefined) return <LoadingState />
  return (
    <CommandForm title={text('finish.title')} submitText={text('finish.submit')} command={command} isOff={chosen === undefined} onSubmit={submit} onCancel={onCancel}>
      <Choices
        stacked
        legend={text('finish.which')}
        value={chosen?.id ?? null}
        options={helpers.map((helper) => ({ value: helper.id, label: `${helper.kindZh} ${helper.name} · ${helper.task}` }))}
        onChoose={setPicked}
        error={command.form.errors.helperId}
      />
      <TextField label={text('finish.result')} name="result" rows={2} autoFocus command={command} />
    </CommandForm>
  )
}
