import { Button, Checkbox, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { FUNCTION_CODE_LABELS_ZH } from '@tongban/org/contract'
import type { CallInput } from '@tongban/ui/web'
import { ANSWERING_SCOPE_LABELS_ZH, answeringScopeSchema, type AnsweringScope } from '../../contract/catalogue.schema.js'
import type { Proposal, acceptProposal } from '../../contract/catalogue-proposal.schema.js'
import { useProposalText } from './proposal-strings.js'
import styles from './proposals-page.module.css'

export type Changes = CallInput<typeof acceptProposal>['body']
type Props = { readonly proposal: Proposal; readonly isRunning: boolean; readonly onAccept: (changes: Changes) => void; readonly onCancel: () => void }

/** Who answers for a place has no function of its own. */
const FUNCTIONLESS: readonly AnsweringScope[] = ['township', 'county_coordinator']
const FUNCTIONS = Object.entries(FUNCTION_CODE_LABELS_ZH).map(([value, label]) => ({ value, label }))
const SCOPES = answeringScopeSchema.options.map((value) => ({ value, label: ANSWERING_SCOPE_LABELS_ZH[value] }))

/** What may be changed before it is accepted; a label is taken as it is or not at all. */
export function ProposalForm(props: Props): ReactNode {
  if (props.proposal.catalogueRow !== null) return <RowForm {...props} row={props.proposal.catalogueRow} />
  return props.proposal.gazetteerEntry === null ? null : <NameForm {...props} entry={props.proposal.gazetteerEntry} />
}

function RowForm({ proposal, row, isRunning, onAccept, onCancel }: Props & { readonly row: NonNullable<Proposal['catalogueRow']> }): ReactNode {
  const text = useProposalText()
  const [scope, setScope] = useState<AnsweringScope>(row.scope)
  const [functionCode, setFunctionCode] = useState<string | null>(row.functionCode)
  const [isCity, setCity] = useState(row.place === null)
  const [forbid, setForbid] = useState(false)
  const [basis, setBasis] = useState(proposal.legalBasis)
  const hasFunction = !FUNCTIONLESS.includes(scope)
  const changes: Changes = {
    reason: '',
    catalogueRow: {
      categoryCode: row.category.id, placeCode: isCity ? null : (row.place?.id ?? null), scope, functionCode: hasFunction ? functionCode : null, copyCounty: scope === 'township',
      forbidTownship: forbid, legalBasis: basis, requiredFacts: [],
    },
  }
  return (
    <form className={styles.form} aria-label={text('act.edit')} onSubmit={(event) => (event.preventDefault(), onAccept(changes))}>
      <Select autoFocus aria-label={text('edit.scope')} value={scope} options={SCOPES} onChange={setScope} />
      {hasFunction ? <Select showSearch optionFilterProp="label" aria-label={text('edit.function')} placeholder={text('edit.function')} value={functionCode} options={FUNCTIONS} onChange={setFunctionCode} /> : null}
      {row.place === null ? null : (
        <Select
          aria-label={text('edit.place')}
          value={isCity ? 'city' : 'here'}
          options={[{ value: 'here', label: text('edit.here', { place: row.place.name }) }, { value: 'city', label: text('edit.city') }]}
          onChange={(value) => setCity(value === 'city')}
        />
      )}
      <Checkbox checked={forbid} onChange={(event) => setForbid(event.target.checked)}>
        {text('edit.forbid')}
      </Checkbox>
      <Input className={styles.wide ?? ''} aria-label={text('edit.basis')} placeholder={text('edit.basis')} value={basis} maxLength={500} onChange={(event) => setBasis(event.target.value)} />
      <Buttons isRunning={isRunning} disabled={hasFunction && functionCode === null} onCancel={onCancel} />
    </form>
  )
}

function NameForm({ entry, isRunning, onAccept, onCancel }: Props & { readonly entry: NonNullable<Proposal['gazetteerEntry']> }): ReactNode {
  const text = useProposalText()
  const [name, setName] = useState(entry.name)
  return (
    <form className={styles.form} aria-label={text('act.edit')} onSubmit={(event) => (event.preventDefault(), onAccept({ reason: '', gazetteerEntry: { name, divisionCode: entry.division.id } }))}>
      <Input autoFocus className={styles.wide ?? ''} aria-label={text('edit.name')} value={name} maxLength={24} onChange={(event) => setName(event.target.value)} />
      <Buttons isRunning={isRunning} disabled={name.trim().length < 2} onCancel={onCancel} />
    </form>
  )
}

function Buttons({ isRunning, disabled, onCancel }: { readonly isRunning: boolean; readonly disabled: boolean; readonly onCancel: () => void }): ReactNode {
  const text = useProposalText()
  return (
    <>
      <Button type="primary" htmlType="submit" loading={isRunning} disabled={disabled}>
        {text('act.accept')}
      </Button>
      <Button onClick={onCancel}>{text('act.cancel')}</Button>
    </>
  )
}
