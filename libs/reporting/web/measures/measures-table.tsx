import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PEER_CLASS_LABELS_ZH, type PeerClass } from '@tongban/org/contract'
import type { Formula, MeasureId, MeasureRow } from '../../contract/index.js'
import { useReportingText, type ReportingTextKey } from '../strings/reporting-strings.js'
import {
  MEASURE_COLUMNS,
  rateOf,
  readSort,
  SCORE_COLUMN,
  sortedRows,
  totalOf,
  type MeasureColumn,
  type SortKey,
} from './measure-columns.js'
import styles from './measures-table.module.css'

type Props = {
  readonly rows: readonly MeasureRow[]
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly formula: Formula
  /** Where a number of a row opens; null row: of all of them together. Null: nowhere, because the rows are only a part. */
  readonly addressOf: (measure: MeasureId, row: MeasureRow | null) => string | null
}

/** Counts and rates side by side; a count opens its list, so does a rate what it counts. The whole row speaks of `n` valid callbacks. */
export function MeasuresTable({ rows, formula, sort, onSort, addressOf }: Props): ReactNode {
  const text = useReportingText()
  const columns = formula.weights !== null ? [...MEASURE_COLUMNS, SCORE_COLUMN] : MEASURE_COLUMNS
  const order = readSort(sort)
  const header = (key: SortKey, label: string, title?: string): ReactNode => (
    <th key={key} scope="col" aria-sort={order.key !== key ? 'none' : order.backwards ? 'ascending' : 'descending'}>
      <button
        type="button"
        className={styles.sort}
        title={title}
        onClick={() => onSort(order.key === key && !order.backwards ? `-${key}` : key)}
      >
        {label}
        <span aria-hidden="true">{order.key === key ? (order.backwards ? '▲' : '▼') : ''}</span>
      </button>
    </th>
  )
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {header('rank', text('measures.rank'), text('measures.rankHint'))}
          {header('name', text('measures.name'))}
          {columns.map((column) => header(column.key, text(labelOf(column)), text(titleOf(column))))}
        </tr>
      </thead>
      <tbody>
        {sortedRows(rows, order).map((row) => (
          <tr key={row.id}>
            <td className={styles.rank}>{row.rank ?? <span className={styles.unranked}>{text('measures.unranked')}</span>}</td>
            <th scope="row" className={styles.name}>
              {row.name}
              {row.peerClass === null ? null : (
                <span className={styles.peers}>{PEER_CLASS_LABELS_ZH[row.peerClass as PeerClass] ?? row.peerClass}</span>
              )}
            </th>
            {columns.map((column) => (
              <Cell key={column.key} row={row} column={column} addressOf={(measure) => addressOf(measure, row)} />
            ))}
          </tr>
        ))}
      </tbody>
      {rows.length < 2 ? null : (
        <tfoot>
          <tr>
            <td />
            <th scope="row" className={styles.name}>
              {text('measures.total')}
            </th>
            {columns.map((column) => (
              <Cell key={column.key} row={totalOf(rows, formula)} column={column} addressOf={(measure) => addressOf(measure, null)} />
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

type CellProps = {
  readonly row: Pick<MeasureRow, 'counts' | 'rates' | 'onTime' | 'firstDispatch'>
  readonly column: MeasureColumn
  readonly addressOf: (measure: MeasureId) => string | null
}

function Cell({ row, column, addressOf }: CellProps): ReactNode {
  const text = useReportingText()
  if (column.kind === 'count') {
    const count = row.counts[column.key]
    return (
      <td data-alarm={column.alarming === true && count > 0} data-none={count === 0}>
        <Opening to={count === 0 ? null : addressOf(column.key)}>{formatCount(count)}</Opening>
      </td>
    )
  }
  const value = rateOf(row, column.key)
  if (value === null) {
    return (
      <td data-none title={text('measures.noDataHint')}>
        {text('measures.noData')}
      </td>
    )
  }
  return (
    <td>
      <Opening to={column.opens === null || value === 0 ? null : addressOf(column.opens)}>
        {column.key === 'score' ? value.toFixed(2) : `${(100 * value).toFixed(1)}%`}
      </Opening>
    </td>
  )
}

const Opening = ({ to, children }: { readonly to: string | null; readonly children: ReactNode }): ReactNode =>
  to === null ? children : <Link to={to}>{children}</Link>

const labelOf = (column: MeasureColumn): ReportingTextKey => (column.kind === 'count' ? `measure.${column.key}` : `measures.${column.key}`)
const titleOf = (column: MeasureColumn): ReportingTextKey => {
  if (column.kind === 'count') return `definition.${column.key}`
  if (column.key === 'onTime') return 'measures.onTimeHint'
  return column.opens === null ? 'measures.score' : `definition.${column.opens}`
}
