import { useState, type ReactNode } from 'react'
import {
  ChoiceGroup, ClockChip, nextInQueue, QueueLine, QueuePage, StatusBadge, useCan, useHintedReads, useReadPages, useUrlFilters,
} from '@tongban/ui/web'
import { CancelRequestPanel } from '../../commands/cancel-request/panel.js'
import { EndorseRequestPanel } from '../../commands/endorse-request/panel.js'
import { RuleRequestPanel } from '../../commands/rule-request/panel.js'
import { REQUEST_TAB_PERMISSIONS, readRequests, requestTabSchema, type CaseView, type RequestQueueItem, type RequestTab } from '../../contract/index.js'
import { useRequestText } from '../strings/request-strings.js'
import { subjectOfCase } from '../work/action-subject.js'
import { QueueCase } from '../work/queue-case.js'
import { useActionWords } from '../work/use-action-words.js'
import { RequestCard } from './request-card.js'
import styles from './requests.module.css'

const FILTERS = { request: '', tab: '' } as const
/** A case may wait for two rulings: the key names both. */
const keyOf = ({ id, case: { id: caseId } }: RequestQueueItem): string => `${caseId}.${id}`

/** What is done in each tab, by which command. */
const WORK = {
  to_rule: { action: 'rule_request', Panel: RuleRequestPanel },
  to_endorse: { action: 'endorse_request', Panel: EndorseRequestPanel },
  mine: { action: 'cancel_request', Panel: CancelRequestPanel },
} as const

/** `/requests`: what waits for a ruling or an endorsement, the one due first; the next one comes by itself. */
export default function RequestQueuePage(): ReactNode {
  const text = useRequestText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const tabs = requestTabSchema.options.filter((tab) => can(REQUEST_TAB_PERMISSIONS[tab]))
  const tab: RequestTab = tabs.find((item) => item === filters.tab) ?? tabs[0] ?? 'to_rule'
  const pages = useReadPages(readRequests, { query: { tab, limit: 50 } })
  const [said, setSaid] = useState('')
  useHintedReads([readRequests])
  const items = pages.items as readonly RequestQueueItem[]
  const done = (key: string, words: string): void => {
    setSaid(words)
    set({ request: nextInQueue(items, keyOf, key) })
    void pages.refetch()
  }
  return (
    <QueuePage
      title={text('queue.title')}
      permission="case.read"
      queueLabel={text('queue.list')}
      pages={pages}
      keyOf={keyOf}
      chosen={filters.request}
      onChoose={(key) => set({ request: key })}
      line={(item: RequestQueueItem) => <RequestLine item={item} />}
      empty={{ title: text(`queue.empty.${tab}`), hint: text('queue.emptyHint') }}
      said={said}
      toolbar={
        tabs.length < 2 ? null : (
          <ChoiceGroup label={text('queue.tabs')} value={tab} choices={tabs.map((item) => ({ value: item, label: text(`queue.${item}`) }))} onChange={(value) => set({ tab: value, request: '' })} />
        )
      }
    >
      {(key) => <RequestedCase key={key} requestKey={key} tab={tab} onDone={(words) => done(key, words)} />}
    </QueuePage>
  )
}

function RequestLine({ item }: { readonly item: RequestQueueItem }): ReactNode {
  const text = useRequestText()
  const tone = item.status === 'approved' ? 'good' : item.status === 'rejected' || item.status === 'lapsed' ? 'bad' : 'warn'
  return (
    <QueueLine
      title={item.case.title}
      badges={
        <>
          <StatusBadge tone="info" text={text(`kind.${item.kind}`)} />
          {item.status === 'pending' && item.rulingDueAt !== null ? (
            <ClockChip label={text('queue.ruling')} dueAt={item.rulingDueAt} />
          ) : (
            <StatusBadge tone={tone} text={text(`status.${item.status}`)} />
          )}
        </>
      }
    >
      <span title={`${item.unit.name} · ${item.summary}`}>
        {item.unit.name} · {item.summary}
      </span>
    </QueueLine>
  )
}

type CaseProps = { readonly requestKey: string; readonly tab: RequestTab; readonly onDone: (said: string) => void }

function RequestedCase({ requestKey, tab, onDone }: CaseProps): ReactNode {
  const text = useRequestText()
  const [caseId = '', requestId = ''] = requestKey.split('.')
  return (
    <QueueCase
      caseId={caseId}
      openText={text('queue.openCase')}
      badges={({ promiseDueAt, repliedAt }) => (promiseDueAt === null ? null : <ClockChip label={text('queue.promise')} dueAt={promiseDueAt} doneAt={repliedAt} />)}
    >
      {(view) => <RequestSheet view={view} requestId={requestId} tab={tab} onDone={onDone} />}
    </QueueCase>
  )
}

/** The matter and the request side by side with what may be done about it; why not, when nothing may. */
function RequestSheet({ view, requestId, tab, onDone }: { readonly view: CaseView; readonly requestId: string; readonly tab: RequestTab; readonly onDone: (said: string) => void }): ReactNode {
  const text = useRequestText()
  const words = useActionWords()
  const { action, Panel } = WORK[tab]
  const asked = view.procedures.requests.find(({ id }) => id === requestId)
  const offered = view.allowedActions.find((item) => item.action === action)
  const waits = asked !== undefined && (asked.status === 'pending' || asked.status === 'awaiting_endorsement')
  return (
    <div className={styles.sheet}>
      <section className={styles.block} aria-label={text('queue.request')}>
        <h3>{text('queue.request')}</h3>
        <p className={styles.prose}>{view.description}</p>
        <p className={styles.small}>{[view.categoryPath.join(' › '), view.placeText, view.leadUnit?.name ?? ''].filter((part) => part !== '').join(' · ')}</p>
      </section>
      <section className={styles.block}>
        {waits && offered?.enabled === true ? (
          <Panel subject={subjectOfCase(view, null)} requestId={requestId} onCancel={() => undefined} onDone={onDone} />
        ) : (
          <>
            {asked === undefined ? null : <RequestCard request={asked} attachments={view.attachments} />}
            <p className={styles.small}>{(offered === undefined ? null : words.why(offered)) ?? text('queue.notForYou')}</p>
          </>
        )}
      </section>
    </div>
  )
}
