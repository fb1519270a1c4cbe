import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DataState, formatNear, MoreButton, ProblemNote, useCommand, useLanguage, useNow, useRead, useReadPages } from '@tongban/ui/web'
import {
  joinIncidentCases, leaveIncidentCases, readIncident, readIncidentCases, readIncidentLog, suggestIncidentCases, type IncidentCase, type IncidentView,
} from '../contract/index.js'
import { useIncidentText } from './incident-strings.js'
import styles from './incident.module.css'
import { Labelled } from './labelled.js'

const STALE = [readIncident, readIncidentCases, suggestIncidentCases, readIncidentLog]

/** The cases that have this one cause, and new ones that may. */
export function IncidentCases({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const pages = useReadPages(readIncidentCases, { params: { incidentId: view.id }, query: { limit: 50 } })
  return (
    <section className={styles.section} aria-label={text('cases.title')}>
      <h2 className={styles.title}>
        {text('cases.title')} {view.cases}
      </h2>
      {view.mayManage ? <Suggestions incidentId={view.id} /> : null}
      <DataState read={pages} empty={{ title: text('cases.empty') }}>
        {(items) => (
          <>
            <ul className={styles.list}>
              {(items as readonly IncidentCase[]).map((item) => (
                <CaseLine key={item.id} item={item}>
                  {view.mayManage ? <LeaveButton incidentId={view.id} item={item} /> : null}
                </CaseLine>
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}

function CaseLine({ item, children }: { readonly item: IncidentCase; readonly children: ReactNode }): ReactNode {
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <li className={styles.node}>
      <p className={styles.row}>
        <Link to={`/cases/${item.id}`}>{item.number}</Link>
        <span className={styles.grow}>{item.title}</span>
        {children}
      </p>
      <p className={styles.small}>{[item.placeText, item.unit?.name ?? '', formatNear(item.filedAt, now, language)].filter((part) => part !== '').join(' · ')}</p>
    </li>
  )
}

function Suggestions({ incidentId }: { readonly incidentId: string }): ReactNode {
  const text = useIncidentText()
  const read = useRead(suggestIncidentCases, { params: { incidentId } }, { refetchIntervalMs: 30_000 })
  const join = useCommand(joinIncidentCases, { invalidates: STALE })
  const items = read.data?.items ?? []
  if (items.length === 0) return null
  const take = (ids: readonly string[]): void => void join.run({ params: { incidentId }, body: { caseIds: [...ids] } })
  return (
    <div className={styles.card} role="group" aria-label={text('cases.suggested', { count: items.length })}>
      <p className={styles.row}>
        <strong className={styles.grow}>{text('cases.suggested', { count: items.length })}</strong>
        <Button size="small" type="primary" loading={join.isRunning} onClick={() => take(items.map(({ id }) => id))}>
          {text('cases.joinAll')}
        </Button>
      </p>
      <ProblemNote problem={join.problem} />
      <ul className={styles.list}>
        {items.map((item) => (
          <CaseLine key={item.id} item={item}>
            <Button size="small" aria-label={`${text('cases.join')} ${item.number}`} onClick={() => take([item.id])}>
              {text('cases.join')}
            </Button>
          </CaseLine>
        ))}
      </ul>
    </div>
  )
}

function LeaveButton({ incidentId, item }: { readonly incidentId: string; readonly item: IncidentCase }): ReactNode {
  const text = useIncidentText()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const leave = useCommand(leaveIncidentCases, { invalidates: STALE })
  if (!open) {
    return (
      <Button size="small" type="text" aria-label={`${text('cases.leave')} ${item.number}`} onClick={() => setOpen(true)}>
        {text('cases.leave')}
      </Button>
    )
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void leave.run({ params: { incidentId }, body: { caseIds: [item.id], reason } })
      }}
    >
      <Labelled label={text('cases.leaveReason')}>{(id) => <Input id={id} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />}</Labelled>
      <ProblemNote problem={leave.problem} />
      <Button size="small" htmlType="submit" loading={leave.isRunning}>
        {text('cases.leave')}
      </Button>
    </form>
  )
}
