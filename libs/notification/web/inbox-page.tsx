import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { isoOf } from '@tongban/kernel/core'
import {
  ChoiceGroup, formatMoment, formatNear, instantOf, MoreButton, PageScaffold, StatusBadge, useClock, useCommand, useLanguage, useNow, useRead, useReadPages, useSession, useUrlFilters, type Tone,
} from '@tongban/ui/web'
import { countUnread, listNotices, markAllRead, markRead, noticeKindSchema, type NoticeView, type Severity } from '../contract/index.js'
import styles from './inbox-page.module.css'
import { useNotificationText } from './notification-strings.js'
import { PreferencesDialog } from './preferences-dialog.js'
import { useInboxHints } from './use-inbox-hints.js'

const FILTERS = { which: 'all', kind: '' } as const
const TONES: Record<Severity, Tone> = { info: 'info', warning: 'warn', urgent: 'bad' }

/** `/notifications`: what this person is told; opening one marks it read. */
export default function InboxPage(): ReactNode {
  const text = useNotificationText()
  const clock = useClock()
  const { userId } = useSession()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const [hasWays, setHasWays] = useState(false)
  const isUnread = filters.which === 'unread'
  const kind = noticeKindSchema.safeParse(filters.kind).data
  const pages = useReadPages(listNotices, { query: { limit: 30, ...(isUnread ? { unread: 'true' as const } : {}), ...(kind === undefined ? {} : { kind }) } }, { keepPrevious: true })
  const unread = useRead(countUnread, {}).data?.unread ?? 0
  useInboxHints([listNotices, countUnread], userId)
  const one = useCommand(markRead, { invalidates: [listNotices, countUnread] })
  const all = useCommand(markAllRead, { invalidates: [listNotices, countUnread] })
  const items = pages.items as readonly NoticeView[]
  // Up to what is on the screen: what arrives while the finger moves stays unread.
  const until = items[0]?.createdAt ?? isoOf(clock())
  return (
    <PageScaffold
      title={text('inbox.title')}
      aside={unread === 0 ? undefined : text('inbox.count', { count: unread })}
      action={
        <span className={styles.actions}>
          <Button onClick={() => setHasWays(true)}>{text('inbox.ways')}</Button>
          <Button disabled={unread === 0} loading={all.isRunning} onClick={() => void all.run({ body: { until } })}>
            {text('inbox.readAll')}
          </Button>
        </span>
      }
      toolbar={
        <div className={styles.toolbar}>
          <ChoiceGroup
            label={text('inbox.which')}
            value={isUnread ? 'unread' : 'all'}
            choices={[{ value: 'all', label: text('inbox.all') }, { value: 'unread', label: text('inbox.unread') }]}
            onChange={(which) => set({ which })}
          />
          <Select<string>
            className={styles.kind ?? ''}
            aria-label={text('inbox.kind')}
            value={kind ?? ''}
            options={[{ value: '', label: text('inbox.allKinds') }, ...noticeKindSchema.options.map((value) => ({ value, label: text(`kind.${value}`) }))]}
            onChange={(value) => set({ kind: value })}
          />
        </div>
      }
      read={pages}
      empty={{ title: text(isUnread ? 'inbox.emptyUnread' : 'inbox.empty'), hint: text('inbox.emptyHint') }}
    >
      {() => (
        <>
          <ul className={styles.list}>
            {items.map((item) => (
              <li key={item.id}>
                <NoticeLine item={item} onOpen={() => void (item.readAt === null && one.run({ params: { messageId: item.id } }))} />
              </li>
            ))}
          </ul>
          <MoreButton pages={pages} />
          {hasWays ? <PreferencesDialog onClose={() => setHasWays(false)} /> : null}
        </>
      )}
    </PageScaffold>
  )
}

function NoticeLine({ item, onOpen }: { readonly item: NoticeView; readonly onOpen: () => void }): ReactNode {
  const text = useNotificationText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const content = (
    <>
      <span>
        {item.readAt === null ? <span className={styles.dot} role="img" aria-label={text('inbox.isUnread')} /> : null}
        <span className={styles.title}>{item.title}</span>
        {item.severity === 'info' ? null : <StatusBadge tone={TONES[item.severity]} text={text(`severity.${item.severity}`)} />}
      </span>
      {item.body === '' ? null : <span className={styles.body}>{item.body}</span>}
      <span className={styles.foot}>
        {text(`kind.${item.kind}`)} · <time title={formatMoment(item.createdAt, 'full', language)}>{formatNear(item.createdAt, now, language)}</time>
        {item.dueAt === null || instantOf(item.dueAt) < now ? null : ` · ${text('inbox.due')} ${formatNear(item.dueAt, now, language)}`}
      </span>
    </>
  )
  const className = `${styles.line} ${item.readAt === null ? styles.unread : ''}`
  // A real link, so that it opens in another tab, too; then it is not marked read until it is seen here.
  return item.link === null ? (
    <button type="button" className={className} onClick={onOpen}>
      {content}
    </button>
  ) : (
    <Link className={className} to={item.link} onClick={onOpen}>
      {content}
    </Link>
  )
}
