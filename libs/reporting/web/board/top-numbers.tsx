import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot, MeasureId } from '../../contract/index.js'
import { measureAddress } from '../measures/measure-address.js'
import type { PeriodPreset } from '../measures/period-presets.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { Changing } from './changing.js'
import styles from './top-numbers.module.css'

/** The six numbers of the day; each opens its list. */
export function TopNumbers({ snapshot: { today, now } }: { readonly snapshot: BoardSnapshot }): ReactNode {
  const text = useReportingText()
  return (
    <ul className={styles.numbers}>
      <TopNumber measure="filed" preset="today" label={text('board.filed')} count={today.filed} />
      <TopNumber measure="direct_answered" preset="today" label={text('measure.direct_answered')} count={today.directAnswered} />
      <TopNumber measure="dispatched" preset="today" label={text('measure.dispatched')} count={today.dispatched} />
      <TopNumber measure="closed" preset="today" label={text('board.closed')} count={today.closed} />
      <TopNumber measure="in_hand" label={text('measure.in_hand')} count={now.inHand}>
        {now.awaitingDispatch === 0 ? null : (
          <Link to={measureAddress({ measure: 'awaiting_dispatch' })}>{text('board.awaiting', { count: now.awaitingDispatch })}</Link>
        )}
      </TopNumber>
      <TopNumber measure="overdue" label={text('measure.overdue')} count={now.overdue} alarming />
    </ul>
  )
}

type NumberProps = {
  readonly measure: MeasureId
  readonly preset?: PeriodPreset
  readonly label: string
  readonly count: number
  readonly alarming?: boolean
  readonly children?: ReactNode
}

function TopNumber({ measure, preset, label, count, alarming = false, children }: NumberProps): ReactNode {
  const text = useReportingText()
  const to = measureAddress({ measure, ...(preset === undefined ? {} : { preset }) })
  return (
    <li className={styles.number} data-alarm={alarming && count > 0} title={text(`definition.${measure}`)}>
      <span className={styles.label}>
        {alarming && count > 0 ? <span aria-hidden="true">■ </span> : null}
        {label}
      </span>
      <Link to={to} className={styles.count} aria-label={`${label} ${count}`}>
        <Changing value={count}>{formatCount(count)}</Changing>
      </Link>
      {children === undefined || children === null ? null : <span className={styles.more}>{children}</span>}
    </li>
  )
}
