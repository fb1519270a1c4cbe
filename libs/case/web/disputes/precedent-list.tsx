import { Button } from 'antd'
import type { ReactNode } from 'react'
import { formatMoment, useLanguage } from '@tongban/ui/web'
import type { Precedent } from '../../contract/index.js'
import { useDisputeText } from '../strings/dispute-strings.js'
import styles from './disputes.module.css'

type Props = {
  readonly precedents: readonly Precedent[]
  /** Takes a precedent's words into a ruling that is being written. */
  readonly onCite?: (precedent: Precedent) => void
}

/** Rulings others may go by: what was held first, then who, why, on what ground. */
export function PrecedentList({ precedents, onCite }: Props): ReactNode {
  const text = useDisputeText()
  const { language } = useLanguage()
  return (
    <ul className={styles.precedents} aria-label={text('precedent.list')}>
      {precedents.map((precedent) => (
        <li key={precedent.disputeId} className={styles.precedent}>
          <p className={styles.principle}>
            {precedent.principle}
            {onCite === undefined ? null : (
              <Button size="small" onClick={() => onCite(precedent)}>
                {text('precedent.cite')}
              </Button>
            )}
          </p>
          <p className={styles.outcome}>{text('precedent.ruledFor', { unit: precedent.unit.name })}</p>
          <p className={styles.prose}>{precedent.reasons}</p>
          <p className={styles.small} title={formatMoment(precedent.ruledAt, 'full', language)}>
            {[
              precedent.legalBasis, precedent.category?.name ?? '', text('precedent.parties', { units: precedent.units.map(({ name }) => name).join('、') }),
              `${precedent.number} ${precedent.title}`, formatMoment(precedent.ruledAt, 'day'),
            ].filter((part) => part !== '').join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
