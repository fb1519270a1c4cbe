import { Button, Input } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { formatMoment, ProblemNote, useCommand } from '@tongban/ui/web'
import { applyCalendarChange, listCalendars, listCalendarVersions, previewCalendarChange, readCalendarYear, type CalendarDraftInput, type CalendarPreviewView } from '../contract/index.js'
import { useCalendarText } from './calendar-strings.js'
import { spansText } from './span-text.js'
import { hoursText } from './year-view.js'
import styles from './change-panel.module.css'

/** What a changed calendar makes stale. */
export const STALE = [readCalendarYear, listCalendars, listCalendarVersions]

export type ChangePanelProps = {
  /** What the form says, or null with its complaint shown by the form itself. Asked when a button is pressed. */
  readonly draftNow: () => CalendarDraftInput | null
  readonly onDone: (version: number) => void
}

/** First what it would do, then why, then it is done: the end of every form that changes a calendar. */
export function ChangePanel({ draftNow, onDone }: ChangePanelProps): ReactNode {
  const text = useCalendarText()
  const preview = useCommand(previewCalendarChange)
  const [draft, setDraft] = useState<CalendarDraftInput | null>(null)
  const apply = useCommand(applyCalendarChange, { invalidates: STALE, onDone: ({ version }) => onDone(version) })
  const look = async (): Promise<void> => {
    const next = draftNow()
    apply.reset()
    preview.reset()
    setDraft(null)
    if (next === null) return
    if ((await preview.run({ body: next })) !== null) setDraft(next)
  }
  const shown = draft === null ? undefined : preview.answer
  const act = (reason: string): void => {
    // what is applied is what was shown: the form may have moved on meanwhile
    if (draft !== null && shown !== undefined) void apply.run({ body: { draft, expectedVersion: shown.version, reason } })
  }
  return (
    <div className={styles.panel}>
      <Button onClick={() => void look()} loading={preview.isRunning}>
        {text(shown === undefined ? 'form.preview' : 'apply.again')}
      </Button>
      <ProblemNote problem={preview.problem} />
      {shown === undefined ? null : <PreviewView preview={shown} />}
      <ProblemNote problem={apply.problem} />
      {shown === undefined || shown.unchanged ? null : <ReasonForm isRunning={apply.isRunning} onApply={act} />}
    </div>
  )
}

export function ReasonForm({ isRunning, onApply, initial = '' }: { readonly isRunning: boolean; readonly onApply: (reason: string) => void; readonly initial?: string }): ReactNode {
  const text = useCalendarText()
  const id = useId()
  const [reason, setReason] = useState(initial)
  const [missing, setMissing] = useState(false)
  const act = (): void => {
    const isThere = [...reason.trim()].length >= 2
    setMissing(!isThere)
    if (isThere) onApply(reason.trim())
  }
  return (
    <div className={styles.reason}>
      <label htmlFor={id}>{text('apply.reason')}</label>
      <Input.TextArea id={id} value={reason} maxLength={400} autoSize={{ minRows: 2, maxRows: 5 }} aria-invalid={missing} onChange={(event) => setReason(event.target.value)} />
      {missing ? (
        <p className={styles.error} role="alert">
          {text('apply.reasonMissing')}
        </p>
      ) : null}
      <Button type="primary" loading={isRunning} onClick={act}>
        {text('apply.do')}
      </Button>
    </div>
  )
}

/** The days, the months, the other calendars and the clocks a change would move. */
export function PreviewView({ preview }: { readonly preview: CalendarPreviewView }): ReactNode {
  const text = useCalendarText()
  const { days, changedDays, months, calendars, clocks, unchanged } = preview
  if (unchanged) return <p role="status">{text('preview.nothing')}</p>
  const told = (day: CalendarPreviewView['days'][number]['before']): string =>
    [day.name ?? '', text(`kind.${day.kind}`), spansText(day.spans)].filter((part) => part !== '').join(' ')
  return (
    <section className={styles.preview} aria-label={text('preview.title')}>
      <h3>{text('preview.days', { count: changedDays })}</h3>
      <ul>
        {days.slice(0, 31).map(({ date, before, after }) => (
          <li key={date}>
            <span className={styles.date}>{date}</span> <del>{told(before)}</del> → <ins>{told(after)}</ins>
          </li>
        ))}
      </ul>
      {changedDays > 31 ? <p className={styles.small}>{text('preview.more', { count: changedDays - 31 })}</p> : null}
      <h3>{text('preview.months')}</h3>
      <ul>
        {months.map(({ month, minutesBefore, minutesAfter }) => (
          <li key={month}>
            {text('preview.month', { month, before: hoursText(minutesBefore), after: hoursText(minutesAfter), delta: signed(minutesAfter - minutesBefore) })}
          </li>
        ))}
      </ul>
      {calendars.length > 1 ? <p className={styles.small}>{text('preview.calendars', { names: calendars.map(({ name }) => name).join('、') })}</p> : null}
      <Clocks clocks={clocks} />
    </section>
  )
}

function Clocks({ clocks }: { readonly clocks: CalendarPreviewView['clocks'] }): ReactNode {
  const text = useCalendarText()
  if (clocks === null) return <p className={styles.warn}>{text('preview.noClocks')}</p>
  const { running, earlier, later, byMoreThanDay, byMoreThanMonth, moved } = clocks
  return (
    <>
      <h3>{text('preview.clocks', { running, later, earlier })}</h3>
      {byMoreThanMonth === 0 ? null : (
        <p className={styles.error} role="alert">
          <strong>{text('preview.byMonth', { count: byMoreThanMonth })}</strong>
        </p>
      )}
      {byMoreThanDay === 0 ? null : (
        <p className={styles.warn} role="alert">
          {text('preview.byDay', { count: byMoreThanDay })}
        </p>
      )}
      {moved.length === 0 ? <p className={styles.small}>{text('preview.noneMoves')}</p> : null}
      <ul aria-label={text('preview.clockList')}>
        {moved.map(({ clockId, caseNumber, unitName, dueBefore, dueAfter }) => (
          <li key={clockId}>{text('preview.clock', { number: caseNumber, unit: unitName ?? '', before: formatMoment(dueBefore), after: formatMoment(dueAfter) })}</li>
        ))}
      </ul>
    </>
  )
}

const signed = (minutes: number): string => `${minutes > 0 ? '+' : ''}${hoursText(minutes)}`
