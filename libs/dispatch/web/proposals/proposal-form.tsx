import { Button, Checkbox, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { FUNCTION_CODE_LABELS_ZH } from '@tongban/org/contract'
import type { CallInput } from '@tongban/ui/web'
import { ANSWERING_SCOPE_LABELS_ZH, answeringScopeSchema, type AnsweringScope } from '../../contract/catalogue.schema.js'
import type { Proposal, ProposedChangeView, acceptProposal } from '../../contract/catalogue-proposal.schema.js'
import { useProposalText } from './proposal-strings.js'
import styles from './proposals-page.module.css'

export type Changes = CallInput<typeof acceptProposal>['body']
type Props = { readonly proposal: Proposal; readonly isRunning: boolean; readonly onAccept: (changes: Changes) => void; readonly onPlace: (change: number) => void; readonly onCancel: () => void }

/** Who answers for a place has no function of its own. */
const FUNCTIONLESS: readonly AnsweringScope[] = ['township', 'county_coordinator']
const FUNCTIONS = Object.entries(FUNCTION_CODE_LABELS_ZH).map(([value, label]) => ({ value, label }))
const SCOPES = answeringScopeSchema.options.map((value) => ({ value, label: ANSWERING_SCOPE_LABELS_ZH[value] }))

/** What may be changed before it is accepted; a label is taken as it is or not at all. */
export function ProposalForm(props: Props): ReactNode {
  const [first] = props.proposal.changes
  if (props.proposal.catalogueRow !== null) return first === undefined ? null : <RowForm {...props} first={first} />
  return props.proposal.gazetteerEntry === null ? null : <NameForm {...props} entry={props.proposal.gazetteerEntry} />
}

/** Starts from the row as it would stand at the chosen place: what is not asked here is taken over as it is. */
function RowForm({ proposal, first, isRunning, onAccept, onPlace, onCancel }: Props & { readonly first: ProposedChangeView }): ReactNode {
  const text = useProposalText()
  const [chosen, setChosen] = useState<number | null>(proposal.needsScope ? null : 0)
  const { row } = proposal.changes[chosen ?? 0] ?? first
  const [scope, setScope] = useState<AnsweringScope>(row.scope)
  const [functionCode, setFunctionCode] = useState<string | null>(row.functionCode)
  const [forbid, setForbid] = useState(row.forbidTownship)
  const [basis, setBasis] = useState(row.legalBasis)
  const hasFunction = !FUNCTIONLESS.includes(scope)
  const leads = hasFunction ? functionCode : null
  const choose = (at: number): void => {
    const there = proposal.changes[at] ?? first
    setChosen(at)
    setForbid(there.row.forbidTownship)
    setBasis(there.row.legalBasis)
    onPlace(at)
  }
  const changes: Changes = {
    reason: '',
    catalogueRow: {
      ...row, scope, functionCode: leads, copyCounty: scope === 'township' || row.copyCounty, forbidTownship: forbid, legalBasis: basis,
      assistFunctions: row.assistFunctions.filter((code) => code !== leads), copyFunctions: row.copyFunctions.filter((code) => code !== leads),
    },
  }
  return (
    <form className={styles.form} aria-label={text('act.edit')} onSubmit={(event) => (event.preventDefault(), onAccept(changes))}>
      <Select autoFocus aria-label={text('edit.scope')} value={scope} options={SCOPES} onChange={setScope} />
      {hasFunction ? <Select showSearch optionFilterProp="label" aria-label={text('edit.function')} placeholder={text('edit.function')} value={functionCode} options={FUNCTIONS} onChange={setFunctionCode} /> : null}
      <Select
        aria-label={text('edit.place')}
        placeholder={text('edit.choosePlace')}
        value={chosen}
        options={proposal.changes.map(({ place }, value) => ({ value, label: place === null ? text('edit.city') : text('edit.here', { place: place.name }) }))}
        onChange={choose}
      />
      {proposal.needsScope ? <span className={styles.small}>{text('edit.elsewhere')}</span> : null}
      <Checkbox checked={forbid} onChange={(event) => setForbid(event.target.checked)}>
        {text('edit.forbid')}
      </Checkbox>
      <Input className={styles.wide ?? ''} aria-label={text('edit.basis')} placeholder={text('edit.basis')} value={basis} maxLength={500} onChange={(event) => setBasis(event.target.value)} />
      <Buttons isRunning={isRunning} disabled={chosen === null || (hasFunction && functionCode === null)} onCancel={onCancel} />
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
