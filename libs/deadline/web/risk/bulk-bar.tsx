import { Button, Input } from 'antd'
import { useState, type ComponentType, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useCan, useKeys } from '@tongban/ui/web'
import styles from './risk-page.module.css'
import { useRiskText } from './risk-strings.js'
import { useBulkUrge } from './use-bulk-urge.js'

const MOST = 100

/** Issues a supervision order on these cases; the console puts supervision's panel here. */
export type IssueOrderSlot = ComponentType<{ readonly caseIds: readonly string[]; readonly onDone: (said: string) => void; readonly onCancel: () => void }>
export type BulkStep = 'none' | 'urge' | 'issue'

export type BulkBarProps = {
  readonly caseIds: readonly string[]
  readonly step: BulkStep
  readonly onStep: (step: BulkStep) => void
  readonly onClear: () => void
  readonly IssueOrder?: IssueOrderSlot | undefined
}

/** What can be done with the cases chosen. */
export function BulkBar({ caseIds, step, onStep, onClear, IssueOrder }: BulkBarProps): ReactNode {
  const text = useRiskText()
  const can = useCan()
  const [said, setSaid] = useState('')
  const reason = caseIds.length > MOST ? text('most') : null
  if (caseIds.length === 0 && step === 'none') return said === '' ? null : <p role="status" className={styles.said}>{said}</p>
  return (
    <section className={styles.bulk} aria-label={text('chosen', { count: caseIds.length })}>
      <div className={styles.bulkLine}>
        <strong>{text('chosen', { count: caseIds.length })}</strong>
        <ActionButton type="primary" shortcut="U" disabledReason={can('case.urge') ? reason : text('noUrge')} onClick={() => onStep('urge')}>{text('urge')}</ActionButton>
        {IssueOrder === undefined || !can('supervision.issue') ? null : <ActionButton disabledReason={reason} onClick={() => onStep('issue')}>{text('issue')}</ActionButton>}
        <Button type="text" onClick={onClear}>{text('clear')}</Button>
      </div>
      {step === 'urge' ? <UrgePanel caseIds={caseIds} onEnd={() => { onStep('none'); onClear() }} onCancel={() => onStep('none')} /> : null}
      {step === 'issue' && IssueOrder !== undefined ? (
        <IssueOrder caseIds={caseIds} onDone={(words) => { setSaid(words); onStep('none'); onClear() }} onCancel={() => onStep('none')} />
      ) : null}
    </section>
  )
}

function UrgePanel({ caseIds, onEnd, onCancel }: { readonly caseIds: readonly string[]; readonly onEnd: () => void; readonly onCancel: () => void }): ReactNode {
  const text = useRiskText()
  const [note, setNote] = useState('')
  const bulk = useBulkUrge()
  const send = (): void => {
    if (note.trim() !== '') void bulk.run(caseIds, note.trim())
  }
  const isOver = bulk.outcomes !== null
  useKeys({ 'ctrl+enter': isOver ? onEnd : send, escape: isOver ? onEnd : onCancel })
  if (bulk.outcomes !== null) {
    const refused = bulk.outcomes.filter(({ done }) => !done)
    return (
      <div role="status" className={styles.panel}>
        <p>{text('result', { done: bulk.outcomes.length - refused.length, refused: refused.length })}</p>
        <ul>{refused.map(({ caseId, number, reason }) => <li key={caseId}>{number ?? caseId}：{reason}</li>)}</ul>
        {bulk.problem === null ? null : <ProblemNote problem={bulk.problem} />}
        <Button onClick={onEnd}>{text('close')}</Button>
      </div>
    )
  }
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Input.TextArea aria-label={text('note')} placeholder={text('note')} autoFocus maxLength={500} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      <div className={styles.bulkLine}>
        <ActionButton type="primary" htmlType="submit" loading={bulk.progress !== null} disabledReason={note.trim() === '' ? text('needNote') : null}>{text('send')}</ActionButton>
        <Button onClick={onCancel}>{text('cancel')}</Button>
        {bulk.progress === null ? null : <span role="status">{text('progress', bulk.progress)}</span>}
      </div>
    </form>
  )
}
