import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { wrongCauseSchema, type DispatchQuality, type QualityRow } from '../../contract/index.js'
import { useQualityText } from './quality-strings.js'
import styles from './quality.module.css'

/** One decimal: of many dispatches few are wrong. */
export const percentText = (rate: number): string => `${(100 * rate).toFixed(1)}%`

type AddressOf = (only: 'wrong' | 'all', row: QualityRow | null) => string
type Props = { readonly quality: DispatchQuality; readonly addressOf: AddressOf }

/** Dispatched, wrong and why, whoever answers for the most first; every number opens its cases. */
export function QualityTable({ quality: { by, rows, rowCount, total }, addressOf }: Props): ReactNode {
  const text = useQualityText()
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text(`by.${by}`)}</th>
            <th scope="col">{text('dispatched')}</th>
            <th scope="col">{text('wrong')}</th>
            <th scope="col">{text('rate')}</th>
            <th scope="col" className={styles.causes}>
              {text('causes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id} ${row.version ?? ''}`}>
              <th scope="row">
                {row.name}
                {row.version === null ? null : <span className={styles.small}>{text('version', { version: row.version })}</span>}
              </th>
              <Numbers row={row} of={row} addressOf={addressOf} />
              <td className={styles.causes}>
                {wrongCauseSchema.options.filter((cause) => row.causes[cause] > 0).map((cause) => text(`cause.${cause}`, { count: row.causes[cause] })).join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('total')}</th>
            <Numbers row={null} of={total} addressOf={addressOf} />
            <td className={styles.causes} />
          </tr>
        </tfoot>
      </table>
      {rows.length === rowCount ? null : <p className={styles.note}>{text('bound', { count: formatCount(rows.length), total: formatCount(rowCount) })}</p>}
    </>
  )
}

function Numbers({ row, of: { dispatched, wrong, rate }, addressOf }: { readonly row: QualityRow | null; readonly of: DispatchQuality['total']; readonly addressOf: AddressOf }): ReactNode {
  const text = useQualityText()
  return (
    <>
      <td>{dispatched === 0 ? '0' : <Link to={addressOf('all', row)}>{formatCount(dispatched)}</Link>}</td>
      <td>{wrong === 0 ? '0' : <Link to={addressOf('wrong', row)}>{formatCount(wrong)}</Link>}</td>
      <td>{rate === null ? text('noRate') : percentText(rate)}</td>
    </>
  )
}
