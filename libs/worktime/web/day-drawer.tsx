import { Drawer, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { addDays, plainDate } from '@tongban/kernel/core'
import { ChoiceGroup, DayField } from '@tongban/ui/web'
import { dayText, type CalendarDayView, type CalendarDraftInput } from '../contract/index.js'
import { useCalendarText, type CalendarKey } from './calendar-strings.js'
import { ChangePanel } from './change-panel.js'
import { FormRow } from './form-row.js'
import type { ScopeQuery } from './history-view.js'
import { spansText, spansTyped } from './span-text.js'
import { dayLabel } from './year-view.js'

const MOST_DAYS = 60
type What = 'off' | 'work' | 'remove'
type DayDrawerProps = {
  readonly day: CalendarDayView | null
  readonly scope: ScopeQuery
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onDone: (version: number) => void
}

/** What a day is and from which notice; for administrators the form that makes it, and the days after it, another. */
export function DayDrawer({ day, scope, mayEdit, onClose, onDone }: DayDrawerProps): ReactNode {
  const text = useCalendarText()
  return (
    <Drawer getContainer={false} open={day !== null} onClose={onClose} size={460} title={day === null ? '' : dayText(plainDate(day.date))}>
      {day === null ? null : (
        <>
          <p>{text('form.today', { what: dayLabel(day, text) })}</p>
          {day.layer === null || day.source === null ? null : (
            <p>
              {day.layer.name}：{day.source}
            </p>
          )}
          {mayEdit ? <DayForm day={day} scope={scope} onDone={onDone} /> : <p>{text('form.lookOnly')}</p>}
        </>
      )}
    </Drawer>
  )
}

function DayForm({ day, scope, onDone }: { readonly day: CalendarDayView; readonly scope: ScopeQuery; readonly onDone: (version: number) => void }): ReactNode {
  const text = useCalendarText()
  const [what, setWhat] = useState<What>(day.spans.length > 0 ? 'off' : 'work')
  const [until, setUntil] = useState(day.date)
  const [name, setName] = useState('')
  const [spans, setSpans] = useState('')
  const [source, setSource] = useState('')
  const [wrong, setWrong] = useState<Partial<Record<'name' | 'source' | 'spans' | 'until', CalendarKey>>>({})
  const complaint = (field: keyof typeof wrong): string | null => (wrong[field] === undefined ? null : text(wrong[field]))
  const draftNow = (): CalendarDraftInput | null => {
    const dates = datesOf(day.date, until)
    if (what === 'remove') return { ...scope, removedDays: dates }
    const typed = what === 'off' ? [] : spansTyped(spans)
    const complaints = {
      ...(name.trim() === '' ? { name: 'form.nameMissing' as const } : {}),
      ...(source.trim() === '' ? { source: 'form.sourceMissing' as const } : {}),
      ...(typed === null ? { spans: 'form.spansWrong' as const } : {}),
      ...(dates.length === 0 ? { until: 'form.rangeWrong' as const } : {}),
    }
    setWrong(complaints)
    if (Object.keys(complaints).length > 0 || typed === null) return null
    return { ...scope, days: dates.map((date) => ({ date, kind: what, name: name.trim(), spans: typed.length === 0 ? null : [...typed], source: source.trim() })) }
  }
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <FormRow label={text('form.kind')}>
        {() => (
          <ChoiceGroup<What>
            label={text('form.kind')}
            value={what}
            choices={[
              { value: 'off', label: text('form.off') },
              { value: 'work', label: text('form.work') },
              ...(day.own ? [{ value: 'remove' as const, label: text('form.remove') }] : []),
            ]}
            onChange={setWhat}
          />
        )}
      </FormRow>
      <FormRow label={text('form.until')} error={complaint('until')}>
        {() => <DayField label={text('form.until')} value={until} min={day.date} onChange={(chosen) => setUntil(chosen === '' ? day.date : chosen)} />}
      </FormRow>
      {what === 'remove' ? null : (
        <>
          <FormRow label={text('form.name')} error={complaint('name')}>
            {(field) => <Input {...field} value={name} maxLength={40} placeholder={text('form.namePlaceholder')} onChange={(event) => setName(event.target.value)} />}
          </FormRow>
          {what === 'work' ? (
            <FormRow label={text('form.spans')} error={complaint('spans')}>
              {(field) => <Input {...field} value={spans} placeholder={spansText([{ startMinute: 510, endMinute: 720 }])} onChange={(event) => setSpans(event.target.value)} />}
            </FormRow>
          ) : null}
          <FormRow label={text('form.source')} error={complaint('source')}>
            {(field) => <Input {...field} value={source} maxLength={400} onChange={(event) => setSource(event.target.value)} />}
          </FormRow>
        </>
      )}
      <ChangePanel draftNow={draftNow} onDone={onDone} />
    </form>
  )
}

/** From the first to the last day; empty when that is not a stretch of up to MOST_DAYS days. */
function datesOf(first: string, last: string): string[] {
  const dates: string[] = []
  for (let date = plainDate(first); date <= last && dates.length <= MOST_DAYS; date = addDays(date, 1)) dates.push(date)
  return dates.length > MOST_DAYS ? [] : dates
}
