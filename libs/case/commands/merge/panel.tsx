import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, useCommand, useKeys, type CallInput } from '@tongban/ui/web'
import { listCases, mergeCase, readCase } from '../../contract/case-endpoints.js'
import { ParentPreview } from '../../web/merge/parent-preview.js'
import { useMergeText } from '../../web/strings/merge-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useContractForm } from '../../web/work/use-contract-form.js'

/** Merges this case into another: by its number, seen before it is done. */
export function MergePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useMergeText()
  const form = useContractForm(mergeCase.body, { parentNumber: '', reason: '' })
  const command = useCommand(mergeCase, { onRefused: form.showProblem, invalidates: [readCase, listCases] })
  const number = String(form.values.parentNumber ?? '')
  const submit = async (): Promise<void> => {
    const body = form.check({ version: subject.version, parentNumber: number.trim() })
    if (body === null) return
    const answer = await command.run({ params: { caseId: subject.caseId }, body } as CallInput<typeof mergeCase>)
    if (answer !== null) onDone(text('form.done', { number: subject.number, action: text('merge.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('merge.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('merge.title')}</h3>
      <p className={styles.hint}>{text('merge.hint')}</p>
      <Field label={text('merge.parent')} error={form.errors.parentNumber}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            inputMode="numeric"
            maxLength={20}
            value={number}
            placeholder={text('merge.parentPlaceholder')}
            onChange={(event) => form.set({ parentNumber: event.target.value })}
          />
        )}
      </Field>
      <ParentPreview number={number} />
      <Field label={text('merge.reason')} error={form.errors.reason}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(form.values.reason ?? '')}
            placeholder={text('merge.reasonPlaceholder')}
            onChange={(event) => form.set({ reason: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('merge.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
