import { formatCount } from '@tongban/ui/web'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { actKindSchema, MAX_ACT_ROWS, type ActKind, type ActRow } from '../../contract/index.js'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './acts-view.module.css'

/** Of a long table the head is shown: whom to ask first. */
const SHOWN_ROWS = 10

type AddressOf = (row: ActRow, onTime: boolean) => string
type Props = { readonly rows: readonly ActRow[]; readonly addressOf: AddressOf }

/** 各自的责任: who asked back, dispatched wrongly, whistled, came in time — each kind by whoever answers for it, the busiest first. */
export function ActsView({ rows, addressOf }: Props): ReactNode {
  const text = useReportingText()
  const kinds = actKindSchema.options.map((kind) => ({ kind, rows: rows.filter((row) => row.kind === kind) }))
  const none = kinds.filter((item) => item.rows.length === 0)
  return (
    <div className={styles.view}>
      <div className={styles.kinds}>
        {kinds.map((item) => (item.rows.length === 0 ? null : <KindTable key={item.kind} {...item} addressOf={addressOf} />))}
      </div>
      {none.length === 0 ? null : <p className={styles.note}>{text('acts.none', { acts: none.map(({ kind }) => text(`act.${kind}`)).join(text('acts.comma')) })}</p>}
      {rows.length < MAX_ACT_ROWS ? null : <p className={styles.note}>{text('acts.bound', { count: MAX_ACT_ROWS })}</p>}
    </div>
  )
}

function KindTable({ kind, rows, addressOf }: Props & { readonly kind: ActKind }): ReactNode {
  const text = useReportingText()
  const [all, setAll] = useState(false)
  const isTimed = rows.some((row) => row.onTime !== null)
  const shown = all ? rows : rows.slice(0, SHOWN_ROWS)
  return (
    <section className={styles.kind} aria-label={text(`act.${kind}`)}>
      <h2 className={styles.title}>{text(`act.${kind}`)}</h2>
      <p className={styles.definition}>{text(`actDefinition.${kind}`)}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text('acts.author')}</th>
            <th scope="col">{text('acts.count')}</th>
            {isTimed ? <th scope="col">{text('acts.onTime')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <AuthorRow key={`${row.author.kind} ${row.author.id}`} row={row} isTimed={isTimed} addressOf={addressOf} />
          ))}
        </tbody>
      </table>
      {rows.length <= SHOWN_ROWS ? null : (
        <button type="button" className={styles.fold} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? '▴' : '▾'} {text(all ? 'acts.fewer' : 'acts.all', { count: rows.length })}
        </button>
      )}
    </section>
  )
}

function AuthorRow({ row, isTimed, addressOf }: { readonly row: ActRow; readonly isTimed: boolean; readonly addressOf: AddressOf }): ReactNode {
  const text = useReportingText()
  const { author, count, onTime } = row
  return (
    <tr>
      <th scope="row" className={styles.author} title={author.name}>
        {author.name}
        <span className={styles.authorKind}>{text(`acts.by.${author.kind}`)}</span>
      </th>
      <td>
        <Link to={addressOf(row, false)}>{formatCount(count)}</Link>
      </td>
      {isTimed ? <td data-none={onTime === null || onTime === 0}>{onTime === null ? text('measures.noData') : <OnTime row={row} onTime={onTime} addressOf={addressOf} />}</td> : null}
    </tr>
  )
}

/** The number, and what part of all it is; a part of ten says little of one, so both. */
function OnTime({ row, onTime, addressOf }: { readonly row: ActRow; readonly onTime: number; readonly addressOf: AddressOf }): ReactNode {
  return (
    <>
      {onTime === 0 ? formatCount(onTime) : <Link to={addressOf(row, true)}>{formatCount(onTime)}</Link>}
      <span className={styles.part}>{((100 * onTime) / row.count).toFixed(1)}%</span>
    </>
  )
}
