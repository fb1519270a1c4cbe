import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatNear, StatusBadge, useCan, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { readCaseIncident } from '../contract/index.js'
import { useIncidentText } from './incident-strings.js'
import { INCIDENT_STATUS_TONES, LEVEL_TONES } from './incident-tones.js'
import styles from './incident.module.css'
import { useIncidentHints } from './use-incident-hints.js'

/** On the case's page: the incident it belongs to, or the way to open one from it. */
export function CaseIncident({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useIncidentText()
  const can = useCan()
  const { language } = useLanguage()
  const now = useNow('minute')
  const read = useRead(readCaseIncident, { params: { caseId } }, { enabled: can('incident.read') })
  useIncidentHints([readCaseIncident], null)
  const incident = read.data?.incident
  const mayOpenOne = can('incident.open') && (incident === null || incident?.status === 'closed' || incident?.status === 'cancelled')
  if (!can('incident.read') || incident === undefined || (incident === null && !mayOpenOne)) return null
  return (
    <section className={styles.row} aria-label={text('case.title')}>
      {incident === null ? null : (
        <>
          <span className={styles.small}>{text('case.title')}</span>
          {incident.mayOpen ? <Link to={`/incidents/${incident.id}`}>{incident.title}</Link> : <span>{incident.title}</span>}
          <StatusBadge tone={LEVEL_TONES[incident.level]} text={text(`level.${incident.level}`)} />
          <StatusBadge tone={INCIDENT_STATUS_TONES[incident.status]} text={text(`status.${incident.status}`)} />
          <span className={styles.small}>{text('case.joined', { moment: formatNear(incident.joinedAt, now, language) })}</span>
        </>
      )}
      {mayOpenOne ? <Link to={`/incidents/new?case=${caseId}`}>{text('case.open')}</Link> : null}
    </section>
  )
}
