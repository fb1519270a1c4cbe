import { useState, type ReactNode } from 'react'
import { LoadingState, useRead } from '@tongban/ui/web'
import { readCase } from '../../contract/case-endpoints.js'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCaseText } from '../../web/strings/case-strings.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { Choices } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { recall } from './contract.js'

const OPEN: readonly string[] = ['dispatched', 'signed', 'contacted', 'replied']

/** Which duty or copy is taken back; taking the lead back sends the case to the pool, and the form says so before. */
export function RecallPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const words = useCaseText()
  const { data: view } = useRead(readCase, { params: { caseId: subject.caseId } })
  const [picked, setPicked] = useState<string | null>(null)
  const command = useCaseCommand(recall, subject, { reason: '' })
  // Helpers first: taking the lead back is the rarer and the heavier thing.
  const duties = (view?.assignments ?? []).filter((item) => OPEN.includes(item.status)).sort((a, b) => Number(a.role === 'lead') - Number(b.role === 'lead'))
  const chosen = duties.find(({ id }) => id === picked) ?? duties[0]
  const submit = async (): Promise<void> => {
    if (chosen !== undefined && (await command.submit({ assignmentId: chosen.id }))) onDone(text('form.done', { number: subject.number, action: text('recall.title') }))
  }
  if (view === undefined) return <LoadingState />
  return (
    <CommandForm title={text('recall.title')} submitText={text('recall.submit')} command={command} isDanger isOff={chosen === undefined} onSubmit={submit} onCancel={onCancel}>
      {chosen === undefined ? (
        <p className={styles.hint}>{text('recall.none')}</p>
      ) : (
        <Choices
          stacked
          legend={text('recall.which')}
          value={chosen.id}
          options={duties.map((item) => ({ value: item.id, label: `${words(`role.${item.role}`)} · ${item.unit.name}` }))}
          onChoose={setPicked}
          error={command.form.errors.assignmentId}
        />
      )}
      {chosen?.role === 'lead' ? <p className={styles.hint}>{text('recall.lead')}</p> : null}
      <TextField label={text('recall.reason')} name="reason" rows={2} command={command} />
    </CommandForm>
  )
}
