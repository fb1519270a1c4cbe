import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { ChoiceGroup, DataState, MoreButton, PageScaffold, StatusBadge, formatMoment, useCan, useReadPages, useUrlFilters, type UrlFilters } from '@tongban/ui/web'
import { listAlerts, listTopics, topicTrendSchema, type AlertItem, type TopicItem, type TopicTrend } from '../contract/index.js'
import { AlertLine } from './alert-line.js'
import { growthText } from './growth-text.js'
import { Sparkline } from './sparkline.js'
import TasksPage from './tasks-page.js'
import { useTopicText } from './topic-strings.js'
import { TREND_TONES } from './topic-tones.js'
import styles from './topic.module.css'
import { useTopicHints } from './use-topic-hints.js'

const FILTERS = { days: '7', trend: '', alerts: '' } as const
type Filters = UrlFilters<keyof typeof FILTERS>
/** On a phone the topics stand under the alerts: a few of these at a time. */
const ALERTS_AT_ONCE = 5

/** `/topics`: what needs an answer first, then what many people say at once, the hottest first. Who only handles tasks sees these. */
export default function TopicsPage(): ReactNode {
  const can = useCan()
  return can('topic.task') && !can('topic.read') ? <TasksPage /> : <HotTopics />
}

function HotTopics(): ReactNode {
  const text = useTopicText()
  const navigate = useNavigate()
  const filters = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  useTopicHints([listTopics, listAlerts])
  return (
    <PageScaffold title={text('list.title')} permission="topic.read" action={<Button onClick={() => void navigate('/topics/tasks')}>{text('list.tasks')}</Button>}>
      <div className={styles.listColumns}>
        <Alerts {...filters} />
        <Topics {...filters} />
      </div>
    </PageScaffold>
  )
}

function Alerts({ filters, set }: Filters): ReactNode {
  const text = useTopicText()
  const state = filters.alerts === 'ended' ? 'ended' : 'open'
  const pages = useReadPages(listAlerts, { query: { state, limit: ALERTS_AT_ONCE } })
  return (
    <section className={styles.listColumn} aria-label={text('alerts.section')}>
      <div className={styles.listHead}>
        <h2 className={styles.title}>{text('alerts.section')}</h2>
        <ChoiceGroup
          label={text('alerts.section')}
          value={state}
          choices={[{ value: 'open', label: text('alerts.title') }, { value: 'ended', label: text('alerts.ended') }]}
          onChange={(value) => set({ alerts: value === 'ended' ? value : '' })}
        />
      </div>
      <DataState read={pages} empty={state === 'open' ? { title: text('alerts.empty'), hint: text('alerts.emptyHint') } : { title: text('alerts.endedEmpty') }}>
        {(items) => (
          <>
            <ul className={styles.list} aria-label={text(state === 'open' ? 'alerts.title' : 'alerts.ended')}>
              {(items as readonly AlertItem[]).map((item) => (
                <AlertLine key={item.id} item={item} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}

function Topics({ filters, set }: Filters): ReactNode {
  const text = useTopicText()
  const days = filters.days === '30' ? '30' : '7'
  const trend = topicTrendSchema.options.find((option) => option === filters.trend)
  const pages = useReadPages(listTopics, { query: { days, limit: 30, ...(trend === undefined ? {} : { trend }) } })
  return (
    <section className={styles.listColumn} aria-label={text('list.topics')}>
      <div className={styles.listHead}>
        <h2 className={styles.title}>{text('list.topics')}</h2>
        <ChoiceGroup
          label={text('list.days')}
          value={days}
          choices={[{ value: '7', label: text('list.days7') }, { value: '30', label: text('list.days30') }]}
          onChange={(value) => set({ days: value })}
        />
        <Select<TopicTrend | ''>
          className={styles.filter ?? ''}
          size="small"
          aria-label={text('list.trend')}
          value={trend ?? ''}
          options={[{ value: '', label: text('list.allTrends') }, ...topicTrendSchema.options.map((value) => ({ value, label: text(`trend.${value}`) }))]}
          onChange={(value) => set({ trend: value })}
        />
      </div>
      <DataState read={pages} empty={trend === undefined ? { title: text('list.empty'), hint: text('list.emptyHint') } : { title: text('list.emptyTrend', { trend: text(`trend.${trend}`) }) }}>
        {(items) => (
          <>
            <ul className={styles.list} aria-label={text('list.topics')}>
              {(items as readonly TopicItem[]).map((item) => (
                <TopicLine key={item.id} item={item} days={days} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}

function TopicLine({ item, days }: { readonly item: TopicItem; readonly days: '7' | '30' }): ReactNode {
  const text = useTopicText()
  const { id, title, words, trend, growth, counties, townships, category, firstAt, lastAt, alertId } = item
  const places = townships.length > 0 && townships.length <= 3 ? townships : counties
  // The title names the one place already, and may be the category's own name.
  const beside = [places.length > 1 ? places.map(({ name }) => name).join('、') : '', category === null || title.includes(category.name) ? '' : category.name].filter((part) => part !== '')
  return (
    <li className={`${styles.card} ${styles.topicLine}`}>
      <div>
        <p className={styles.row}>
          <Link to={`/topics/${id}`}>
            <strong>{title}</strong>
          </Link>
          <StatusBadge tone={TREND_TONES[trend]} text={text(`trend.${trend}`)} title={text(`trendHint.${trend}`)} />
          {alertId === null ? null : <Link to={`/topics/alerts/${alertId}`}>{text('list.alerted')}</Link>}
        </p>
        <p className={`${styles.row} ${styles.small}`}>
          {beside.length === 0 ? null : <span>{beside.join(' · ')}</span>}
          <span>{text('list.span', { from: formatMoment(firstAt, 'short').slice(0, 5), to: formatMoment(lastAt, 'short').slice(0, 5) })}</span>
          {trend === 'growing' ? <span className={styles.bad}>{growthText(text, growth)}</span> : null}
        </p>
        {words.length === 0 ? null : (
          <p className={styles.row}>
            {words.map((word) => (
              <span key={word} className={styles.word}>
                {word}
              </span>
            ))}
          </p>
        )}
      </div>
      <div className={styles.topicFigures}>
        <Sparkline days={item.days} label={text('list.spark', { days: item.days.join('、') })} />
        <span className={styles.figure}>{text('list.cases', { count: days === '7' ? item.cases7 : item.cases30 })}</span>
      </div>
    </li>
  )
}
