import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot, MeasureId } from '../../contract/index.js'
import { measureAddress } from '../measures/measure-address.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { Changing } from './changing.js'
import styles from './rates-panel.module.css'

const RATES = [
  ['response', 'callback_contacted'],
  ['resolution', 'callback_resolved'],
  ['satisfaction', 'callback_satisfied'],
] as const satisfies readonly (readonly [string, MeasureId])[]

/** 0.976 → 97.6. A rate is cut, not rounded up: 99.96 % of the citizens are not all of them. */
export const percentText = (rate: number): string => (rate === 1 ? '100' : (Math.floor(rate * 1_000 + 1e-9) / 10).toFixed(1))

/** The three rates of the month over valid callbacks; without any there is nothing to say. */
export function RatesPanel({ month }: { readonly month: BoardSnapshot['month'] }): ReactNode {
  const text = useReportingText()
  return (
    <ul className={styles.rates}>
      {RATES.map(([rate, measure]) => {
        const value = month.rates[rate]
        return (
          <li key={rate} className={styles.rate}>
            <span className={styles.name}>{text(`board.${rate}`)}</span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ width: `${100 * (value ?? 0)}%` }} />
            </span>
            {value === null ? (
              <span className={styles.none}>{text('board.noData')}</span>
            ) : (
              <Link
                to={measureAddress({ measure, preset: 'month' })}
                className={styles.value}
                aria-label={`${text(`board.${rate}`)} ${percentText(value)}%`}
              >
                <Changing value={percentText(value)}>
                  {percentText(value)}
                  <small>%</small>
                </Changing>
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}
