import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { listDivisions, searchUnits } from '@tongban/org/contract'
import { ChoiceGroup, DataState, formatNear, MoreButton, PageScaffold, SearchSelect, useCan, useLanguage, useNow, useRead, useReadPages, useUrlFilters, type FoundItem } from '@tongban/ui/web'
import { listCalendars, readCalendarYear, type CalendarDayView, type CalendarSummary, type CalendarYear } from '../contract/index.js'
import styles from './calendar-page.module.css'
import { useCalendarText } from './calendar-strings.js'
import { DayDrawer } from './day-drawer.js'
import { HistoryView } from './history-view.js'
import { HoursView } from './hours-view.js'
import { ImportDrawer } from './import-drawer.js'
import { YearView } from './year-view.js'

const FILTERS = { division: '', unit: '', year: '', view: 'year' } as const
type View = 'year' | 'hours' | 'history'
const VIEWS: readonly View[] = ['year', 'hours', 'history']

/** `/calendar`: which days and hours count, for the city, a division or a unit; an administrator changes them here, after seeing what moves. */
export default function CalendarPage(): ReactNode {
  const text = useCalendarText()
  const can = useCan()
  const now = useNow('minute')
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const [day, setDay] = useState<CalendarDayView | null>(null)
  const [importing, setImporting] = useState(false)
  const [said, setSaid] = useState('')
  const mayEdit = can('worktime.configure')
  const year = /^\d{4}$/.test(filters.year) ? Number(filters.year) : Number(new Date(now + 8 * 3_600_000).toISOString().slice(0, 4))
  const scope = { ...(filters.division === '' ? {} : { divisionCode: filters.division }), ...(filters.unit === '' ? {} : { unitId: filters.unit }) }
  const view = VIEWS.find((each) => each === filters.view) ?? 'year'
  const read = useRead(readCalendarYear, { query: { ...scope, year: String(year) } }, { enabled: can('worktime.read'), keepPrevious: true })
  const done = (version: number): void => {
    setDay(null)
    setImporting(false)
    setSaid(text('page.done', { version }))
  }
  return (
    <PageScaffold
      title={text('page.title')}
      permission="worktime.read"
      aside={<span role="status">{said}</span>}
      toolbar={
        <div className={styles.toolbar}>
          <ScopeField division={filters.division} unit={filters.unit} onChange={(chosen) => set(chosen)} />
          <span className={styles.year}>
            <Button aria-label={text('page.previousYear')} onClick={() => set({ year: String(year - 1) })}>
              ‹
            </Button>
            <strong>{year}</strong>
            <Button aria-label={text('page.nextYear')} onClick={() => set({ year: String(year + 1) })}>
              ›
            </Button>
          </span>
          <ChoiceGroup<View>
            label={text('page.view')}
            value={view}
            choices={[
              { value: 'year', label: text('page.viewYear') },
              { value: 'hours', label: text('page.viewHours') },
              { value: 'history', label: text('page.viewHistory') },
            ]}
            onChange={(chosen) => set({ view: chosen })}
          />
        </div>
      }
      {...(mayEdit ? { action: <Button onClick={() => setImporting(true)}>{text('missing.import')}</Button> } : {})}
    >
      <DataState read={read}>
        {(calendar: CalendarYear) => (
          <>
            <MissingYears years={calendar.missingYears} />
            <CalendarHead summary={calendar.calendar} hoursFrom={calendar.hoursFrom} />
            {view === 'year' ? <YearView calendar={calendar} onChoose={setDay} /> : null}
            {view === 'hours' ? <HoursView key={`${calendar.calendar.code} ${calendar.calendar.version}`} calendar={calendar} scope={scope} mayEdit={mayEdit} onDone={done} /> : null}
            {view === 'history' ? <HistoryView scope={scope} /> : null}
            <DayDrawer key={day?.date ?? 'none'} day={day} scope={scope} mayEdit={mayEdit} onClose={() => setDay(null)} onDone={done} />
          </>
        )}
      </DataState>
      {importing ? <ImportDrawer onClose={() => setImporting(false)} onDone={done} /> : null}
    </PageScaffold>
  )
}

function MissingYears({ years }: { readonly years: readonly number[] }): ReactNode {
  const text = useCalendarText()
  if (years.length === 0) return null
  return (
    <div className={styles.missing} role="alert">
      <strong>{text('missing.title', { years: years.join('、') })}</strong>
      <p>{text('missing.hint')}</p>
    </div>
  )
}

function CalendarHead({ summary, hoursFrom }: { readonly summary: CalendarSummary; readonly hoursFrom: string | null }): ReactNode {
  const text = useCalendarText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { name, version, lastChange, ownDays } = summary
  return (
    <p className={styles.head}>
      <strong>{name}</strong>
      <span>{text('page.version', { version })}</span>
      {lastChange === null ? null : (
        <span className={styles.small}>{text('page.changed', { name: lastChange.by.name, moment: formatNear(lastChange.at, now, language), reason: lastChange.reason })}</span>
      )}
      {hoursFrom !== null && ownDays === 0 ? <span className={styles.small}>{text('page.inherits')}</span> : null}
    </p>
  )
}

type ScopeChoice = { readonly division: string; readonly unit: string }

/** The calendars there are; and any county or unit, to see what counts there or to give it days of its own. */
function ScopeField({ division, unit, onChange }: ScopeChoice & { readonly onChange: (scope: ScopeChoice) => void }): ReactNode {
  const text = useCalendarText()
  const can = useCan()
  const pages = useReadPages(listCalendars, { query: { limit: 100 } }, { enabled: can('worktime.read') })
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: 3_600_000 })
  const [named, setNamed] = useState('')
  const key = unit === '' ? division : `unit ${unit}`
  const known = pages.items.map(({ scope, name }) => ({ value: scope.unitId === null ? (scope.divisionCode ?? '') : `unit ${scope.unitId}`, label: name }))
  const others = (counties.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name })).filter(({ value }) => !known.some((each) => each.value === value))
  const chosen = [...known, ...others].some(({ value }) => value === key) ? [] : [{ value: key, label: named === '' ? key.replace('unit ', '') : named }]
  const choose = (value: string): void => onChange(value.startsWith('unit ') ? { division: '', unit: value.slice(5) } : { division: value, unit: '' })
  return (
    <>
      <Select<string>
        className={styles.scope ?? ''}
        aria-label={text('page.calendar')}
        value={key}
        options={[{ label: text('page.calendar'), options: [...known, ...chosen] }, ...(others.length === 0 ? [] : [{ label: text('page.otherCounty'), options: others }])]}
        onChange={choose}
      />
      {can('org.read') ? (
        <span className={styles.unit}>
          <label className="tb-visually-hidden" htmlFor="calendar-unit">
            {text('page.otherUnit')}
          </label>
          <SearchSelect
            field={{ id: 'calendar-unit' }}
            chosen={[]}
            single
            placeholder={text('page.otherUnit')}
            useFound={useFoundUnits}
            onChange={([found]) => {
              if (found === undefined) return
              setNamed(found.name)
              onChange({ division: '', unit: found.id })
            }}
          />
        </span>
      ) : null}
      <MoreButton pages={pages} />
    </>
  )
}

function useFoundUnits(q: string): readonly FoundItem[] {
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  return q === '' ? [] : (read.data?.items ?? []).map(({ id, name }) => ({ id, name }))
}
