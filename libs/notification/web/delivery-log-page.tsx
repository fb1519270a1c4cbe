import { Select, Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { DataState, formatMoment, formatNear, instantOf, MoreButton, PageScaffold, StatusBadge, useLanguage, useNow, useRead, useReadPages, useUrlFilters, type Tone } from '@tongban/ui/web'
import {
  deliveryStateSchema, listDeliveries, NOTICE_EVENTS, OUTER_CHANNELS, outerChannelSchema, readChannels, type ChannelState, type DeliveryState, type DeliveryView,
} from '../contract/index.js'
import styles from './delivery-log-page.module.css'
import { useNotificationText } from './notification-strings.js'

const FILTERS = { channel: '', state: '' } as const
const TONES: Record<DeliveryState, Tone> = { waiting: 'info', gathered: 'info', sent: 'good', failed: 'bad', given_up: 'bad', suppressed: 'muted' }
const eventWords = (type: string): string => (NOTICE_EVENTS as Readonly<Record<string, string>>)[type] ?? type

/** `/notification-log`: everything that left the house, and how that went; addresses are never shown whole. */
export default function DeliveryLogPage(): ReactNode {
  const text = useNotificationText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const channel = outerChannelSchema.safeParse(filters.channel).data
  const state = deliveryStateSchema.safeParse(filters.state).data
  const pages = useReadPages(listDeliveries, { query: { limit: 50, ...(channel === undefined ? {} : { channel }), ...(state === undefined ? {} : { state }) } }, { keepPrevious: true })
  return (
    <PageScaffold
      title={text('log.title')}
      permission="notification.read_log"
      toolbar={
        <div className={styles.toolbar}>
          <Select<string>
            className={styles.select ?? ''}
            aria-label={text('log.channel')}
            value={channel ?? ''}
            options={[{ value: '', label: text('log.anyChannel') }, ...OUTER_CHANNELS.map((value) => ({ value, label: text(`channel.${value}`) }))]}
            onChange={(value) => set({ channel: value })}
          />
          <Select<string>
            className={styles.select ?? ''}
            aria-label={text('log.state')}
            value={state ?? ''}
            options={[{ value: '', label: text('log.anyState') }, ...deliveryStateSchema.options.map((value) => ({ value, label: text(`state.${value}`) }))]}
            onChange={(value) => set({ state: value })}
          />
        </div>
      }
    >
      <ChannelStrip />
      <DataState read={pages} isEmpty={(list) => list.length === 0} empty={{ title: text('log.empty'), hint: text('log.emptyHint') }}>
        {(items) => (
          <>
            <DeliveryTable items={items as readonly DeliveryView[]} />
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </PageScaffold>
  )
}

function ChannelStrip(): ReactNode {
  const text = useNotificationText()
  const read = useRead(readChannels, {}, { refetchIntervalMs: 30_000 })
  return (
    <section className={styles.channels} aria-label={text('log.channels')}>
      {(read.data?.items ?? []).map((item) => (
        <ChannelSign key={item.channel} item={item} />
      ))}
    </section>
  )
}

function ChannelSign({ item: { channel, configured, description, failures, pausedUntil, waiting, lastFailure } }: { readonly item: ChannelState }): ReactNode {
  const text = useNotificationText()
  const now = useNow('minute')
  const isPaused = pausedUntil !== null && instantOf(pausedUntil) > now
  const words = isPaused ? text('log.paused', { count: failures, moment: formatMoment(pausedUntil, 'time') }) : text(configured ? 'log.fine' : 'log.off')
  const tone: Tone = isPaused ? 'bad' : 'good'
  return (
    <div className={styles.channel} title={lastFailure === null ? description : `${description}：${lastFailure}`}>
      <strong>{text(`channel.${channel}`)}</strong> <StatusBadge tone={configured ? tone : 'muted'} text={words} />
      {waiting === 0 ? null : <span className={styles.small}>{text('log.waiting', { count: waiting })}</span>}
    </div>
  )
}

function DeliveryTable({ items }: { readonly items: readonly DeliveryView[] }): ReactNode {
  const text = useNotificationText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <Table<DeliveryView>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 900 }}
      dataSource={[...items]}
      columns={[
        { key: 'at', title: text('log.at'), width: 110, render: (_, item) => <time title={formatMoment(item.createdAt, 'full', language)}>{formatNear(item.createdAt, now, language)}</time> },
        { key: 'channel', title: text('log.channel'), width: 90, render: (_, item) => text(`channel.${item.channel}`) },
        {
          key: 'recipient', title: text('log.recipient'), width: 150,
          render: (_, item) => (
            <>
              {item.recipient}
              {item.addressMasked === null ? null : <p className={styles.small}>{item.addressMasked}</p>}
            </>
          ),
        },
        {
          key: 'what', title: text('log.what'),
          render: (_, item) => (
            <>
              {item.caseId === null ? (item.title ?? text('log.citizen')) : <Link to={`/cases/${item.caseId}`}>{item.title ?? text('log.citizen')}</Link>}
              <p className={styles.small}>{eventWords(item.eventType)}</p>
            </>
          ),
        },
        {
          key: 'state', title: text('log.state'), width: 170,
          render: (_, item) => (
            <>
              <StatusBadge tone={TONES[item.state]} text={text(`state.${item.state}`)} />
              {item.nextAt === null ? null : <p className={styles.small}>{text('log.next', { moment: formatNear(item.nextAt, now, language) })}</p>}
            </>
          ),
        },
        { key: 'attempts', title: text('log.attempts'), width: 60, align: 'right', dataIndex: 'attempts' },
        { key: 'latency', title: text('log.latency'), width: 90, align: 'right', render: (_, item) => (item.latencyMs === null ? '' : text('log.ms', { ms: item.latencyMs })) },
        { key: 'answer', title: text('log.answer'), width: 180, dataIndex: 'answer' },
      ]}
    />
  )
}
