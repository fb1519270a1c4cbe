import { Button, Drawer, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import type { CalendarYear } from '../contract/index.js'
import { useCalendarText } from './calendar-strings.js'
import type { ScopeQuery } from './history-view.js'
import { HoursForm } from './hours-form.js'
import { spansText, WEEKDAY_NAMES } from './span-text.js'

type Hours = CalendarYear['hours'][number]
type HoursViewProps = { readonly calendar: CalendarYear; readonly scope: ScopeQuery; readonly mayEdit: boolean; readonly onDone: (version: number) => void }

/** The hours of the week, by season and validity: the first line that covers a day decides. */
export function HoursView({ calendar, scope, mayEdit, onDone }: HoursViewProps): ReactNode {
  const text = useCalendarText()
  const [editing, setEditing] = useState(false)
  const { hours, hoursFrom, calendar: summary } = calendar
  const when = ({ season, validFrom, validTo }: Hours): string =>
    [
      season === null ? text('hours.allYear') : text('hours.season', season), validFrom === null ? '' : text('hours.since', { day: validFrom }), validTo === null ? '' : text('hours.until', { day: validTo }),
    ].filter((part) => part !== '').join('，')
  return (
    <section aria-label={text('hours.title')}>
      <p>
        {hoursFrom === null ? null : <>{text('hours.from', { name: hoursFrom })} · </>}
        {text(summary.keepsHolidays ? 'hours.holidays' : 'hours.noHolidays')}
      </p>
      <Table<Hours>
        size="small"
        pagination={false}
        scroll={{ x: 1100 }}
        rowKey={({ name, validFrom, season }) => `${name} ${validFrom ?? ''} ${season?.from ?? ''}`}
        dataSource={[...hours]}
        columns={[
          { key: 'name', title: text('hours.name'), dataIndex: 'name', width: 120 },
          { key: 'when', title: text('hours.when'), width: 160, render: (_, row) => when(row) },
          ...WEEKDAY_NAMES.map((title, index) => ({ key: title, title, width: 100, render: (_: unknown, row: Hours) => spansText(row.week[index] ?? []) || text('hours.rest') })),
          { key: 'makeUp', title: text('hours.makeUp'), width: 100, render: (_, row) => spansText(row.makeUpDay) || text('hours.rest') },
          { key: 'source', title: text('hours.source'), dataIndex: 'source', width: 200, ellipsis: true },
        ]}
      />
      {mayEdit ? (
        <Button style={{ marginTop: 12 }} onClick={() => setEditing(true)}>
          {text('hours.edit')}
        </Button>
      ) : null}
      <Drawer getContainer={false} open={editing} onClose={() => setEditing(false)} size={560} title={text('hours.edit')}>
        {editing ? <HoursForm calendar={calendar} scope={scope} onDone={onDone} /> : null}
      </Drawer>
    </section>
  )
}
