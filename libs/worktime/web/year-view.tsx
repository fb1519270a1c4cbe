import type { ReactNode } from 'react'
import type { CalendarDayKind, CalendarDayView, CalendarYear } from '../contract/index.js'
import { useCalendarText } from './calendar-strings.js'
import { spansText } from './span-text.js'
import styles from './year-view.module.css'

const MARKED: readonly CalendarDayKind[] = ['holiday', 'make_up', 'rest']

/** Twelve months; every day says by a word, a shape and a colour what it is, and opens. */
export function YearView({ calendar, onChoose }: { readonly calendar: CalendarYear; readonly onChoose: (day: CalendarDayView) => void }): ReactNode {
  const text = useCalendarText()
  return (
    <>
      <ul className={styles.legend} aria-label={text('legend.label')}>
        {MARKED.map((kind) => (
          <li key={kind}>
            <span className={`${styles.mark} ${styles[kind]}`}>{text(`day.${kind}`)}</span> {text(`kind.${kind}`)}
          </li>
        ))}
        <li>
          <span className={`${styles.mark} ${styles.own}`}>◆</span> {text('day.own')}
        </li>
      </ul>
      <div className={styles.months}>
        {calendar.months.map((month) => (
          <Month key={month.month} sums={month} days={calendar.days.filter(({ date }) => date.startsWith(month.month))} onChoose={onChoose} />
        ))}
      </div>
    </>
  )
}

type MonthProps = { readonly sums: CalendarYear['months'][number]; readonly days: readonly CalendarDayView[]; readonly onChoose: (day: CalendarDayView) => void }

function Month({ sums: { month, workDays, workMinutes }, days, onChoose }: MonthProps): ReactNode {
  const text = useCalendarText()
  const name = text('month.name', { month: Number(month.slice(5)) })
  return (
    <section className={styles.month} aria-label={`${month.slice(0, 4)} ${name}`}>
      <h2 className={styles.name}>
        {name} <span className={styles.sum}>{text('month.sum', { days: workDays, hours: hoursText(workMinutes) })}</span>
      </h2>
      <div className={styles.grid}>
        {[...text('weekdays')].map((weekday, index) => (
          // seven letters, some of them the same
          <span key={index} className={styles.weekday} aria-hidden="true">
            {weekday}
          </span>
        ))}
        {days.map((day, index) => (
          <button
            key={day.date}
            type="button"
            className={`${styles.day} ${styles[day.kind]} ${day.own ? styles.own : ''}`}
            style={index === 0 ? { gridColumnStart: day.weekday } : undefined}
            title={dayLabel(day, text)}
            onClick={() => onChoose(day)}
          >
            <span className="tb-visually-hidden">{dayLabel(day, text)}</span>
            <span aria-hidden="true">{Number(day.date.slice(8))}</span>
            <span className={styles.word} aria-hidden="true">
              {day.kind === 'regular' ? '' : text(`day.${day.kind}`)}
              {day.own ? '◆' : ''}
            </span>
          </button>
        ))}
      </div>
    </section>
  )
}

/** 2026-10-01 国庆节 放假; with its hours where they are worked. */
export function dayLabel({ date, kind, name, spans, own }: CalendarDayView, text: ReturnType<typeof useCalendarText>): string {
  return [date, name ?? '', text(`kind.${kind}`), spansText(spans), own ? text('day.own') : ''].filter((part) => part !== '').join(' ')
}

/** Hours with one digit where they are not whole. */
export const hoursText = (minutes: number): string => String(Math.round(minutes / 6) / 10)
