import { Button, Input } from 'antd'
import { useEffect, type ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { contactMethodSchema, noContactReasonSchema } from '../../contract/words.js'
import { useCasePageSlots } from '../../web/case/case-page-slots.js'
import { useCaseText } from '../../web/strings/case-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Choices, Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useContractForm, type FormValues } from '../../web/work/use-contract-form.js'
import { useDraft } from '../../web/work/use-draft.js'
import { useHandlingStep } from '../../web/work/use-handling-step.js'
import { contact } from './contract.js'

const EMPTY: FormValues = { reached: true, method: 'phone', noContactReason: undefined, note: '' }
/** A handling unit may not contact who reported under seal: the form begins with that reason. */
const SEALED: FormValues = { reached: false, method: 'phone', noContactReason: 'identity_sealed', note: '' }

/** Logs a contact with the citizen, or the coded reason why there was none. */
export function ContactPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCaseText()
  const { Call } = useCasePageSlots()
  const draft = useDraft(`${subject.assignmentId ?? subject.caseId}.contact`)
  const form = useContractForm(contact.body, draft.restored ?? (subject.sealed ? SEALED : EMPTY))
  const step = useHandlingStep('contact', subject)
  const { values, set, errors } = form
  const reached = values.reached === true
  const { keep } = draft
  useEffect(() => keep(values), [keep, values])

  const submit = async (): Promise<void> => {
    const body = form.check(reached ? { noContactReason: undefined } : { method: undefined })
    if (body === null) return
    const delivery = await step.send(body)
    if (delivery === null) return
    if (delivery.kind === 'refused') return form.showProblem(delivery.problem)
    draft.clear()
    onDone(delivery.kind === 'sent' ? text('inbox.done', { number: subject.number, action: text('action.contact') }) : '')
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })

  return (
    <form className={styles.form} aria-label={text('form.contactTitle')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('form.contactTitle')}</h3>
      {Call === undefined || subject.sealed ? null : <Call caseId={subject.caseId} />}
      <Choices
        legend={text('form.reached')}
        value={reached ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: text('form.reachedYes') },
          { value: 'no', label: text('form.reachedNo') },
        ]}
        onChoose={(choice) => set({ reached: choice === 'yes' })}
      />
      {reached ? (
        <Choices
          legend={text('form.method')}
          value={(values.method as (typeof contactMethodSchema.options)[number] | undefined) ?? null}
          options={contactMethodSchema.options.map((value) => ({ value, label: text(`method.${value}`) }))}
          onChoose={(method) => set({ method })}
          error={errors.method}
        />
      ) : (
        <Choices
          stacked
          legend={text('form.reason')}
          value={(values.noContactReason as (typeof noContactReasonSchema.options)[number] | undefined) ?? null}
          options={noContactReasonSchema.options.map((value) => ({ value, label: text(`noContact.${value}`) }))}
          onChoose={(noContactReason) => set({ noContactReason })}
          error={errors.noContactReason}
        />
      )}
      <Field label={text(reached ? 'form.contactNote' : 'form.noContactNote')} error={errors.note}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            value={String(values.note ?? '')}
            placeholder={reached ? text('form.contactNotePlaceholder') : undefined}
            onChange={(event) => set({ note: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={step.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={step.isRunning} onClick={() => void submit()}>
          {text('form.saveContact')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
