import { Button, Checkbox, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { DayField, formatMoment, useNow } from '@tongban/ui/web'
import type { CalendarDraftInput, CalendarYear } from '../contract/index.js'
import { useCalendarText } from './calendar-strings.js'
import { ChangePanel } from './change-panel.js'
import { FormRow } from './form-row.js'
import type { ScopeQuery } from './history-view.js'
import styles from './hours-form.module.css'
import { spansText, spansTyped, WEEKDAY_NAMES } from './span-text.js'

/** One set of hours as it is typed: seven days and the make-up day. */
type Typed = { readonly key: number; readonly name: string; readonly from: string; readonly to: string; readonly days: readonly string[]; readonly source: string }
type HoursFormProps = { readonly calendar: CalendarYear; readonly scope: ScopeQuery; readonly onDone: (version: number) => void }

/** Hours from a day on; what was before that day stays as it was. */
export function HoursForm({ calendar, scope, onDone }: HoursFormProps): ReactNode {
  const text = useCalendarText()
  const now = useNow('minute')
  const today = formatMoment(now, 'day')
  const [rows, setRows] = useState<readonly Typed[]>(() => typedOf(calendar, today))
  const [validFrom, setValidFrom] = useState(today)
  const [keepsHolidays, setKeepsHolidays] = useState(calendar.calendar.keepsHolidays)
  const [inherit, setInherit] = useState(false)
  const [asked, setAsked] = useState(false)
  const change = (key: number, next: Partial<Typed>): void => setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)))
  const isCity = calendar.calendar.scope.divisionCode === null && calendar.calendar.scope.unitId === null
  const draftNow = (): CalendarDraftInput | null => {
    setAsked(true)
    const from = validFrom === '' ? null : validFrom
    if (inherit) return { ...scope, hours: { validFrom: from, officeHours: null, keepsHolidays } }
    const officeHours = rows.map(hoursOf)
    return officeHours.some((each) => each === null) ? null : { ...scope, hours: { validFrom: from, officeHours: officeHours.flatMap((each) => each ?? []), keepsHolidays } }
  }
  const addSeason = (): void => setRows([{ ...(rows[0] ?? BLANK), key: Math.max(0, ...rows.map(({ key }) => key)) + 1, name: '', from: '05-01', to: '10-01' }, ...rows])
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <FormRow label={text('hours.validFrom')}>{() => <DayField label={text('hours.validFrom')} value={validFrom} onChange={setValidFrom} />}</FormRow>
      {isCity ? null : (
        <>
          <Checkbox checked={!keepsHolidays} onChange={(event) => setKeepsHolidays(!event.target.checked)}>
            {text('hours.noHolidays')}
          </Checkbox>
          {calendar.calendar.hasOwnHours ? (
            <Checkbox checked={inherit} onChange={(event) => setInherit(event.target.checked)}>
              {text('hours.inherit')}
            </Checkbox>
          ) : null}
        </>
      )}
      {inherit ? null : (
        <>
          <p className={styles.hint}>{text('hours.spansHint')}</p>
          {rows.map((row, index) => (
            <HoursFields key={row.key} row={row} asked={asked} isOnly={rows.length === 1} isSeason={index < rows.length - 1} onChange={(next) => change(row.key, next)} onRemove={() => setRows(rows.filter((each) => each !== row))} />
          ))}
          <Button onClick={addSeason}>{text('hours.add')}</Button>
        </>
      )}
      <ChangePanel draftNow={draftNow} onDone={onDone} />
    </form>
  )
}

type HoursFieldsProps = {
  readonly row: Typed
  readonly asked: boolean
  readonly isOnly: boolean
  readonly isSeason: boolean
  readonly onChange: (next: Partial<Typed>) => void
  readonly onRemove: () => void
}

function HoursFields({ row, asked, isOnly, isSeason, onChange, onRemove }: HoursFieldsProps): ReactNode {
  const text = useCalendarText()
  const names = [...WEEKDAY_NAMES, text('hours.makeUp')]
  return (
    <fieldset className={styles.hours}>
      <FormRow label={text('hours.name')} error={asked && row.name.trim() === '' ? text('form.nameMissing') : null}>
        {(field) => <Input {...field} value={row.name} maxLength={40} onChange={(event) => onChange({ name: event.target.value })} />}
      </FormRow>
      {isSeason || row.from !== '' ? (
        <div className={styles.pair}>
          <FormRow label={text('hours.seasonFrom')}>{(field) => <Input {...field} value={row.from} maxLength={5} onChange={(event) => onChange({ from: event.target.value })} />}</FormRow>
          <FormRow label={text('hours.seasonTo')}>{(field) => <Input {...field} value={row.to} maxLength={5} onChange={(event) => onChange({ to: event.target.value })} />}</FormRow>
        </div>
      ) : null}
      <div className={styles.days}>
        {names.map((name, index) => (
          <FormRow key={name} label={name} error={asked && spansTyped(row.days[index] ?? '') === null ? text('form.spansWrong') : null}>
            {(field) => (
              <Input
                {...field}
                aria-label={text('hours.spans', { day: name })}
                value={row.days[index] ?? ''}
                placeholder={text('hours.rest')}
                onChange={(event) => onChange({ days: names.map((_, at) => (at === index ? event.target.value : (row.days[at] ?? ''))) })}
              />
            )}
          </FormRow>
        ))}
      </div>
      <FormRow label={text('form.source')} error={asked && row.source.trim() === '' ? text('form.sourceMissing') : null}>
        {(field) => <Input {...field} value={row.source} maxLength={400} onChange={(event) => onChange({ source: event.target.value })} />}
      </FormRow>
      {isOnly ? null : <Button onClick={onRemove}>{text('hours.remove')}</Button>}
    </fieldset>
  )
}

const BLANK: Typed = { key: 0, name: '', from: '', to: '', days: [], source: '' }

/** The hours that hold now, to begin with; past ones stay in their own version. */
function typedOf({ hours }: CalendarYear, today: string): readonly Typed[] {
  const present = hours.filter(({ validFrom, validTo }) => (validFrom === null || validFrom <= today) && (validTo === null || today < validTo))
  const rows = present.map(({ name, season, week, makeUpDay, source }, key) => ({ key, name, from: season?.from ?? '', to: season?.to ?? '', days: [...week, makeUpDay].map(spansText), source }))
  return rows.length === 0 ? [BLANK] : rows
}

type OfficeHours = NonNullable<NonNullable<CalendarDraftInput['hours']>['officeHours']>[number]

function hoursOf({ name, from, to, days, source }: Typed): OfficeHours | null {
  const spans = Array.from({ length: 8 }, (_, index) => spansTyped(days[index] ?? ''))
  if (name.trim() === '' || source.trim() === '' || spans.some((each) => each === null)) return null
  const all = spans.map((each) => [...(each ?? [])])
  const season = from.trim() === '' && to.trim() === '' ? null : { from: from.trim(), to: to.trim() }
  return { name: name.trim(), validFrom: null, validTo: null, season, week: all.slice(0, 7), makeUpDay: all[7] ?? [], source: source.trim() }
}
