import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { DataState, PageScaffold, StatusBadge, formatMoment, formatNear, useCan, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { readAlert, readAlertCases, type AlertView } from '../contract/index.js'
import { AlertActions } from './alert-actions.js'
import { AlertWait, observedText } from './alert-line.js'
import { BackToList } from './back-to-list.js'
import { OpenTaskForm } from './open-task-form.js'
import { TaskCard } from './task-card.js'
import { TopicCases } from './topic-cases.js'
import { useTopicText } from './topic-strings.js'
import { ALERT_TONES } from './topic-tones.js'
import styles from './topic.module.css'
import { useTopicHints } from './use-topic-hints.js'

/** `/topics/alerts/:alertId`: what is unusual and why it is believed; what is done about it; the cases behind it. */
export default function AlertPage(): ReactNode {
  const { alertId = '' } = useParams()
  const text = useTopicText()
  const can = useCan()
  const [said, setSaid] = useState('')
  const read = useRead(readAlert, { params: { alertId } }, { enabled: can('topic.read') })
  useTopicHints([readAlert, readAlertCases])
  return (
    <PageScaffold
      title={read.data?.title ?? text('list.title')}
      permission="topic.read"
      aside={read.data === undefined ? undefined : <StatusBadge tone={ALERT_TONES[read.data.status]} text={text(`status.${read.data.status}`)} />}
      toolbar={<BackToList said={said} />}
    >
      <DataState read={read}>
        {(view) => (
          <div className={styles.columns}>
            <div className={styles.column}>
              <Basis view={view} />
              <AlertActions view={view} onSaid={setSaid} />
              <Tasks view={view} onSaid={setSaid} />
            </div>
            <div className={styles.column}>
              <Log view={view} />
              <Cases view={view} />
            </div>
          </div>
        )}
      </DataState>
    </PageScaffold>
  )
}

function Basis({ view }: { readonly view: AlertView }): ReactNode {
  const text = useTopicText()
  const can = useCan()
  const [first] = view.visibleCaseIds
  return (
    <section className={styles.section} aria-label={text('alert.basis')}>
      <p className={styles.row}>
        <strong>{observedText(text, view)}</strong>
        <span className={styles.small}>{text(view.noHistory ? 'alert.noHistory' : view.seasonal ? 'alert.seasonal' : 'alert.trailing')}</span>
        {view.noHistory ? null : <span className={styles.small}>{text('alert.chance', { chance: chanceText(view.chance) })}</span>}
      </p>
      <p>{[view.county?.name, view.township?.name, view.category?.name].filter((name) => name !== undefined).join(' · ')}</p>
      <AlertWait item={view} />
      {view.units.length === 0 ? null : (
        <p>
          <span className={styles.small}>{text('alert.units')}</span>
          {view.units.map(({ name }) => name).join('、')}
        </p>
      )}
      <p className={styles.row}>
        {view.topicId === null ? null : <Link to={`/topics/${view.topicId}`}>{text('alert.topic')}</Link>}
        {can('incident.open') && first !== undefined ? <Link to={`/incidents/new?case=${first}`}>{text('alert.incident')}</Link> : null}
      </p>
    </section>
  )
}

/** One in so many: easier to weigh than a small number. */
const chanceText = (chance: number): string => (chance >= 0.001 ? `1/${Math.round(1 / chance)}` : chance >= 1e-6 ? `1/${Math.round(1 / chance / 1000)}000` : '< 1/1000000')

function Tasks({ view, onSaid }: { readonly view: AlertView; readonly onSaid: (said: string) => void }): ReactNode {
  const text = useTopicText()
  const can = useCan()
  return (
    <section className={styles.section} aria-label={text('task.title')}>
      <h2 className={styles.title}>{text('task.title')}</h2>
      {view.tasks.length === 0 ? <p className={styles.small}>{text(can('topic.manage') && view.status === 'raised' ? 'task.afterAcknowledge' : 'task.empty')}</p> : null}
      <ul className={styles.list}>
        {view.tasks.map((task) => (
          <TaskCard key={task.id} task={task} inAlert onSaid={onSaid} />
        ))}
      </ul>
      {view.may.openTask ? <OpenTaskForm alertId={view.id} units={view.units} onSaid={onSaid} /> : null}
    </section>
  )
}

function Log({ view }: { readonly view: AlertView }): ReactNode {
  const text = useTopicText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <section className={styles.section} aria-label={text('alert.log')}>
      <h2 className={styles.title}>{text('alert.log')}</h2>
      <ul className={styles.list}>
        {view.log.map(({ id, at, by, sentence }) => (
          <li key={id}>
            <p className={`${styles.row} ${styles.small}`}>
              <span title={formatMoment(at, 'full', language)}>{formatNear(at, now, language)}</span>
              <span>{by}</span>
            </p>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Cases({ view }: { readonly view: AlertView }): ReactNode {
  const text = useTopicText()
  const read = useRead(readAlertCases, { params: { alertId: view.id } })
  return (
    <section className={styles.section} aria-label={text('cases.title')}>
      <h2 className={styles.title}>{text('cases.title')}</h2>
      <p className={styles.small}>{`${text('list.cases', { count: view.observed })}，${text('cases.visible', { count: view.visibleCases })}`}</p>
      <DataState read={read}>{({ items }) => <TopicCases items={items} />}</DataState>
    </section>
  )
}
