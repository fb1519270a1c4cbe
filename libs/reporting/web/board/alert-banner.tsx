import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot } from '../../contract/index.js'
import { measureAddress } from '../measures/measure-address.js'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './alert-banner.module.css'

/** An overdue emergency, else a topic that rises: what it is, and who must act. Nothing when the city is quiet. */
export function AlertBanner({ snapshot: { overdueEmergencies, topics } }: { readonly snapshot: BoardSnapshot }): ReactNode {
  const text = useReportingText()
  const [emergency] = overdueEmergencies
  if (emergency !== undefined) {
    return (
      <div className={styles.banner} data-grade="emergency" role="alert">
        <strong>■ {text('board.emergency')}</strong>
        <Link to={`/cases/${emergency.caseId}`}>
          {[emergency.countyName, emergency.title].filter((part) => part !== null).join(' ')}（{emergency.number}）
        </Link>
        <span>{emergency.unitName === null ? text('board.nobody') : text('board.mustAct', { unit: emergency.unitName })}</span>
        {overdueEmergencies.length > 1 ? <span className={styles.more}>+{overdueEmergencies.length - 1}</span> : null}
      </div>
    )
  }
  const rising = topics.filter(({ trend }) => trend === 'rising').sort((a, b) => b.today - b.usual - (a.today - a.usual))[0]
  if (rising === undefined) return null
  return (
    <div className={styles.banner} data-grade="rising" role="status">
      <strong>↑ {text('board.topics')}</strong>
      <Link to={measureAddress({ measure: 'filed', preset: 'today', categoryCode: rising.categoryCode })}>
        {text('board.risingTopic', { name: rising.name, today: formatCount(rising.today), usual: rising.usual.toFixed(1) })}
      </Link>
      {rising.unitName === null ? null : <span>{text('board.risingUnit', { unit: rising.unitName })}</span>}
    </div>
  )
}
