import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PEER_CLASS_LABELS_ZH, type PeerClass } from '@tongban/org/contract'
import type { MeasureId, MeasureRow } from '../../contract/index.js'
import { useReportingText, type ReportingTextKey } from '../strings/reporting-strings.js'
import { MEASURE_COLUMNS, rateOf, readSort, SCORE_COLUMN, sortedRows, type MeasureColumn, type SortKey } from './measure-columns.js'
import styles from './measures-table.module.css'

type Props = {
  readonly rows: readonly MeasureRow[]
  readonly withScore: boolean
  readonly sort: string
  readonly onSort: (sort: string) => void
  /** Where a number of a row opens; null row: of all of them together. */
  readonly addressOf: (measure: MeasureId, row: MeasureRow) => string
}

/** Counts and rates side by side; a count opens its list, so does a rate what it counts. The whole row speaks of `n` valid callbacks. */
export function MeasuresTable({ rows, withScore, sort, onSort, addressOf }: Props): ReactNode {
  const text = useReportingText()
  const columns = withScore ? [...MEASURE_COLUMNS, SCORE_COLUMN] : MEASURE_COLUMNS
  const order = readSort(sort)
  const header = (key: SortKey, label: string, title?: string): ReactNode => (
    <th key={key} scope="col" aria-sort={order.key !== key ? 'none' : order.backwards ? 'ascending' : 'descending'}>
      <button type="button" className={styles.sort} title={title} onClick={() => onSort(order.key === key && !order.backwards ? `-${key}` : key)}>
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
              {row.peerClass === null ? null : <span className={styles.peers}>{PEER_CLASS_LABELS_ZH[row.peerClass as PeerClass] ?? row.peerClass}</span>}
            </th>
            {columns.map((column) => (
              <Cell key={column.key} row={row} column={column} addressOf={addressOf} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ row, column, addressOf }: { readonly row: MeasureRow; readonly column: MeasureColumn; readonly addressOf: Props['addressOf'] }): ReactNode {
  const text = useReportingText()
  if (column.kind === 'count') {
    const count = row.counts[column.key]
    return (
      <td data-alarm={column.alarming === true && count > 0} data-none={count === 0}>
        {count === 0 ? '0' : <Link to={addressOf(column.key, row)}>{formatCount(count)}</Link>}
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
  const said = column.key === 'score' ? value.toFixed(2) : `${(100 * value).toFixed(1)}%`
  return <td>{column.opens === null || value === 0 ? said : <Link to={addressOf(column.opens, row)}>{said}</Link>}</td>
}

const labelOf = (column: MeasureColumn): ReportingTextKey => (column.kind === 'count' ? `measure.${column.key}` : `measures.${column.key}`)
const titleOf = (column: MeasureColumn): ReportingTextKey => {
  if (column.kind === 'count') return `definition.${column.key}`
  if (column.key === 'onTime') return 'measures.onTimeHint'
  return column.opens === null ? 'measures.score' : `definition.${column.opens}`
}
