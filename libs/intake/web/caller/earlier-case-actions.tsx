import { Button, Input } from 'antd'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { CASE_COMMANDS, commandEndpoint, mergeCase } from '@tongban/case/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { plainField, ProblemNote, useCan, useCommand, type ApiProblem } from '@tongban/ui/web'
import { callerHistory } from '../../contract/intake-endpoints.js'
import styles from './earlier-case.module.css'
import { useEarlierText } from './earlier-strings.js'
import { useProgressSentence } from './use-progress-sentence.js'

export type EarlierCase = ResponseOf<typeof callerHistory>['items'][number]

const URGE = commandEndpoint(CASE_COMMANDS.urge)
const ADD_FACTS = commandEndpoint(CASE_COMMANDS.add_facts)
const INVALIDATES = { invalidates: [callerHistory] }

const mayUrge = (status: EarlierCase['status']): boolean => CASE_COMMANDS.urge.from.includes(status)
const mayMerge = (status: EarlierCase['status']): boolean => CASE_COMMANDS.merge.from.includes(status)

/**
 * The same caller, perhaps the same matter: what can be done with the case there is instead of filing another. Urging answers with the progress,
 * to be read out, and the call can end.
 */
export function EarlierCaseActions({ item }: { readonly item: EarlierCase }): ReactNode {
  const text = useEarlierText()
  const can = useCan()
  const progress = useProgressSentence()
  const [open, setOpen] = useState<'facts' | 'merge' | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const urge = useCommand(URGE, INVALIDATES)
  if (!mayUrge(item.status)) return null

  const close = (sentence: string): void => {
    setOpen(null)
    setSaid(sentence)
  }
  const press = async (): Promise<void> => {
    setOpen(null)
    const answer = await urge.run({ params: { caseId: item.id }, body: {} })
    if (answer !== null) setSaid(`${text('said.urged', { count: item.marks.urges + 1 })}${progress(item)}`)
  }
  return (
    <div className={styles.work}>
      <div className={styles.actions}>
        {can('case.urge') ? (
          <Button size="small" title={text('do.urgeHint')} loading={urge.isRunning} onClick={() => void press()}>
            {text('do.urge')}
          </Button>
        ) : null}
        {can('case.add_facts') ? (
          <Button size="small" title={text('do.factsHint')} aria-expanded={open === 'facts'} onClick={() => setOpen('facts')}>
            {text('do.facts')}
          </Button>
        ) : null}
        {can('case.merge') && mayMerge(item.status) ? (
          <Button size="small" title={text('do.mergeHint')} aria-expanded={open === 'merge'} onClick={() => setOpen('merge')}>
            {text('do.merge')}
          </Button>
        ) : null}
      </div>
      <ProblemNote problem={urge.problem} />
      {open === 'facts' ? <FactsForm item={item} onDone={() => close(`${text('said.facts')}${progress(item)}`)} onCancel={() => setOpen(null)} /> : null}
      {open === 'merge' ? <MergeForm item={item} onDone={() => close(text('said.merged'))} onCancel={() => setOpen(null)} /> : null}
      {said === null || open !== null ? null : (
        <p className={styles.said} role="status">
          <b>{text('say.title')}</b>
          {said}
        </p>
      )}
    </div>
  )
}

type FormProps = { readonly item: EarlierCase; readonly onDone: () => void; readonly onCancel: () => void }

function FactsForm({ item, onDone, onCancel }: FormProps): ReactNode {
  const text = useEarlierText()
  const [facts, setFacts] = useState('')
  const command = useCommand(ADD_FACTS, INVALIDATES)
  const send = async (): Promise<void> => {
    if ((await command.run({ params: { caseId: item.id }, body: { text: facts } })) !== null) onDone()
  }
  return (
    <div className={styles.form} role="group" aria-label={text('do.facts')} onKeyDown={ownKeys(() => void send(), onCancel)}>
      <Input.TextArea
        autoFocus
        rows={2}
        aria-label={text('facts.label')}
        placeholder={text('facts.placeholder')}
        value={facts}
        onChange={(event) => setFacts(event.target.value)}
      />
      <Problem problem={command.problem} />
      <Foot submit={text('facts.submit')} busy={command.isRunning} onSubmit={() => void send()} onCancel={onCancel} />
    </div>
  )
}

function MergeForm({ item, onDone, onCancel }: FormProps): ReactNode {
  const text = useEarlierText()
  const [parentNumber, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const command = useCommand(mergeCase, INVALIDATES)
  const send = async (): Promise<void> => {
    if ((await command.run({ params: { caseId: item.id }, body: { parentNumber: parentNumber.trim(), reason } })) !== null) onDone()
  }
  return (
    <div className={styles.form} role="group" aria-label={text('do.merge')} onKeyDown={ownKeys(() => void send(), onCancel)}>
      <Input
        autoFocus
        inputMode="numeric"
        maxLength={20}
        placeholder={text('merge.number')}
        aria-label={text('merge.number')}
        value={parentNumber}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Input placeholder={text('merge.reason')} aria-label={text('merge.reason')} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Problem problem={command.problem} />
      <Foot submit={text('merge.submit')} busy={command.isRunning} onSubmit={() => void send()} onCancel={onCancel} />
    </div>
  )
}

/** The page's own keys file the call that is being written: in here they mean this form. */
const ownKeys =
  (submit: () => void, cancel: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!isSend && event.key !== 'Escape') return
    event.preventDefault()
    if (isSend) submit()
    else cancel()
  }

/** The first complaint about a field says more than that there is one. */
function Problem({ problem }: { readonly problem: ApiProblem | null }): ReactNode {
  const first = problem?.errors[0]
  if (problem === null || first === undefined) return <ProblemNote problem={problem} />
  return (
    <p className={styles.complaint} role="alert" data-field={plainField(first.field)}>
      {first.message}
    </p>
  )
}

function Foot({ submit, busy, onSubmit, onCancel }: { submit: string; busy: boolean; onSubmit: () => void; onCancel: () => void }): ReactNode {
  const text = useEarlierText()
  return (
    <div className={styles.foot}>
      <Button size="small" onClick={onCancel}>
        {text('do.cancel')}
      </Button>
      <Button size="small" type="primary" loading={busy} onClick={onSubmit}>
        {submit}
      </Button>
    </div>
  )
}
