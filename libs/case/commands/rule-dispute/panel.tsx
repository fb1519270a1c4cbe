import { Button, Checkbox, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, LoadingState, useKeys, useRead } from '@tongban/ui/web'
import { readCase, type CaseView, type Precedent } from '../../contract/index.js'
import { SimilarPrecedents } from '../../web/disputes/similar-precedents.js'
import { useDisputeText } from '../../web/strings/dispute-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Choices, Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { UnitField, type NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { ruleDispute } from './contract.js'

/** The panel's word. Beside the form what it will do, and what was held before in the same category. */
export function RuleDisputePanel(props: ActionPanelProps): ReactNode {
  const { data: view } = useRead(readCase, { params: { caseId: props.subject.caseId } })
  return view === undefined ? <LoadingState /> : <RulingForm {...props} view={view} />
}

function RulingForm({ subject, onDone, onCancel, view }: ActionPanelProps & { readonly view: CaseView }): ReactNode {
  const text = useDisputeText()
  const command = useCaseCommand(ruleDispute, subject, { leadUnitId: '', principle: '', reasons: '', legalBasis: '', proposesCatalogueRow: false })
  const [other, setOther] = useState<readonly NamedUnit[]>([])
  const [assists, setAssists] = useState<readonly NamedUnit[]>([])
  const { form } = command
  const parties = view.procedures.disputes.find(({ ruling, mootAt }) => ruling === null && mootAt === null)?.units ?? []
  const chosenId = String(form.values.leadUnitId ?? '')
  const chosen = [...parties, ...other].find(({ id }) => id === chosenId)
  const submit = async (): Promise<void> => {
    if (await command.submit({ assistUnitIds: assists.map(({ id }) => id) })) onDone(text('form.done', { number: subject.number, action: text('rule.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  const written = (field: 'principle' | 'reasons' | 'legalBasis'): string => String(form.values[field] ?? '')
  const cite = ({ principle, legalBasis }: Precedent): void => form.set({ principle, legalBasis })
  return (
    <form className={styles.form} aria-label={text('rule.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('rule.title')}</h3>
      <Choices
        legend={text('rule.lead')}
        stacked
        options={parties.map(({ id, name }) => ({ value: id, label: id === view.leadUnit?.id ? `${name}（${text('rule.present')}）` : name }))}
        value={chosenId === '' ? null : chosenId}
        error={form.errors.leadUnitId}
        onChoose={(leadUnitId) => {
          setOther([])
          form.set({ leadUnitId })
        }}
      />
      <UnitField
        label={text('rule.otherLead')}
        single
        units={other}
        placeholder={text('form.unitPlaceholder')}
        onChange={(next) => {
          setOther(next)
          form.set({ leadUnitId: next[0]?.id ?? '' })
        }}
      />
      {chosen === undefined ? null : (
        <p className={styles.hint} role="status">
          {text(view.status !== 'in_progress' ? 'rule.precedentOnly' : chosen.id === view.leadUnit?.id ? 'rule.stays' : 'rule.moves', { unit: chosen.name })}
        </p>
      )}
      <UnitField label={text('rule.assists')} units={assists} placeholder={text('form.unitPlaceholder')} error={form.errors.assistUnitIds} onChange={setAssists} />
      <Field label={text('rule.principle')} error={form.errors.principle}>
        {(ids) => (
          <Input {...ids} value={written('principle')} placeholder={text('rule.principlePlaceholder')} onChange={(event) => form.set({ principle: event.target.value })} />
        )}
      </Field>
      <Field label={text('rule.reasons')} error={form.errors.reasons}>
        {(ids) => <Input.TextArea {...ids} rows={5} value={written('reasons')} onChange={(event) => form.set({ reasons: event.target.value })} />}
      </Field>
      <Field label={text('rule.basis')} error={form.errors.legalBasis}>
        {(ids) => (
          <Input
            {...ids}
            value={written('legalBasis')}
            placeholder={text('position.basisPlaceholder')}
            onChange={(event) => form.set({ legalBasis: event.target.value })}
          />
        )}
      </Field>
      <Checkbox checked={form.values.proposesCatalogueRow === true} onChange={(event) => form.set({ proposesCatalogueRow: event.target.checked })}>
        {text('rule.propose')}
      </Checkbox>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('rule.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
      <SimilarPrecedents categoryCode={view.category?.id ?? null} exceptCaseId={view.id} onCite={cite} />
    </form>
  )
}
