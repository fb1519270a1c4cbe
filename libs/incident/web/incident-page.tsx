import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { instantFromIso } from '@tongban/kernel/core'
import { DataState, formatMoment, formatNear, PageScaffold, ProblemNote, StatusBadge, useCommand, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { acknowledgeIncident, readIncident, readIncidentCases, readIncidentLog, readIncidentTree, type IncidentView } from '../contract/index.js'
import { AckTree } from './ack-tree.js'
import { elapsedText } from './elapsed.js'
import { IncidentActions } from './incident-actions.js'
import { IncidentCases } from './incident-cases.js'
import { IncidentLog } from './incident-log.js'
import { useIncidentText } from './incident-strings.js'
import { INCIDENT_STATUS_TONES, LEVEL_TONES } from './incident-tones.js'
import styles from './incident.module.css'
import { useIncidentHints } from './use-incident-hints.js'

/** `/incidents/:incidentId`: who has answered, what is done, which cases; the called person's first thing is the big button. */
export default function IncidentPage(): ReactNode {
  const { incidentId = '' } = useParams()
  const text = useIncidentText()
  // pushes come at once; the slow beat is for a line that is down
  const read = useRead(readIncident, { params: { incidentId } }, { refetchIntervalMs: 30_000 })
  useIncidentHints([readIncident, readIncidentTree, readIncidentLog, readIncidentCases], incidentId)
  return (
    <PageScaffold title={read.data?.title ?? text('list.title')} permission="incident.read" aside={read.data === undefined ? undefined : <Badges view={read.data} />}>
      <DataState read={read}>
        {(view) => (
          <div className={styles.stack}>
            <AcknowledgeBox view={view} />
            <Facts view={view} />
            <div className={styles.columns}>
              <div className={styles.column}>
                <AckTree view={view} />
              </div>
              <div className={styles.column}>
                <IncidentActions view={view} />
                <IncidentLog view={view} />
                <IncidentCases view={view} />
              </div>
            </div>
          </div>
        )}
      </DataState>
    </PageScaffold>
  )
}

function Badges({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  return (
    <span className={styles.row}>
      <StatusBadge tone={LEVEL_TONES[view.level]} text={text(`level.${view.level}`)} />
      <StatusBadge tone={INCIDENT_STATUS_TONES[view.status]} text={text(`status.${view.status}`)} />
      {view.endedAt === null ? <Since from={view.openedAt} /> : null}
    </span>
  )
}

function Since({ from }: { readonly from: string }): ReactNode {
  const text = useIncidentText()
  const now = useNow('minute')
  return <span>{text('head.since', { span: elapsedText(text, instantFromIso(from), now) })}</span>
}

function AcknowledgeBox({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const { language } = useLanguage()
  const acknowledge = useCommand(acknowledgeIncident, { invalidates: [readIncident, readIncidentTree, readIncidentLog] })
  const due = view.myPosts.map(({ ackDueAt }) => ackDueAt).filter((at) => at !== null).sort()[0]
  if (view.myPosts.length === 0) {
    return acknowledge.answer === undefined ? null : <p role="status">{text(acknowledge.answer.late ? 'ack.late' : 'ack.done')}</p>
  }
  return (
    <div className={styles.ack}>
      <p>
        <strong>{view.myPosts.map(({ name }) => name).join('、')}</strong>
      </p>
      <Button className={styles.bigButton ?? ''} type="primary" danger loading={acknowledge.isRunning} onClick={() => void acknowledge.run({ params: { incidentId: view.id }, body: {} })}>
        {text('ack.confirm')}
      </Button>
      {due === undefined ? null : <p className={styles.small}>{text('ack.by', { moment: formatMoment(due, 'time', language) })}</p>}
      <ProblemNote problem={acknowledge.problem} />
    </div>
  )
}

function Facts({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <section className={styles.section}>
      <p className={styles.row}>
        <span>{[text(`kind.${view.kind}`), view.placeText].join(' · ')}</span>
        <span className={styles.small}>{text('head.opened', { by: view.openedBy, moment: formatNear(view.openedAt, now, language) })}</span>
        {view.affectedPeople === null ? null : <span className={styles.small}>{text('head.people', { count: view.affectedPeople })}</span>}
      </p>
      <Fact label={text('head.cause')} words={view.cause} />
      <Fact label={text('head.area')} words={view.area.map(({ name }) => name).join('、')} />
      {view.summary === null ? null : <Fact label={text('head.summary')} words={view.summary} />}
      {view.cancelReason === null ? null : <Fact label={text('head.cancelReason')} words={view.cancelReason} />}
    </section>
  )
}

const Fact = ({ label, words }: { readonly label: string; readonly words: string }): ReactNode => (
  <p>
    <span className={styles.small}>{label}：</span>
    {words}
  </p>
)
