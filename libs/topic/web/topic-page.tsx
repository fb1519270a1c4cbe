import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { DataState, MoreButton, PageScaffold, StatusBadge, formatMoment, useCan, useRead, useReadPages } from '@tongban/ui/web'
import { listAlerts, readTopic, readTopicCases, type AlertItem, type TopicCaseItem, type TopicView } from '../contract/index.js'
import { AlertLine } from './alert-line.js'
import { BackToList } from './back-to-list.js'
import { growthText } from './growth-text.js'
import { Sparkline } from './sparkline.js'
import { TopicCases } from './topic-cases.js'
import { useTopicText } from './topic-strings.js'
import { TREND_TONES } from './topic-tones.js'
import styles from './topic.module.css'
import { useTopicHints } from './use-topic-hints.js'

/** `/topics/:topicId`: what many say, where and since when; the alert it raised, and the cases. */
export default function TopicPage(): ReactNode {
  const { topicId = '' } = useParams()
  const text = useTopicText()
  const can = useCan()
  const read = useRead(readTopic, { params: { topicId } }, { enabled: can('topic.read') })
  useTopicHints([readTopic, listAlerts])
  return (
    <PageScaffold
      title={read.data?.title ?? text('list.title')}
      permission="topic.read"
      aside={read.data === undefined ? undefined : <StatusBadge tone={TREND_TONES[read.data.trend]} text={text(`trend.${read.data.trend}`)} title={text(`trendHint.${read.data.trend}`)} />}
      toolbar={<BackToList />}
    >
      <DataState read={read}>
        {(view) => (
          <div className={styles.columns}>
            <div className={styles.column}>
              <Facts view={view} />
              <Cases view={view} />
            </div>
            <div className={styles.column}>
              <TopicAlerts topicId={topicId} />
              <Places view={view} />
            </div>
          </div>
        )}
      </DataState>
    </PageScaffold>
  )
}

function Facts({ view }: { readonly view: TopicView }): ReactNode {
  const text = useTopicText()
  const can = useCan()
  const [first] = view.visibleCaseIds
  return (
    <section className={styles.section} aria-label={text('list.trend')}>
      <p className={styles.row}>
        <span className={styles.figure}>{text('list.cases', { count: view.cases30 })}</span>
        <span>{`${text('list.days7')} ${text('list.cases', { count: view.cases7 })}`}</span>
        <span className={styles.small}>{text('list.span', { from: formatMoment(view.firstAt, 'short').slice(0, 5), to: formatMoment(view.lastAt, 'short').slice(0, 5) })}</span>
        {view.category === null ? null : <span className={styles.small}>{view.category.name}</span>}
      </p>
      <p className={view.trend === 'growing' ? styles.bad : styles.small}>
        {text(`trendHint.${view.trend}`)}
        {view.trend === 'growing' ? `，${growthText(text, view.growth)}` : ''}
      </p>
      <Sparkline wide days={view.days} label={text('list.spark', { days: view.days.join('、') })} />
      <p className={`${styles.small} ${styles.axis}`} aria-hidden="true">
        <span>{text('list.axisFrom')}</span>
        <span>{text('list.axisMost', { count: Math.max(0, ...view.days) })}</span>
        <span>{text('list.axisTo')}</span>
      </p>
      <p className={styles.row}>
        {view.words.map((word) => (
          <span key={word} className={styles.word}>
            {word}
          </span>
        ))}
      </p>
      {can('incident.open') && first !== undefined ? (
        <p>
          <Link to={`/incidents/new?case=${first}`}>{text('alert.incident')}</Link>
        </p>
      ) : null}
    </section>
  )
}

function Places({ view }: { readonly view: TopicView }): ReactNode {
  const text = useTopicText()
  const most = Math.max(1, ...view.places.map(({ cases }) => cases))
  return (
    <section className={styles.section} aria-label={text('places.title')}>
      <h2 className={styles.title}>{text('places.title')}</h2>
      {view.places.length === 0 ? <p className={styles.small}>{text('places.empty')}</p> : null}
      <ul className={styles.list}>
        {view.places.map(({ id, name, level, cases }) => (
          <li key={id} className={styles.place}>
            <span>{level === 'county' ? <strong>{name}</strong> : name}</span>
            <span className={styles.bar} style={{ width: `${(100 * cases) / most}%` }} aria-hidden="true" />
            <span>{text('list.cases', { count: cases })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function TopicAlerts({ topicId }: { readonly topicId: string }): ReactNode {
  const text = useTopicText()
  const read = useReadPages(listAlerts, { query: { state: 'all', topicId, limit: 10 } })
  return (
    <section className={styles.section} aria-label={text('alerts.section')}>
      <h2 className={styles.title}>{text('alerts.section')}</h2>
      <DataState read={read} empty={{ title: text('alerts.none') }}>
        {(items) => (
          <ul className={styles.list} aria-label={text('alerts.section')}>
            {(items as readonly AlertItem[]).map((item) => (
              <AlertLine key={item.id} item={item} />
            ))}
          </ul>
        )}
      </DataState>
    </section>
  )
}

function Cases({ view: { id: topicId, cases30, visibleCases } }: { readonly view: TopicView }): ReactNode {
  const text = useTopicText()
  const pages = useReadPages(readTopicCases, { params: { topicId }, query: { limit: 30 } })
  return (
    <section className={styles.section} aria-label={text('cases.title')}>
      <h2 className={styles.title}>{text('cases.title')}</h2>
      <p className={styles.small}>{`${text('list.cases', { count: cases30 })}，${text('cases.visible', { count: visibleCases })}`}</p>
      <DataState read={pages} empty={{ title: text('cases.empty') }}>
        {(items) => (
          <>
            <TopicCases items={items as readonly TopicCaseItem[]} />
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}
