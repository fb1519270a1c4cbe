import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { instantFromIso } from '@tongban/kernel/core'
import {
  ChoiceGroup, DataState, formatMoment, formatNear, MoreButton, PageScaffold, StatusBadge, useCan, useLanguage, useNow, useReadPages, useUrlFilters,
} from '@tongban/ui/web'
import { incidentKindSchema, listIncidents, type IncidentKind, type IncidentListItem } from '../contract/index.js'
import { elapsedText } from './elapsed.js'
import { useIncidentText } from './incident-strings.js'
import { INCIDENT_STATUS_TONES, LEVEL_TONES } from './incident-tones.js'
import styles from './incident.module.css'
import { useIncidentHints } from './use-incident-hints.js'

const FILTERS = { state: 'open', kind: '' } as const

/** `/incidents`: what runs within this person's reach, the newest first; who is being called sees it marked. */
export default function IncidentsPage(): ReactNode {
  const text = useIncidentText()
  const can = useCan()
  const navigate = useNavigate()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const state = filters.state === 'ended' ? 'ended' : 'open'
  const kind = incidentKindSchema.options.find((option) => option === filters.kind)
  const pages = useReadPages(listIncidents, { query: { state, limit: 50, ...(kind === undefined ? {} : { kind }) } })
  useIncidentHints([listIncidents], null)
  return (
    <PageScaffold
      title={text('list.title')}
      permission="incident.read"
      action={can('incident.open') ? <Button type="primary" onClick={() => void navigate('/incidents/new')}>{text('list.open')}</Button> : undefined}
      toolbar={
        <div className={styles.row}>
          <ChoiceGroup
            label={text('list.state')}
            value={state}
            choices={[{ value: 'open', label: text('list.stateOpen') }, { value: 'ended', label: text('list.stateEnded') }]}
            onChange={(value) => set({ state: value })}
          />
          <Select<IncidentKind | ''>
            className={styles.filter ?? ''}
            aria-label={text('list.kind')}
            value={kind ?? ''}
            options={[{ value: '', label: text('list.allKinds') }, ...incidentKindSchema.options.map((value) => ({ value, label: text(`kind.${value}`) }))]}
            onChange={(value) => set({ kind: value })}
          />
        </div>
      }
    >
      <DataState read={pages} empty={{ title: text(state === 'open' ? 'list.empty' : 'list.emptyEnded'), hint: text('list.emptyHint') }}>
        {(items) => (
          <>
            <ul className={styles.list} aria-label={text('list.title')}>
              {(items as readonly IncidentListItem[]).map((item) => (
                <IncidentLine key={item.id} item={item} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </PageScaffold>
  )
}

function IncidentLine({ item }: { readonly item: IncidentListItem }): ReactNode {
  const text = useIncidentText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { id, title, kind, level, status, placeText, counties, openedAt, endedAt, posts, acknowledged, missing, callsMe } = item
  return (
    <li className={styles.card}>
      <p className={styles.row}>
        <Link to={`/incidents/${id}`}>
          <strong>{title}</strong>
        </Link>
        <StatusBadge tone={LEVEL_TONES[level]} text={text(`level.${level}`)} />
        <StatusBadge tone={INCIDENT_STATUS_TONES[status]} text={text(`status.${status}`)} />
        {callsMe ? <StatusBadge tone="bad" text={text('list.callsYou')} /> : null}
      </p>
      <p className={`${styles.row} ${styles.small}`}>
        <span>{[text(`kind.${kind}`), placeText, counties.map(({ name }) => name).join('、')].filter((part) => part !== '').join(' · ')}</span>
        <span title={formatMoment(openedAt, 'full', language)}>
          {endedAt === null ? text('head.since', { span: elapsedText(text, instantFromIso(openedAt), now) }) : formatNear(openedAt, now, language)}
        </span>
        <span>{text('list.acks', { acknowledged, posts })}</span>
        {missing === 0 ? null : <span className={styles.bad}>{text('list.missing', { count: missing })}</span>}
      </p>
    </li>
  )
}
