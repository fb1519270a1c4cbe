import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { ChoiceGroup, DataState, MoreButton, PageScaffold, StatusBadge, formatMoment, useCan, useLanguage, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { listAlerts, listTopics, topicTrendSchema, type AlertItem, type TopicItem, type TopicTrend } from '../contract/index.js'
import { AlertLine } from './alert-line.js'
import { Sparkline } from './sparkline.js'
import TasksPage from './tasks-page.js'
import { useTopicText } from './topic-strings.js'
import { TREND_TONES } from './topic-tones.js'
import styles from './topic.module.css'
import { useTopicHints } from './use-topic-hints.js'

const FILTERS = { days: '7', trend: '' } as const

/** `/topics`: what needs an answer first, then what many people say at once, the hottest first. Who only handles tasks sees these. */
export default function TopicsPage(): ReactNode {
  const can = useCan()
  return can('topic.read') ? <HotTopics /> : <TasksPage />
}

function HotTopics(): ReactNode {
  const text = useTopicText()
  const navigate = useNavigate()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const days = filters.days === '30' ? '30' : '7'
  const trend = topicTrendSchema.options.find((option) => option === filters.trend)
  const pages = useReadPages(listTopics, { query: { days, limit: 30, ...(trend === undefined ? {} : { trend }) } })
  useTopicHints([listTopics, listAlerts])
  return (
    <PageScaffold
      title={text('list.title')}
      permission="topic.read"
      action={<Button onClick={() => void navigate('/topics/tasks')}>{text('list.tasks')}</Button>}
      toolbar={
        <div className={styles.row}>
          <ChoiceGroup
            label={text('list.days')}
            value={days}
            choices={[{ value: '7', label: text('list.days7') }, { value: '30', label: text('list.days30') }]}
            onChange={(value) => set({ days: value })}
          />
          <Select<TopicTrend | ''>
            className={styles.filter ?? ''}
            aria-label={text('list.trend')}
            value={trend ?? ''}
            options={[{ value: '', label: text('list.allTrends') }, ...topicTrendSchema.options.map((value) => ({ value, label: text(`trend.${value}`) }))]}
            onChange={(value) => set({ trend: value })}
          />
        </div>
      }
    >
      <div className={styles.stack}>
        <Alerts />
        <section aria-label={text('list.topics')}>
          <h2 className={styles.title}>{text('list.topics')}</h2>
          <DataState read={pages} empty={{ title: text('list.empty'), hint: text('list.emptyHint') }}>
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
      </div>
    </PageScaffold>
  )
}

function Alerts(): ReactNode {
  const text = useTopicText()
  const [state, setState] = useState<'open' | 'ended'>('open')
  const pages = useReadPages(listAlerts, { query: { state, limit: 10 } })
  return (
    <section aria-label={text('alerts.title')}>
      <p className={styles.row}>
        <strong className={styles.title}>{text(state === 'open' ? 'alerts.title' : 'alerts.ended')}</strong>
        <Button type="link" size="small" onClick={() => setState(state === 'open' ? 'ended' : 'open')}>
          {text(state === 'open' ? 'alerts.showEnded' : 'alerts.showOpen')}
        </Button>
      </p>
      <DataState read={pages} empty={{ title: text('alerts.empty') }}>
        {(items) => (
          <>
            <ul className={styles.list} aria-label={text('alerts.title')}>
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

function TopicLine({ item, days }: { readonly item: TopicItem; readonly days: '7' | '30' }): ReactNode {
  const text = useTopicText()
  const { language } = useLanguage()
  const { id, title, words, trend, growth, counties, townships, category, firstAt, lastAt, alertId } = item
  const places = townships.length > 0 && townships.length <= 3 ? townships : counties
  return (
    <li className={`${styles.card} ${styles.topicLine}`}>
      <div>
        <p className={styles.row}>
          <Link to={`/topics/${id}`}>
            <strong>{title}</strong>
          </Link>
          <StatusBadge tone={TREND_TONES[trend]} text={text(`trend.${trend}`)} />
          {alertId === null ? null : <Link to={`/topics/alerts/${alertId}`}>{text('list.alerted')}</Link>}
        </p>
        <p className={`${styles.row} ${styles.small}`}>
          <span>{[places.map(({ name }) => name).join('、'), category?.name ?? ''].filter((part) => part !== '').join(' · ')}</span>
          <span>{text('list.span', { from: formatMoment(firstAt, 'day', language), to: formatMoment(lastAt, 'day', language) })}</span>
          {trend === 'growing' ? <span className={styles.bad}>{text('list.growth', { times: growth >= 10 ? '10+' : growth.toFixed(1) })}</span> : null}
        </p>
        <p className={styles.row}>
          {words.map((word) => (
            <span key={word} className={styles.word}>
              {word}
            </span>
          ))}
        </p>
      </div>
      <div className={styles.row}>
        <Sparkline days={item.days} label={text('list.spark', { days: item.days.join('、') })} />
        <span className={styles.figure}>{text('list.cases', { count: days === '7' ? item.cases7 : item.cases30 })}</span>
      </div>
    </li>
  )
}
