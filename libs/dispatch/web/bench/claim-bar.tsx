import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { formatMoment, KeyCap, ProblemNote, useCan, useKeys } from '@tongban/ui/web'
import type { PoolClaim } from '../../contract/pool.schema.js'
import { useDispatchText } from '../dispatch-strings.js'
import styles from './bench.module.css'
import type { HeldCase } from './use-claim.js'

export type ClaimBarProps = {
  readonly caseId: string
  /** Whose it is, as the list last said; null: nobody's. */
  readonly claim: PoolClaim | null
  readonly held: HeldCase
  readonly isEmergency: boolean
  readonly keysOff: boolean
}

const clockOf = (iso: string): string => formatMoment(iso, 'minute').slice(-5)

/** Who is at the case, and the key that takes it: L a free one, T somebody else's. */
export function ClaimBar({ caseId, claim, held, isEmergency, keysOff }: ClaimBarProps): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const mine = held.claim?.caseId === caseId ? held.claim : null
  const others = mine === null && claim !== null && !claim.by.me ? claim : null
  const mayClaim = can('case.dispatch')
  const take = async (): Promise<void> => {
    if (reason.trim().length < 2) return
    if ((await held.claimCase(caseId, reason.trim())) === null) return
    setAsking(false)
    setReason('')
  }
  const ask = (): void => setAsking(true)
  useKeys(
    { l: () => (mine === null && others === null ? void held.claimCase(caseId) : undefined), t: () => (others === null ? undefined : ask()), x: () => (mine === null ? undefined : held.release()) },
    { enabled: mayClaim && !keysOff && !asking },
  )
  useKeys({ escape: () => setAsking(false), 'ctrl+enter': () => void take() }, { enabled: asking })
  return (
    <div className={`${styles.claim} ${mine !== null ? styles.mine : others !== null ? styles.others : ''}`} role="status" aria-label={text('claim.title')}>
      {held.lostTo === null || held.lostTo.caseId !== caseId ? null : (
        <strong>{text('claim.lost', { name: held.lostTo.by.name, reason: held.lostTo.takenFrom?.reason ?? '' })}</strong>
      )}
      {mine !== null ? (
        <>
          <span>{text('claim.mine', { until: clockOf(mine.until) })}</span>
          {mine.takenFrom === null ? null : <span>{text('claim.takenFrom', { name: mine.takenFrom.name })}</span>}
          <Button size="small" onClick={held.release}>
            {text('claim.release')} <KeyCap>X</KeyCap>
          </Button>
        </>
      ) : others !== null ? (
        <>
          <span>{text(isEmergency ? 'claim.othersEmergency' : 'claim.others', { name: others.by.name, until: clockOf(others.until) })}</span>
          {mayClaim && !asking ? (
            <Button size="small" onClick={ask}>
              {text('claim.takeOver')} <KeyCap>T</KeyCap>
            </Button>
          ) : null}
        </>
      ) : mayClaim ? (
        <>
          <span>{text('claim.free')}</span>
          <Button size="small" onClick={() => void held.claimCase(caseId)}>
            {text('claim.take')} <KeyCap>L</KeyCap>
          </Button>
        </>
      ) : null}
      {asking ? (
        <form
          className={styles.ask}
          onSubmit={(event) => {
            event.preventDefault()
            void take()
          }}
        >
          <Input size="small" autoFocus maxLength={200} aria-label={text('claim.reason')} placeholder={text('claim.reasonPlaceholder')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button size="small" type="primary" htmlType="submit">
            {text('claim.takeOver')}
          </Button>
        </form>
      ) : null}
      <ProblemNote problem={held.problem} />
    </div>
  )
}
