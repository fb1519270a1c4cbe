import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, useNow, useRead } from '@tongban/ui/web'
import { addDays, MINUTE_MS, HOUR_MS, plainDateOf, type PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf } from '@tongban/worktime/contract'
import { readDutyGaps, readDutyRoster, type DutyPostView } from '../contract/index.js'
import styles from './duty-page.module.css'
import { useDutyText } from './duty-strings.js'
import { EditRoster } from './edit-roster.js'
import { WeekGrid } from './week-grid.js'

const mondayOf = (day: PlainDate): PlainDate => addDays(day, 1 - isoWeekdayOf(day))

/** One post: its week, the hours ahead that nobody covers, and for whoever looks after it the means to change it. */
export function RosterPanel({ post, onClose }: { readonly post: DutyPostView; readonly onClose: () => void }): ReactNode {
  const text = useDutyText()
  const today = plainDateOf(useNow('minute'))
  const [weeks, setWeeks] = useState(0)
  const from = addDays(mondayOf(today), weeks * 7)
  const { unitId, divisionCode } = post
  const roster = useRead(readDutyRoster, { query: { ...(unitId === null ? { divisionCode } : { unitId }), from } }, { keepPrevious: true })
  return (
    <section className={styles.panel} aria-label={post.name}>
      <header className={styles.line}>
        <h2>{post.name}</h2>
        <Button size="small" onClick={() => setWeeks(weeks - 1)}>{text('prevWeek')}</Button>
        <Button size="small" onClick={() => setWeeks(weeks + 1)}>{text('nextWeek')}</Button>
        <Button size="small" onClick={onClose}>{text('close')}</Button>
      </header>
      <DataState read={roster}>
        {(data) => (
          <>
            <WeekGrid roster={data} from={from} />
            {unitId === null ? null : <Gaps unitId={unitId} />}
            {data.mayMaintain ? <EditRoster roster={data} /> : null}
          </>
        )}
      </DataState>
    </section>
  )
}

function Gaps({ unitId }: { readonly unitId: string }): ReactNode {
  const text = useDutyText()
  const gaps = useRead(readDutyGaps, { query: { unitId, days: 30 } })
  const [found] = gaps.data?.posts ?? []
  if (found === undefined) return null
  const hours = Math.ceil((found.uncoveredMinutes * MINUTE_MS) / HOUR_MS)
  return (
    <div aria-label={text('gaps')}>
      <p className={hours === 0 ? undefined : styles.warn}>{hours === 0 ? text('complete') : `◇ ${text('gaps')} · ${text('uncovered', { name: found.hasRoster ? found.post.name : text('noRoster'), hours })}`}</p>
      {found.clashes.slice(0, 3).map((clash) => <p key={clash.from} className={styles.warn}>◇ {text('clash', { name: text('line', { line: clash.line }), names: clash.names.join('、') })}</p>)}
    </div>
  )
}
