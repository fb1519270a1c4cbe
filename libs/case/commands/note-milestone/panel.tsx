import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { formatMoment, KeyCap, LoadingState, useKeys, useRead } from '@tongban/ui/web'
import { readCase } from '../../contract/index.js'
import { useRequestText } from '../../web/strings/request-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Choices, Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { noteMilestone } from './contract.js'

/** A step on the way to solving what is shelved: which, and what was done. */
export function NoteMilestonePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useRequestText()
  const { data: view } = useRead(readCase, { params: { caseId: subject.caseId } })
  const open = (view?.procedures.shelving?.milestones ?? []).flatMap((item, index) => (item.doneAt === null ? [{ ...item, index }] : []))
  const [picked, pick] = useState<string | null>(null)
  const chosen = picked ?? (open[0] === undefined ? null : String(open[0].index))
  const command = useCaseCommand(noteMilestone, subject, { note: '' })
  const submit = async (): Promise<void> => {
    if (chosen !== null && (await command.submit({ index: Number(chosen) }))) onDone(text('form.done', { number: subject.number, action: text('milestone.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  if (view === undefined) return <LoadingState />
  return (
    <form className={styles.form} aria-label={text('milestone.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('milestone.title')}</h3>
      {open.length === 0 ? (
        <p className={styles.hint}>{text('milestone.none')}</p>
      ) : (
        <Choices
          legend={text('milestone.which')}
          stacked
          options={open.map((item) => ({ value: String(item.index), label: `${formatMoment(item.at, 'day')} ${item.text}` }))}
          value={chosen}
          onChoose={pick}
        />
      )}
      <Field label={text('milestone.note')} error={command.form.errors.note}>
        {(ids) => (
          <Input.TextArea {...ids} rows={2} value={String(command.form.values.note ?? '')} onChange={(event) => command.form.set({ note: event.target.value })} />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" disabled={chosen === null} loading={command.isRunning} onClick={() => void submit()}>
          {text('milestone.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
