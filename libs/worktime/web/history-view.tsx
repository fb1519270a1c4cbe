import type { ReactNode } from 'react'
import { DataState, formatMoment, MoreButton, StatusBadge, useLanguage, useReadPages } from '@tongban/ui/web'
import { listCalendarVersions, type CalendarChangeView } from '../contract/index.js'
import { useCalendarText } from './calendar-strings.js'
import styles from './history-view.module.css'

export type ScopeQuery = { readonly divisionCode?: string; readonly unitId?: string }

/** Who changed what and why, of this calendar and those above it. */
export function HistoryView({ scope }: { readonly scope: ScopeQuery }): ReactNode {
  const text = useCalendarText()
  const pages = useReadPages(listCalendarVersions, { query: { ...scope, limit: 50 } })
  return (
    <DataState read={pages} isEmpty={(items) => items.length === 0} empty={{ title: text('history.empty') }}>
      {(items) => (
        <>
          <ul className={styles.list} aria-label={text('history.list')}>
            {(items as readonly CalendarChangeView[]).map((change) => (
              <Change key={change.version} change={change} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </DataState>
  )
}

function Change({ change }: { readonly change: CalendarChangeView }): ReactNode {
  const text = useCalendarText()
  const { language } = useLanguage()
  const { version, at, by, kind, scope, reason, source, daysSet, daysRemoved, hoursChanged } = change
  const what = [
    daysSet > 0 ? text('history.days', { set: daysSet }) : '', daysRemoved > 0 ? text('history.removed', { removed: daysRemoved }) : '', hoursChanged ? text('history.hours') : '',
  ].filter((part) => part !== '')
  return (
    <li className={styles.change}>
      <p className={styles.head}>
        <strong>{text('page.version', { version })}</strong>
        <StatusBadge tone={kind === 'edit' ? 'info' : 'neutral'} text={text(`history.${kind}`)} />
        <span>{[scope.name, ...what].join(' · ')}</span>
        <span className={styles.small}>{[by.name, formatMoment(at, 'minute', language)].join(' ')}</span>
      </p>
      <p>{reason}</p>
      {source === null ? null : <p className={styles.small}>{source}</p>}
    </li>
  )
}
