import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { FORMULAS, type BoardSnapshot } from '../../contract/index.js'
import { measureAddress } from '../measures/measure-address.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { Changing } from './changing.js'
import { percentText } from './rates-panel.js'
import styles from './ranking-panel.module.css'

type Units = BoardSnapshot['ranking'][number]['units']

/** Like with like: one class at a time, the best first, each with how many callbacks stand behind it. */
export function RankingPanel({ units }: { readonly units: Units }): ReactNode {
  const text = useReportingText()
  if (units.length === 0) return <p className={styles.none}>{text('board.rankingEmpty', { minimum: FORMULAS.three_rates.minimumValidCallbacks })}</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" aria-label={text('measures.rank')} />
          <th scope="col" aria-label={text('measures.name')} />
          <th scope="col">{text('board.satisfaction')}</th>
          <th scope="col">{text('board.resolution')}</th>
          <th scope="col">{text('board.validCount')}</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <RankingRow key={unit.unitId} unit={unit} />
        ))}
      </tbody>
    </table>
  )
}

function RankingRow({ unit }: { readonly unit: Units[number] }): ReactNode {
  const { unitId, rates } = unit
  return (
    <tr>
      <td className={styles.rank}>{unit.rank}</td>
      <td className={styles.name} title={[unit.countyName, unit.name].filter((part) => part !== null).join(' ')}>
        {unit.name}
        <span className={styles.county}>{unit.countyName}</span>
      </td>
      <td>
        <Link to={measureAddress({ measure: 'callback_satisfied', unitId })}>
          <Changing value={rates.satisfaction ?? ''}>{rates.satisfaction === null ? '' : percentText(rates.satisfaction)}</Changing>
        </Link>
      </td>
      <td>
        <Link to={measureAddress({ measure: 'callback_resolved', unitId })}>
          {rates.resolution === null ? '' : percentText(rates.resolution)}
        </Link>
      </td>
      <td>
        <Link to={measureAddress({ measure: 'callback_valid', unitId })}>{unit.validCallbacks}</Link>
      </td>
      <td>
        <span className={styles.band} data-band={unit.band}>
          {unit.band}
        </span>
      </td>
    </tr>
  )
}
