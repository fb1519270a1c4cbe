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

/** The three rates of the month over valid callbacks, and how many dispatches were right at the first time; without any there is nothing to say. */
export function RatesPanel({ month }: { readonly month: BoardSnapshot['month'] }): ReactNode {
  const text = useReportingText()
  return (
    <ul className={styles.rates}>
      {RATES.map(([rate, measure]) => (
        <RateLine key={rate} label={text(`board.${rate}`)} name={text(`board.${rate}`)} value={month.rates[rate]} measure={measure} />
      ))}
      <RateLine label={text('board.firstDispatch')} name={text('board.firstDispatchFull')} value={month.firstDispatch.rate} measure="first_dispatch_right" />
    </ul>
  )
}

type LineProps = { readonly label: string; readonly name: string; readonly value: number | null; readonly measure: MeasureId }

function RateLine({ label, name, value, measure }: LineProps): ReactNode {
  const text = useReportingText()
  return (
    <li className={styles.rate} title={text(`definition.${measure}`)}>
      <span className={styles.name}>{label}</span>
      <span className={styles.track}>
        <span className={styles.bar} style={{ width: `${100 * (value ?? 0)}%` }} />
      </span>
      {value === null ? (
        <span className={styles.none}>{text('board.noData')}</span>
      ) : (
        <Link to={measureAddress({ measure, preset: 'month' })} className={styles.value} aria-label={`${name} ${percentText(value)}%`}>
          <Changing value={percentText(value)}>
            {percentText(value)}
            <small>%</small>
          </Changing>
        </Link>
      )}
    </li>
  )
}
