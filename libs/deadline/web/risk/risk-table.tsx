import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ClockChip, StatusBadge, type Tone } from '@tongban/ui/web'
import type { Risk, RiskItem } from '../../contract/index.js'
import styles from './risk-page.module.css'
import { useRiskText } from './risk-strings.js'

export const RISK_TONES: Readonly<Record<Risk, Tone>> = { late: 'bad', unsigned: 'bad', lapsed: 'bad', unowned: 'warn', near: 'warn', again: 'info' }

export type RiskTableProps = { readonly items: readonly RiskItem[]; readonly chosen: ReadonlySet<string>; readonly at: number; readonly onToggle: (caseId: string) => void; readonly onAt: (index: number) => void }

/** Dense; on a narrow screen each row folds into a card. */
export function RiskTable({ items, chosen, at, onToggle, onAt }: RiskTableProps): ReactNode {
  const text = useRiskText()
  return (
    <table className={styles.table}>
      <thead>
        <tr><th /><th>{text('due')}</th><th>{text('case')}</th><th>{text('unit')}</th><th>{text('place')}</th></tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <tr key={item.clockId} aria-current={index === at || undefined} onClick={() => onAt(index)}>
            <td><input type="checkbox" aria-label={text('choose', { number: item.case.number })} checked={chosen.has(item.case.id)} onChange={() => onToggle(item.case.id)} /></td>
            <td>
              <StatusBadge tone={RISK_TONES[item.risk]} text={text(`risk.${item.risk}`)} /> <ClockChip dueAt={item.dueAt} warnAt={item.warnAt} label={item.kindZh} />
            </td>
            <td>
              <Link to={`/cases/${item.case.id}`}>{item.case.title}</Link>
              <span className={styles.small}> {item.case.number} {item.case.round >= 2 ? text('round', { round: item.case.round }) : ''}</span>
            </td>
            <td>{item.unit?.name ?? '—'}</td>
            <td className={styles.small}>{item.case.division?.name ?? item.case.county?.name ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
