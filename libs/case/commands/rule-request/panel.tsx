import { Button, Checkbox, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, LoadingState, useCan, useKeys } from '@tongban/ui/web'
import { kindsRuledBy, type RequestView } from '../../contract/index.js'
import { RequestChoice } from '../../web/requests/request-choice.js'
import { useChosenRequest, type RequestPanelProps } from '../../web/requests/use-request-form.js'
import { useRequestText } from '../../web/strings/request-strings.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { UnitField, type NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { ruleRequest } from './contract.js'

/** The hotline's word on what a unit asked: two keys, and what each of them will do said before. */
export function RuleRequestPanel(props: RequestPanelProps): ReactNode {
  const { subject, onDone, onCancel } = props
  const text = useRequestText()
  const kinds = kindsRuledBy(useCan())
  const about = useChosenRequest(props, ({ status, kind }) => status === 'pending' && kinds.includes(kind))
  const command = useCaseCommand(ruleRequest, subject, { remarks: '' })
  const [lead, setLead] = useState<readonly NamedUnit[]>([])
  const [grants, setGrants] = useState(false)
  const { form } = command
  const { chosen } = about
  const isReturn = chosen?.kind === 'return'
  const decide = async (verdict: 'approve' | 'reject'): Promise<void> => {
    if (chosen === undefined) return
    // Of a rejection only the reason is said: what a return would have led to is no part of it.
    const more = verdict === 'approve' && isReturn ? { leadUnitId: lead[0]?.id ?? null, newPromiseReason: grants ? String(form.values.newPromiseReason ?? '') : null } : { newPromiseReason: undefined }
    if (!(await command.submit({ requestId: chosen.id, verdict, ...more }))) return
    onDone(text('form.done', { number: subject.number, action: text(verdict === 'approve' ? 'rule.approve' : 'rule.reject') }))
  }
  useKeys({ 'ctrl+enter': () => void decide('approve'), 'ctrl+shift+enter': () => void decide('reject'), escape: onCancel })
  if (about.view === undefined) return <LoadingState />
  return (
    <form className={styles.form} aria-label={text('rule.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('rule.title')}</h3>
      <RequestChoice of={about} />
      {chosen === undefined ? null : <p className={styles.hint}>{text(`rule.effect.${chosen.kind}`)}</p>}
      {isReturn ? (
        <>
          <UnitField label={text('rule.leadUnit')} single units={lead} placeholder={expectedIn(chosen)} error={form.errors.leadUnitId} onChange={setLead} />
          <Checkbox checked={grants} onChange={(event) => setGrants(event.target.checked)}>
            {text('rule.newPromise')}
          </Checkbox>
          {grants ? (
            <Field label={text('rule.newPromiseReason')} error={form.errors.newPromiseReason}>
              {(ids) => (
                <Input {...ids} value={String(form.values.newPromiseReason ?? '')} onChange={(event) => form.set({ newPromiseReason: event.target.value })} />
              )}
            </Field>
          ) : null}
        </>
      ) : null}
      <Field label={text('rule.remarks')} error={form.errors.remarks}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(form.values.remarks ?? '')}
            placeholder={text('rule.remarksPlaceholder')}
            onChange={(event) => form.set({ remarks: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button disabled={chosen === undefined} loading={command.isRunning} onClick={() => void decide('reject')}>
          {text('rule.reject')} <KeyCap>Ctrl+Shift+Enter</KeyCap>
        </Button>
        <Button type="primary" disabled={chosen === undefined} loading={command.isRunning} onClick={() => void decide('approve')}>
          {text('rule.approve')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}

/** The unit the request names is taken when no other is chosen; its summary says it by name. */
const expectedIn = ({ summary }: RequestView): string => summary.split('；').find((part) => part.startsWith('应由')) ?? summary
