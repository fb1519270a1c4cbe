import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ChoiceGroup, DataState, formatMoment, KeyCap, useCommand, useKeys, useLanguage, useRead, type CallInput } from '@tongban/ui/web'
import { URGENCY_LABELS_ZH, urgencySchema, type Urgency } from '@tongban/taxonomy/contract'
import { listCases, readCase } from '../../contract/case-endpoints.js'
import { useCaseText } from '../../web/strings/case-strings.js'
import { useUrgencyText } from '../../web/strings/urgency-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useContractForm } from '../../web/work/use-contract-form.js'
import { changeUrgencyOfCase, previewUrgency, type UrgencyPreviewItem } from '../../contract/urgency-endpoints.js'

/** Another urgency: what every running clock comes to is seen before it is done. */
export function ChangeUrgencyPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useUrgencyText()
  const words = useCaseText()
  const { language } = useLanguage()
  const [urgency, setUrgency] = useState<Urgency | null>(null)
  const form = useContractForm(changeUrgencyOfCase.body, { reason: '' })
  const command = useCommand(changeUrgencyOfCase, { onRefused: form.showProblem, invalidates: [readCase, listCases, { name: 'readCaseClocks' }] })
  const submit = async (): Promise<void> => {
    const body = urgency === null ? null : form.check({ version: subject.version, urgency })
    if (body === null) return
    const answer = await command.run({ params: { caseId: subject.caseId }, body } as CallInput<typeof changeUrgencyOfCase>)
    if (answer !== null) onDone(text('done', { number: subject.number }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('title')}</h3>
      <p className={styles.hint}>{text('hint')}</p>
      <ChoiceGroup<Urgency>
        label={text('to')}
        choices={urgencySchema.options.map((value, at) => ({ value, label: language === 'zh' ? URGENCY_LABELS_ZH[value] : words(`case.${value}`), keyCap: String(at + 1) }))}
        value={urgency}
        onChange={setUrgency}
        autoFocus
      />
      {urgency === null ? null : <Preview caseId={subject.caseId} urgency={urgency} />}
      <Field label={text('reason')} error={form.errors.reason}>
        {(ids) => (
          <Input.TextArea {...ids} rows={2} value={String(form.values.reason ?? '')} placeholder={text('reasonPlaceholder')} onChange={(event) => form.set({ reason: event.target.value })} />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('cancel')}</Button>
        <Button type="primary" disabled={urgency === null} loading={command.isRunning} onClick={() => void submit()}>
          {text('submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}

function Preview({ caseId, urgency }: { readonly caseId: string; readonly urgency: Urgency }): ReactNode {
  const text = useUrgencyText()
  const { language } = useLanguage()
  const read = useRead(previewUrgency, { params: { caseId }, query: { urgency } })
  const afterText = ({ dueBefore, dueAfter, late, extension }: UrgencyPreviewItem): string => {
    if (dueBefore === dueAfter) return text('same')
    // Why a granted extension moves it as it does is said where it is seen.
    return [formatMoment(dueAfter, 'minute', language), extension === null ? null : text(extension), late ? text('late') : null].filter((part) => part !== null).join(' · ')
  }
  return (
    <DataState read={read}>
      {({ items, overdue }) => (
        <section aria-label={text('clocks')}>
          {items.length === 0 ? <p className={styles.hint}>{text('none')}</p> : null}
          <ul>
            {items.map((item) => (
              <li key={item.clockId}>
                {[item.kindZh, item.unitName].filter((part) => part !== null).join(' · ')} {formatMoment(item.dueBefore, 'minute', language)} → <strong>{afterText(item)}</strong>
              </li>
            ))}
          </ul>
          {overdue === 0 ? null : <p className={styles.hint}>{text('overdue', { count: overdue })}</p>}
        </section>
      )}
    </DataState>
  )
}
