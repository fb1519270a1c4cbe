import { formatCount, useUrlFilters } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot, MeasureId } from '../../contract/index.js'
import { MAP_MEASURES, type MapMeasure } from '../map/map-shade.js'
import { measureAddress } from '../measures/measure-address.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { BoardPanel } from './board-panel.js'
import { Changing } from './changing.js'
import { CountyMap } from './county-map.js'
import styles from './county-panel.module.css'
import { percentText } from './rates-panel.js'
import { SwitchRow } from './switch-row.js'

const FILTERS = { map: 'in_hand' } as const
const MEASURE_BEHIND: Readonly<Record<MapMeasure, MeasureId>> = {
  in_hand: 'in_hand',
  overdue: 'overdue',
  response: 'callback_contacted',
  resolution: 'callback_resolved',
  satisfaction: 'callback_satisfied',
}

/** The counties as a map and as a table; the figure on the map can be switched and stays in the address. */
export function CountyPanel({ snapshot }: { readonly snapshot: BoardSnapshot }): ReactNode {
  const text = useReportingText()
  const { filters, set } = useUrlFilters<'map'>(FILTERS)
  const measure = MAP_MEASURES.find((item) => item === filters.map) ?? 'in_hand'
  const choices = MAP_MEASURES.map((value) => ({
    value,
    label: value === 'in_hand' || value === 'overdue' ? text(`measure.${value}`) : text(`board.${value}`),
  }))
  return (
    <BoardPanel
      area="map"
      title={text('board.map')}
      aside={<SwitchRow label={text('board.map')} choices={choices} value={measure} onChange={(map) => set({ map })} />}
    >
      <div className={styles.split}>
        <CountyMap
          snapshot={snapshot}
          measure={measure}
          addressOf={(countyCode) => measureAddress({ measure: MEASURE_BEHIND[measure], countyCode })}
        />
        <CountyTable counties={snapshot.counties} />
      </div>
    </BoardPanel>
  )
}

function CountyTable({ counties }: { readonly counties: BoardSnapshot['counties'] }): ReactNode {
  const text = useReportingText()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{text('board.county')}</th>
          <th scope="col" title={text('board.filed')}>
            {text('board.today')}
          </th>
          <th scope="col">{text('measure.in_hand')}</th>
          <th scope="col">{text('measure.overdue')}</th>
          <th scope="col">{text('board.satisfaction')}</th>
        </tr>
      </thead>
      <tbody>
        {counties.map(({ code, name, filedToday, inHand, overdue, rates }) => (
          <tr key={code}>
            <th scope="row" title={name}>
              {name}
            </th>
            <Figure value={filedToday} to={measureAddress({ measure: 'filed', preset: 'today', countyCode: code })} />
            <Figure value={inHand} to={measureAddress({ measure: 'in_hand', countyCode: code })} />
            <Figure value={overdue} to={measureAddress({ measure: 'overdue', countyCode: code })} alarming />
            <td title={rates.satisfaction === null ? text('board.noData') : undefined}>
              {rates.satisfaction === null ? (
                <span className={styles.none}>—</span>
              ) : (
                <Link to={measureAddress({ measure: 'callback_satisfied', countyCode: code })}>{percentText(rates.satisfaction)}</Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Figure = ({
  value,
  to,
  alarming = false,
}: {
  readonly value: number
  readonly to: string
  readonly alarming?: boolean
}): ReactNode => (
  <td data-alarm={alarming && value > 0}>
    <Link to={to}>
      <Changing value={value}>{formatCount(value)}</Changing>
    </Link>
  </td>
)
