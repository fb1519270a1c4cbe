import { Button, Input } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import {
  formatMoment, formatNear, KeyCap, ProblemNote, StatusBadge, useCan, useCommand, useKeys, useLanguage, useNow, type CallInput, type Tone,
} from '@tongban/ui/web'
import { acceptProposal, readCatalogueProposals, rejectProposal, type Proposal } from '../../contract/catalogue-proposal.schema.js'
import { ChangeNote } from './change-note.js'
import { ProposalForm, type Changes } from './proposal-form.js'
import { proposalLine } from './proposal-line.js'
import { useProposalText } from './proposal-strings.js'
import styles from './proposals-page.module.css'

const TONES: Readonly<Record<Proposal['status'], Tone>> = { proposed: 'info', accepted: 'good', rejected: 'muted' }
const REASON_MIN = 4
type Mode = 'reading' | 'editing' | 'rejecting'
type Props = { readonly proposal: Proposal; readonly isCurrent: boolean; readonly onChoose: () => void; readonly onSaid: (said: string) => void }

/** What should change, which cases say so, and the word of an editor on it. */
export function ProposalItem({ proposal, isCurrent, onChoose, onSaid }: Props): ReactNode {
  const text = useProposalText()
  const can = useCan()
  const { language } = useLanguage()
  const now = useNow('minute')
  const item = useRef<HTMLLIElement>(null)
  const [place, setPlace] = useState(0)
  useEffect(() => {
    // chosen by an arrow key, it may lie below the fold
    if (isCurrent) item.current?.scrollIntoView?.({ block: 'nearest' })
  }, [isCurrent])
  const { because, becauseZh, kindZh, times, against, principle, legalBasis, cases, lastAt, precedentDisputeId, catalogueRow, status, statusZh, decided, changes, needsScope } = proposal
  const change = changes[place] ?? changes[0]
  return (
    <li ref={item} className={styles.proposal} aria-current={isCurrent} onFocus={onChoose} onClick={onChoose}>
      <p className={styles.head}>
        <strong>{proposalLine(proposal, text)}</strong>
        <StatusBadge tone={because === 'ruling' ? 'info' : 'neutral'} text={becauseZh} />
        <span className={styles.small}>{[kindZh, ...(catalogueRow === null ? [] : [catalogueRow.scopeZh]), text('proposals.times', { count: times })].join(' · ')}</span>
        {needsScope ? <StatusBadge tone="warn" text={text('proposals.scopeNeeded')} /> : null}
        {against === 0 ? null : <span className={styles.against}>■ {text('proposals.against', { count: against })}</span>}
        <span className={styles.small} title={formatMoment(lastAt, 'full', language)}>
          {text('proposals.last', { moment: formatNear(lastAt, now, language) })}
        </span>
      </p>
      {principle === '' ? null : <p>{principle}</p>}
      {legalBasis === '' || change?.row.legalBasis === legalBasis ? null : (
        <p className={styles.small}>
          {text('proposals.basis')}：{legalBasis}
        </p>
      )}
      {change === undefined ? null : <ChangeNote change={change} />}
      <p className={styles.links}>
        {cases.length === 0 ? null : <span className={styles.small}>{text('proposals.cases')}</span>}
        {cases.map(({ id, number }) => (
          <Link key={id} to={`/cases/${id}`}>
            {number}
          </Link>
        ))}
        {precedentDisputeId === null || catalogueRow === null ? null : <Link to={`/precedents?category=${catalogueRow.category.id}`}>{text('proposals.precedents')}</Link>}
        {catalogueRow === null || !can('catalogue.read') ? null : <Link to={`/catalogue?category=${catalogueRow.category.id}`}>{text('act.rows')}</Link>}
      </p>
      {decided === null ? null : (
        <p className={styles.head}>
          <StatusBadge tone={TONES[status]} text={decided.edited ? text('decided.edited') : statusZh} />
          <span className={styles.small}>
            {text('decided.by', { name: decided.by.name, moment: formatNear(decided.at, now, language), reason: decided.reason === '' ? text('decided.noReason') : decided.reason })}
          </span>
        </p>
      )}
      {status === 'proposed' ? <Decision proposal={proposal} isCurrent={isCurrent} onSaid={onSaid} onPlace={setPlace} /> : null}
    </li>
  )
}

/** A accepts, E changes it first, R rejects and asks why; the keys are those of the chosen one. */
function Decision({ proposal, isCurrent, onSaid, onPlace }: Omit<Props, 'onChoose'> & { readonly onPlace: (change: number) => void }): ReactNode {
  const text = useProposalText()
  const can = useCan()
  const [mode, setMode] = useState<Mode>('reading')
  const [reason, setReason] = useState('')
  const line = proposalLine(proposal, text)
  const accept = useCommand(acceptProposal, { invalidates: [readCatalogueProposals], onDone: () => onSaid(text(proposal.kind === 'catalogue_row' ? 'done.draft' : 'done.accepted', { line })) })
  const reject = useCommand(rejectProposal, { invalidates: [readCatalogueProposals], onDone: () => onSaid(text('done.rejected', { line })) })
  const params = { proposalId: proposal.id }
  const send = (body: Changes): void => void accept.run({ params, body } as CallInput<typeof acceptProposal>)
  const refuse = (): void => void (reason.trim().length < REASON_MIN ? undefined : reject.run({ params, body: { reason: reason.trim() } }))
  const mayEdit = proposal.kind !== 'training_label'
  // Nobody's first key is to speak for the whole city.
  const begin = (): void => (proposal.needsScope ? setMode('editing') : send({ reason: '' }))
  const back = (): void => {
    onPlace(0)
    setMode('reading')
  }
  useKeys(
    {
      a: () => (mode === 'reading' ? begin() : undefined),
      e: () => (mayEdit ? setMode('editing') : undefined),
      r: () => setMode('rejecting'),
      escape: back,
    },
    { enabled: isCurrent && can('catalogue.edit') },
  )
  if (!can('catalogue.edit')) return null
  return (
    <div className={styles.acts}>
      {mode === 'reading' ? (
        <>
          <Button size="small" type="primary" loading={accept.isRunning} onClick={begin}>
            {text('act.accept')}
            {isCurrent ? <KeyCap>A</KeyCap> : null}
          </Button>
          {mayEdit ? (
            <Button size="small" onClick={() => setMode('editing')}>
              {text('act.edit')}
              {isCurrent ? <KeyCap>E</KeyCap> : null}
            </Button>
          ) : null}
          <Button size="small" onClick={() => setMode('rejecting')}>
            {text('act.reject')}
            {isCurrent ? <KeyCap>R</KeyCap> : null}
          </Button>
        </>
      ) : null}
      {mode === 'editing' ? <ProposalForm proposal={proposal} isRunning={accept.isRunning} onAccept={send} onPlace={onPlace} onCancel={back} /> : null}
      {mode === 'rejecting' ? (
        <form className={styles.form} aria-label={text('act.reject')} onSubmit={(event) => (event.preventDefault(), refuse())}>
          <Input autoFocus className={styles.wide ?? ''} aria-label={text('act.reason')} placeholder={text('act.reasonHint', { count: REASON_MIN })} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          <Button htmlType="submit" danger loading={reject.isRunning} disabled={reason.trim().length < REASON_MIN}>
            {text('act.reject')}
          </Button>
          <Button onClick={() => setMode('reading')}>{text('act.cancel')}</Button>
        </form>
      ) : null}
      <ProblemNote problem={accept.problem ?? reject.problem} />
    </div>
  )
}
