import type { ReactNode } from 'react'
import { addDays, DAY_MS, instant, instantFromIso, plainDateOf, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import { timeOfDayText, weekdayText } from '@tongban/worktime/contract'
import type { DutyRosterView } from '../contract/index.js'
import styles from './duty-page.module.css'
import { useDutyText } from './duty-strings.js'

type Block = { readonly from: Instant; readonly to: Instant; readonly names: string; readonly isGap: boolean; readonly key: string }

/** Seven days in rows; each stretch as wide as it lasts, gaps by word, shape and colour. */
export function WeekGrid({ roster, from }: { readonly roster: DutyRosterView; readonly from: PlainDate }): ReactNode {
  const text = useDutyText()
  const names = new Map(roster.entries.map(({ id, name }) => [id, name]))
  const days = Array.from({ length: 7 }, (_, index) => addDays(from, index))
  const blocksOf = (day: PlainDate): Block[] => {
    const begin = startOfDay(day)
    return roster.week.flatMap((segment) => {
      const [start, end] = [instant(Math.max(instantFromIso(segment.from), begin)), instant(Math.min(instantFromIso(segment.to), begin + DAY_MS))]
      if (end <= start) return []
      return [{ from: start, to: end, isGap: segment.entryIds.length === 0, names: segment.entryIds.map((id) => names.get(id) ?? '').join('、'), key: `${start}` }]
    })
  }
  return (
    <table className={styles.week} aria-label={text('week')}>
      <tbody>
        {days.map((day) => (
          <tr key={day}>
            <th scope="row">{day.slice(5)} {weekdayText(day)}</th>
            <td>
              <div className={styles.blocks}>
                {blocksOf(day).map(({ from: start, to, names: who, isGap, key }) => {
                  const hours = `${timeOfDayText(start)}–${to === startOfDay(addDays(plainDateOf(start), 1)) ? '24:00' : timeOfDayText(to)}`
                  return (
                    <span key={key} className={isGap ? styles.gap : styles.block} style={{ flexGrow: (to - start) / 60_000 }} title={`${hours} ${isGap ? text('gap') : who}`}>
                      {isGap ? `◇ ${text('gap')}` : who} <small>{hours}</small>
                    </span>
                  )
                })}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
